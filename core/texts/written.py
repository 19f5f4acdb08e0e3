"""How facts are written: « 12 mars 2026 », « 14 h 30 ». Knows no message."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_month_names

from core.domain.opening_hours import OpeningHours
from core.texts.facts import Digits
from core.texts.hours_in_words import write_hours

PARIS = ZoneInfo("Europe/Paris")
NO_BREAK = "\N{NO-BREAK SPACE}"
_MONTHS = "|".join(get_month_names(locale="fr").values())
_KEPT_TOGETHER = re.compile(
    r" (?=[?!:;»])"
    r"|(?<=«) "
    r"|(?<=\d) (?=h\b)"
    r"|(?<=\bh) (?=\d)"
    rf"|(?<=\d) (?=(?:{_MONTHS})\b)"
    rf"|(?<=1er) (?=(?:{_MONTHS})\b)"
    r"|(?<=\bDr) (?=[A-ZÉ])"
)


def write(fact: Any, name: Callable[[str], str]) -> str | int:  # noqa: C901, PLR0911 - one line a kind of fact
    """The written form of a fact; `name` finds the words of an enum's value."""
    match fact:
        case bool():
            raise TypeError("a bool is no fact: the texts need a word")
        case str() | int():
            return fact
        case datetime():
            return write_time(fact)
        case date():
            return write_date(fact)
        case timedelta():
            return write_duration(fact)
        case Digits():
            return write_digits(fact)
        case OpeningHours():
            return write_hours(fact)
        case Enum():
            return name(enum_key(fact))
        case tuple():
            return enumerate_in_words([name(enum_key(item)) for item in fact])
        case _:
            raise TypeError(type(fact).__name__)


def enum_key(fact: Enum) -> str:
    """The message of an enum's value: Organ.KIDNEYS is « organ--kidneys »."""
    words = re.sub(r"(?<!^)(?=[A-Z])", "-", type(fact).__name__).lower()
    return f"{words}--{fact.value}"


def paris_day(at: datetime) -> date:
    """The day it was in France at that moment."""
    return at.astimezone(PARIS).date()


def write_date(day: date) -> str:
    """« 12 mars 2026 », « 1er juillet 1940 »."""
    text = format_date(day, "d MMMM y", locale="fr")
    return re.sub(r"^1 ", "1er ", text)


def write_time(at: datetime) -> str:
    """« 14 h 30 », in French time."""
    local = at.astimezone(PARIS)
    return f"{local.hour} h {local.minute:02d}"


def write_duration(duration: timedelta) -> str:
    """Rounded up, so that nobody is told to come back too early."""
    seconds = max(ceil(duration.total_seconds()), 1)
    if seconds == 1:
        return "1 seconde"
    return f"{seconds} secondes" if seconds < 90 else f"{-(-seconds // 60)} minutes"  # noqa: PLR2004 - a minute and a half


def write_digits(fact: Digits) -> str:
    """« 01 99 00 12 34 » two by two, « 472 183 » three by three otherwise."""
    step = 2 if fact.by_two else 3
    return " ".join(fact.digits[start : start + step] for start in range(0, len(fact.digits), step))


def enumerate_in_words(items: list[str]) -> str:
    """« les reins, le foie et les cornées »."""
    if len(items) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def typeset(text: str) -> str:
    """Keep together what French keeps together at the end of a line; U+202F has no glyph in our type."""
    return _KEPT_TOGETHER.sub(NO_BREAK, text.replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK))
