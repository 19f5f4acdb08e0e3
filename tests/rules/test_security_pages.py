"""The pages on security say what tests show: no row without a test, no test that is gone, no requirement left out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.rules.sources import ROOT, product_files

ASVS, THREATS = ROOT / "docs" / "asvs.md", ROOT / "docs" / "threat-model.md"
REQUIREMENTS = {
    "6.1": 3,
    "6.2": 12,
    "6.3": 8,
    "6.4": 6,
    "6.5": 8,
    "6.6": 4,
    "6.7": 2,
    "6.8": 4,
    "8.1": 4,
    "8.2": 4,
    "8.3": 3,
    "8.4": 2,
    "11.1": 4,
    "11.2": 5,
    "11.3": 5,
    "11.4": 4,
    "11.5": 2,
    "11.6": 2,
    "11.7": 2,
    "14.1": 2,
    "14.2": 8,
    "14.3": 3,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 4,
}
"""How many requirements each section of these five chapters has (OWASP ASVS 5.0.0)."""
STATES = {"met", "not met", "n/a"}
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
_THREAT = re.compile(r"^\| (T\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
_CRYPTOGRAPHY = re.compile(r"^ *(?:from|import) (?:cryptography|hmac|argon2|pkcs11)\b", re.MULTILINE)


@cache
def defined_in(path: Path) -> frozenset[str]:
    """The tests that a file defines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def lost_tests(text: str) -> list[str]:
    """Tests named by a text that are nowhere."""
    return [
        f"{file}::{name}"
        for file, name in _TEST.findall(text)
        if not (ROOT / file).exists() or name not in defined_in(ROOT / file)
    ]


@pytest.mark.parametrize("page", [ASVS, THREATS], ids=lambda page: page.name)
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    """A test renamed or taken away takes its row with it."""
    assert lost_tests(page.read_text(encoding="utf-8")) == []


def test_every_requirement_has_its_row() -> None:
    """Each of the five chapters, once, in order."""
    wanted = [f"{section}.{number}" for section, count in REQUIREMENTS.items() for number in range(1, count + 1)]
    assert [row[0] for row in _ROW.findall(ASVS.read_text(encoding="utf-8"))] == wanted


def test_what_is_met_names_a_test_and_what_is_not_says_why() -> None:
    """No third way."""
    for requirement, _, state, shown in _ROW.findall(ASVS.read_text(encoding="utf-8")):
        assert state in STATES, requirement
        assert shown.strip(), requirement
        assert state != "met" or _TEST.search(shown), requirement


def test_every_threat_names_what_stops_it_and_the_test_that_shows_it() -> None:
    """Or says that nothing does."""
    threats = _THREAT.findall(THREATS.read_text(encoding="utf-8"))
    assert [row[0] for row in threats] == [f"T{number}" for number in range(1, len(threats) + 1)]
    assert len(threats) >= 25
    for number, _, _, shown in threats:
        assert _TEST.search(shown) or shown.startswith("not stopped: "), number


def test_cryptography_is_where_the_inventory_says() -> None:
    """Whoever reviews it knows where to look, and nothing weak is called."""
    page = ASVS.read_text(encoding="utf-8")
    callers = {str(path.relative_to(ROOT)) for path in product_files() if _CRYPTOGRAPHY.search(path.read_text("utf-8"))}
    listed = set(re.findall(r"`([\w/]+\.py)`", page.split("Modules:")[1]))
    assert listed == callers
    weak = re.compile(r"\b(?:md5|MD5|ECB|TripleDES|ARC4|PKCS1v15|random\.random|randint)\b")
    assert [str(path) for path in product_files() if weak.search(path.read_text("utf-8"))] == []


def test_the_inventory_names_every_key_file() -> None:
    """Each `….key` that the product reads."""
    page = ASVS.read_text(encoding="utf-8")
    named = {name for path in product_files() for name in re.findall(r'"(\w+\.key)"', path.read_text(encoding="utf-8"))}
    assert named
    assert [name for name in sorted(named) if f"`{name}`" not in page] == []


def test_the_rules_find_planted_lies() -> None:
    """A test that is gone, or was never there."""
    assert lost_tests("`tests/rules/test_security_pages.py::test_the_rules_find_planted_lies`") == []
    assert lost_tests("`tests/rules/test_security_pages.py::test_nothing`") != []
    assert lost_tests("`tests/rules/test_absent.py::test_nothing`") != []
    assert _CRYPTOGRAPHY.search("import hmac\n")
