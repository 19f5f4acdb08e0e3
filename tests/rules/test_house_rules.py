"""The house rules that no tool checks for us. Each has a planted breach: a rule that can't fail is no rule."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.sources import ROOT, committed_texts, product_files

LONGEST_FILE = 300
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
ACCENT = re.compile(r"[àâäéèêëîïôöùûüçœÀÂÉÈÊÎÔÙÛÇŒ«»’]")
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
REASONED = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z\-, ]+\]) +- \S+")
MACHINE = re.compile(r"/t[m]p/bash_jobs|(?<![\w.])/w[o]rk/|pyth[o]nhosted|p[y]pi\.org|d[e]b\.debian|npm[j]s\.|/r[o]ot/")

files = pytest.mark.parametrize("path", product_files(), ids=lambda path: str(path.relative_to(ROOT)))


def french_literals(source: str) -> Iterator[str]:
    """String literals with French letters, docstrings apart."""
    tree = ast.parse(source)
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in bare and ACCENT.search(str(node.value)):
            yield str(node.value)


def unreasoned_suppressions(source: str) -> list[str]:
    """Suppressions without a code, or without a reason after it."""
    return [line for line in source.splitlines() if SUPPRESSION.search(line) and not REASONED.search(line)]


@files
def test_no_file_does_several_jobs(path: Path) -> None:
    """A file past 300 lines is two files."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@files
def test_a_file_is_named_for_what_it_holds(path: Path) -> None:
    """No drawer for everything."""
    assert path.stem not in VAGUE_NAMES


@files
def test_french_for_people_lives_in_the_texts(path: Path) -> None:
    """Only core/texts writes French in code, where numbers and dates become words."""
    if path.is_relative_to(ROOT / "core" / "texts") or path.is_relative_to(ROOT / "core" / "demo"):
        return
    assert list(french_literals(path.read_text(encoding="utf-8"))) == []


@files
def test_a_suppression_says_which_and_why(path: Path) -> None:
    """`noqa` and `type: ignore` carry a code and a reason."""
    assert unreasoned_suppressions(path.read_text(encoding="utf-8")) == []


@files
def test_only_the_door_carries_out_a_request(path: Path) -> None:
    """Permission and trace can't be forgotten, because nobody else may call an act."""
    calls = re.findall(r"\.carry_out\(", path.read_text(encoding="utf-8"))
    assert not calls or path == ROOT / "core" / "acts" / "perform.py"


@pytest.mark.parametrize("path", committed_texts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_committed_file_names_a_machine(path: Path) -> None:
    """No path of one machine, no registry host."""
    assert MACHINE.findall(path.read_text(encoding="utf-8")) == []


def test_the_rules_fire_on_planted_breaches() -> None:
    """Each rule finds what it is there to find."""
    assert list(french_literals('"""Décrit."""\nlabel = "Terminé"')) == ["Terminé"]
    assert unreasoned_suppressions("x = 1  # noqa") == ["x = 1  # noqa"]
    assert unreasoned_suppressions("x = 1  # noqa: S105") == ["x = 1  # noqa: S105"]
    assert unreasoned_suppressions("x = 1  # noqa: S105 - a kind, not a secret") == []
    assert MACHINE.search("see /w" + "ork/main")
