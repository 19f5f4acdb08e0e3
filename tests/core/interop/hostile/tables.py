"""All hostile files in one table; by subject in the tables it is made of."""

from tests.core.interop.hostile.crowds import CROWDS
from tests.core.interop.hostile.enclosures import ENCLOSURES, WORKED_ON
from tests.core.interop.hostile.fates import Cases
from tests.core.interop.hostile.forms import FORMS
from tests.core.interop.hostile.letters import LETTERS
from tests.core.interop.hostile.references import REFERENCES

TABLES = (REFERENCES, LETTERS, FORMS, CROWDS, ENCLOSURES, WORKED_ON)
EVERY: Cases = {name: case for table in TABLES for name, case in table.items()}
