"""Defects of one line each, as hurried hands make them: all of them."""

from tests.mutants.planted_in_records import AUDIT, STORE, THROTTLING
from tests.mutants.planted_in_rules import CRYPTOGRAPHY, POLICY

MUTANTS = (*POLICY, *CRYPTOGRAPHY, *THROTTLING, *STORE, *AUDIT)
