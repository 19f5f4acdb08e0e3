"""Finds a message and fills it, for readers and for listeners. Knows no step: callers name key and attribute."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.serializer import serialize_pattern
from fluent.syntax.visitor import Visitor

from core.domain.opening_hours import USUAL_HOURS, OpeningHours, read_hours
from core.texts import spoken, written
from core.texts.facts import Digits, Fact, Facts, Phrase

HELP_NUMBER = "0199001234"
"""The demonstration's; an operator gives theirs. French numbers in 01 99 00 are kept for fiction."""

VERSION_DIGITS = 16
"""Of a version: 64 bits, too many for two wordings of one message to share one by accident."""
_USUAL = read_hours(USUAL_HOURS)

FOLDER = Path(__file__).parent / "fr"


class MissingTextError(KeyError):
    """A key or an attribute that no .ftl file holds: a bug that a rule test finds first."""


@dataclass(frozen=True, eq=False)
class Words:
    """The French of the product. One message a key; attributes carry its other forms.

    Attributes of a message: none (title or label), `.body` (sentences, one a line), `.note`, `.hint` (second line of a
    key), `.statement` (what is about to be confirmed), `.spoken` (telephone), `.again` (telephone, after a silence),
    `.voice` (kiosk voice, when listeners need other words), `.words` (what a caller may say, comma-separated),
    `.key` (telephone key when it is not the position), `.paper` (lines of paper), `.inside` (inside a sentence),
    `.discreet` (telephone, when somebody listens), `.yes` and `.no` (twin keys of a confirmation), `.care` (beside a
    field). A `Phrase` takes the same form as the text around it when it has that form.
    """

    _bundle: FluentBundle = field(repr=False)
    _house: Facts = field(default_factory=dict, repr=False)
    """What any message may say: `help`, the telephone number of the Relais; `hours`, when its people answer."""
    keys: tuple[str, ...] = field(default=(), repr=False)
    """Every message, in the order of the files: the telephone says fixed ones in advance."""
    _wanted: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False)
    """The facts that each form of each message speaks of; the others are not put in words for it."""
    _versions: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def has(self, key: str, attribute: str = "") -> bool:
        """Whether the message exists, with that attribute if one is named."""
        if not self._bundle.has_message(key):
            return False
        message = self._bundle.get_message(key)
        return attribute in message.attributes if attribute else message.value is not None

    def version(self, key: str, attribute: str = "") -> str:
        """Which French that form of the message has: a digest of its pattern, never of what fills it.

        Any letter changed makes another; another layout of the file does not.
        """
        if (key, attribute) not in self._versions:
            raise MissingTextError(f"{key}.{attribute}" if attribute else key)
        return self._versions[key, attribute]

    def written(self, key: str, facts: Facts | None = None, attribute: str = "") -> str:
        """The form to read: digits, abbreviations of units, no-break spaces where French wants them."""
        values = {name: self._written(fact, attribute) for name, fact in self._among(facts, key, attribute)}
        return written.typeset(self._format(key, attribute, values))

    def spoken(self, key: str, facts: Facts | None = None, attribute: str = "spoken") -> str:
        """The form to hear: everything in words. Falls back to the message itself when it has no such attribute."""
        form = attribute if self.has(key, attribute) else ""
        values = {name: self._spoken(fact) for name, fact in self._among(facts, key, form)}
        text = self._format(key, form, values)
        return spoken.in_words(text.replace("**", ""))

    def lines(self, key: str, facts: Facts | None = None, attribute: str = "body") -> tuple[str, ...]:
        """The written form, one sentence a line; empty when the message has no such attribute."""
        if not self.has(key, attribute):
            return ()
        return tuple(line for line in self.written(key, facts, attribute).splitlines() if line.strip())

    def _format(self, key: str, attribute: str, values: Mapping[str, str | int]) -> str:
        if not self.has(key, attribute):
            raise MissingTextError(f"{key}.{attribute}" if attribute else key)
        message = self._bundle.get_message(key)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise MissingTextError(key)
        text, problems = self._bundle.format_pattern(pattern, dict(values))
        if problems:
            raise MissingTextError(f"{key}: {problems[0]}")
        return str(text)

    def _among(self, facts: Facts | None, key: str, form: str) -> Iterator[tuple[str, Fact]]:
        """Those that this form of the message speaks of."""
        given = {**self._house, **(facts or {})}
        return ((name, given[name]) for name in self._wanted.get((key, form), ()) if name in given)

    def _written(self, fact: Any, attribute: str) -> str | int:
        match fact:
            case Phrase():
                return self.written(fact.key, fact.facts, attribute if self.has(fact.key, attribute) else "")
            case _:
                return written.write(fact, lambda key: self._name(key, attribute))

    def _spoken(self, fact: Any) -> str | int:
        match fact:
            case Phrase():
                return self.spoken(fact.key, fact.facts)
            case _:
                return spoken.say(fact, self._name)

    def _name(self, key: str, attribute: str = "inside") -> str:
        """The words of an enum's value: in the form of the text around it, or as they stand inside a sentence."""
        form = next((form for form in (attribute, "inside") if form and self.has(key, form)), "")
        return self._format(key, form, {})


def load_words(folder: Path = FOLDER, help_number: str = HELP_NUMBER, hours: OpeningHours = _USUAL) -> Words:
    """Read every .ftl file of a folder; a key that stands twice is refused with ValueError, and so is a broken file."""
    # use_isolating adds invisible marks that have no glyph and are read aloud.
    bundle = FluentBundle(["fr"], use_isolating=False)
    keys: list[str] = []
    wanted: dict[tuple[str, str], frozenset[str]] = {}
    versions: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise ValueError(f"{path.name}: {entry.content}")  # noqa: TRY004 - the file is wrong, not the caller
            if isinstance(entry, ast.Message):
                if entry.id.name in keys:
                    raise ValueError(f"{path.name}: {entry.id.name} stands twice")
                keys.append(entry.id.name)
                for form, pattern in _forms(entry):
                    wanted[entry.id.name, form] = _variables(pattern)
                    versions[entry.id.name, form] = _version(pattern)
        bundle.add_resource(resource)
    house: Facts = {"help": Digits(digits=help_number, by_two=True), "hours": hours}
    return Words(bundle, house, tuple(keys), wanted, versions)


def _forms(message: ast.Message) -> Iterator[tuple[str, ast.Pattern]]:
    """Each form that a message has."""
    if message.value is not None:
        yield "", message.value
    yield from ((each.id.name, each.value) for each in message.attributes)


def _variables(pattern: ast.Pattern) -> frozenset[str]:
    seen = _Variables()
    seen.visit(pattern)
    return frozenset(seen.names)


def _version(pattern: ast.Pattern) -> str:
    written = " ".join(serialize_pattern(pattern).split())
    return hashlib.sha256(written.encode()).hexdigest()[:VERSION_DIGITS]


class _Variables(Visitor):
    """Notes each variable that it meets."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's way to name it
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - the same
        raise ValueError(f"a message can't speak of {node.id.name}: give it a Phrase")
