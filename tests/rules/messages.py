"""The French messages as written, before anything fills them: for the rules about words."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast

from core.texts.words import FOLDER

HOLE = "X"
"""Stands for whatever fills a message: one word."""


@dataclass(frozen=True)
class Text:
    """One form of one message: « key » or « key.attribute », and what it says, in each of its variants."""

    file: str
    key: str
    attribute: str
    variants: tuple[str, ...]
    variables: frozenset[str]

    @property
    def name(self) -> str:
        """As the tests report it."""
        return f"{self.key}.{self.attribute}" if self.attribute else self.key

    def lines(self) -> Iterator[str]:
        """Every line of every variant."""
        for variant in self.variants:
            yield from (line.strip() for line in variant.splitlines() if line.strip())

    def sentences(self) -> Iterator[str]:
        """Every sentence; a line on screen ends one."""
        for line in self.lines():
            yield from (part for part in re.split(r"(?<=[.?!])\s+", line) if part)

    def spoken_sentences(self) -> Iterator[str]:
        """Every sentence; a line goes on with the next."""
        for variant in self.variants:
            yield from (part for part in re.split(r"(?<=[.?!])\s+", " ".join(variant.split())) if part)


def texts() -> list[Text]:
    """Every form of every message."""
    found: list[Text] = []
    for path in sorted(FOLDER.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                found += _forms(path, entry)
    return found


def by_key() -> dict[str, dict[str, Text]]:
    """Forms of each message, by attribute; the message itself under the empty name."""
    found: dict[str, dict[str, Text]] = {}
    for text in texts():
        found.setdefault(text.key, {})[text.attribute] = text
    return found


def words_of(sentence: str) -> int:
    """Groups between spaces; a lone « : ; ? ! · » is not a word (words.md, marks)."""
    return sum(1 for group in sentence.split() if not re.fullmatch(r"[:;?!·,.»«—-]+", group))


def _forms(path: Path, message: ast.Message) -> Iterator[Text]:
    if message.value is not None:
        yield _text(path, message.id.name, "", message.value)
    for attribute in message.attributes:
        yield _text(path, message.id.name, attribute.id.name, attribute.value)


def _text(path: Path, key: str, attribute: str, pattern: ast.Pattern) -> Text:
    return Text(path.name, key, attribute, tuple(_variants(pattern)), frozenset(_variables(pattern)))


def _variants(pattern: ast.Pattern) -> Iterator[str]:
    parts = [_part(element) for element in pattern.elements]
    yield from ("".join(chosen) for chosen in itertools.product(*parts))


def _part(element: ast.TextElement | ast.Placeable) -> list[str]:
    if isinstance(element, ast.TextElement):
        return [element.value]
    inside = element.expression
    if isinstance(inside, ast.SelectExpression):
        return [text for variant in inside.variants for text in _variants(variant.value)]
    if isinstance(inside, ast.StringLiteral):
        return [inside.parse()["value"]]
    return [HOLE]


def _variables(pattern: ast.Pattern) -> Iterator[str]:
    for element in pattern.elements:
        if not isinstance(element, ast.Placeable):
            continue
        inside = element.expression
        if isinstance(inside, ast.VariableReference):
            yield inside.id.name
        if isinstance(inside, ast.SelectExpression):
            if isinstance(inside.selector, ast.VariableReference):
                yield inside.selector.id.name
            for variant in inside.variants:
                yield from _variables(variant.value)
