"""Every refusal that a person can meet has its words, to read and to hear."""

import ast

from core.texts.words import load_words
from tests.rules.sources import product_files

OPERATORS_ONLY = frozenset(
    {"access-number-taken", "document-already-filed", "patient-already-registered", "patient-issuer-unknown"}
)
"""Refusals of acts that only the operator's commands ask for."""


def refusal_keys() -> set[str]:
    """The key of every `Refusal("…")` of the product; a key that is no literal fails here."""
    found = set()
    for path in product_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                (key,) = node.args
                assert isinstance(key, ast.Constant), f"{path.name}:{node.lineno}"
                found.add(str(key.value))
    return found


def test_every_refusal_of_a_person_can_be_read_and_heard() -> None:
    """A title, a body and a spoken form; operators read the key itself."""
    words = load_words()
    wanting = {
        f"{key}.{form}"
        for key in refusal_keys() - OPERATORS_ONLY
        for form in ("", "body", "spoken")
        if not words.has(key, form)
    }
    assert wanting == set()


def test_the_operators_list_names_nothing_that_is_gone() -> None:
    """A key that no code refuses with is taken off the list."""
    assert refusal_keys() >= OPERATORS_ONLY
