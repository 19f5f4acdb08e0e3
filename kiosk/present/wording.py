"""Finds the words of one message for one screen: shown and said. Knows no step."""

import re
from dataclasses import dataclass, field

from core.texts.facts import Facts
from core.texts.words import Words
from core.texts.written import NO_BREAK

BOLD = "**"
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_SPOKEN_PARTS = ("", "statement", "body", "facts", "note")


@dataclass(frozen=True)
class Wording:
    """One message with its facts."""

    words: Words = field(repr=False)
    key: str
    facts: Facts = field(default_factory=dict, repr=False)

    @property
    def title(self) -> str:
        """The one question or instruction."""
        return in_one_piece(self.words.written(self.key, self.facts))

    def part(self, attribute: str) -> str:
        """One of its attributes as shown, or empty; lines are kept."""
        return "\n".join(self.lines(attribute))

    def lines(self, attribute: str) -> tuple[str, ...]:
        """The same, one a line."""
        return tuple(in_one_piece(line) for line in self.words.lines(self.key, self.facts, attribute))

    def has(self, attribute: str) -> bool:
        """Whether the message says something there."""
        return self.words.has(self.key, attribute)

    def said(self, attribute: str) -> str:
        """One of its attributes as heard, or empty."""
        if not self.words.has(self.key, attribute):
            return ""
        return sentences(self.words.spoken(self.key, self.facts, attribute))

    @property
    def voice(self) -> str:
        """What a listener hears of the whole message."""
        return self.said("voice") or joined(*(self.said(part) for part in _SPOKEN_PARTS))


def in_one_piece(text: str) -> str:
    """A telephone number or a receipt's never breaks at the end of a line."""
    return _BETWEEN_DIGITS.sub(NO_BREAK, text)


def joined(*parts: str) -> str:
    """Sentences one after the other."""
    return " ".join(part for part in parts if part)


def sentences(text: str) -> str:
    """A text made to be heard: no mark of bold, each line ended, so that the voice breathes."""
    lines = (line.strip() for line in text.replace(BOLD, "").splitlines())
    return " ".join(line if line[-1] in ".?!:…" else f"{line}." for line in lines if line)
