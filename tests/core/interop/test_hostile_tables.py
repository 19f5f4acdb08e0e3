"""Hostile files by subject: each is refused with its reason, set aside, or filed and only read."""

import pytest

from tests.core.interop.hostile.enclosures import ENCLOSURES
from tests.core.interop.hostile.fates import Case, fate_of
from tests.core.interop.hostile.forms import FORMS
from tests.core.interop.hostile.letters import LETTERS
from tests.core.interop.hostile.references import REFERENCES

EVERY = {**REFERENCES, **LETTERS, **FORMS, **ENCLOSURES}


@pytest.mark.parametrize("case", EVERY.values(), ids=EVERY)
def test_a_hostile_file_meets_its_fate(case: Case) -> None:
    """The one written beside it, with its precise reason."""
    fate, make = case
    assert fate_of(make()) == fate
