"""Written expressions in any French text, put in words for the voice (words.md section 5). Explains no value."""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Rule(NamedTuple):
    """What to find, and what to say instead. A rule that is unsure gives back what it found."""

    wanted: re.Pattern[str]
    say: Callable[[re.Match[str]], str]
    needs_digit: bool = True
    """Whether it finds nothing in a text without a digit, as most titles are: it is not even tried there."""


AMOUNT = r"(?<![\w.,])\d{1,3}(?: \d{3})+(?:,\d+)?(?![\w])|(?<![\w.,])\d+(?:[.,]\d+)?"
"""A number as written: « 84 », « 1 850,50 », « 12.4 »."""

_DIGIT = re.compile(r"\d")
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{EN DASH}": "-"})


@cache
def said_as() -> dict[str, dict[str, Any]]:
    """Units, measures and abbreviations, as `fr/spoken.toml` lists them."""
    path = Path(__file__).parent / "fr" / "spoken.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def plain_spaces(text: str) -> str:
    """Spaces and dashes of one kind only, so that rules need to know one."""
    return text.translate(_SPACES)


def put_in_words(text: str, rules: Iterable[Rule]) -> str:
    """Apply rules in their order."""
    has_digit = _DIGIT.search(text) is not None
    for rule in rules:
        if has_digit or not rule.needs_digit:
            text = rule.wanted.sub(rule.say, text)
    return text
