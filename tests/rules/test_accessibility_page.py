"""The page on accessibility leaves no clause out, and what it calls met has a test that exists."""

import re

import pytest

from tests.rules.sources import ROOT
from tests.rules.test_security_pages import lost_tests

PAGE = ROOT / "docs" / "accessibility.md"
NON_VISUAL = [f"5.1.3.{number}" for number in range(1, 17)]
CLAUSES = [
    *("5.1.2.1", "5.1.2.2", *NON_VISUAL, "5.1.4", "5.1.5", "5.1.6.1", "5.1.6.2", "5.1.7"),
    *("5.2", "5.3", "5.4", "5.5.1", "5.5.2", "5.6.1", "5.6.2", "5.7", "5.8", "5.9"),
    *("8.1.1", "8.1.2", "8.1.3", "8.2.1.1", "8.2.1.2", "8.2.2.1", "8.2.2.2"),
    *("8.3.2", "8.3.3", "8.3.4", "8.3.5", "8.3.6", "8.4.1", "8.4.2.1", "8.4.2.2", "8.4.3", "8.5"),
]
"""EN 301 549 V3.2.1; of 8.3.2 to 8.3.4 the whole group, which is the furniture's."""
STATES = {"met", "not met", "n/a", "site"}
_ROW = re.compile(r"^\| ([58](?:\.\d+)+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
Row = tuple[str, str, str, str]


def rows(text: str) -> list[Row]:
    """Clause, what it asks, state, and what shows it."""
    return _ROW.findall(text)


def is_honest(row: Row) -> bool:
    """What is met names a test; anything else says why."""
    _, _, state, shown = row
    return state in STATES and bool(shown.strip()) and (state != "met" or "`tests/" in shown)


def test_every_clause_has_its_row() -> None:
    """Once, in the order of the standard."""
    assert [clause for clause, *_ in rows(PAGE.read_text(encoding="utf-8"))] == CLAUSES


def test_what_is_met_names_a_test_that_exists() -> None:
    """No row without a reason, no test that is gone."""
    text = PAGE.read_text(encoding="utf-8")
    assert [row for row in rows(text) if not is_honest(row)] == []
    assert lost_tests(text) == []


@pytest.mark.parametrize("shown", ["it works", " ", "see above"])
def test_a_row_that_only_says_so_is_found(shown: str) -> None:
    """The rule itself can fail."""
    assert not is_honest(("5.2", "asks", "met", shown))
    assert not is_honest(("5.2", "asks", "nearly", "`tests/x.py::test_y`"))
