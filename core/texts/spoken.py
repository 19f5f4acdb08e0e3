"""How facts and written expressions are said: dates, hours, numbers, units in words. Knows no message."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Any

from core.domain.opening_hours import OpeningHours
from core.texts import doses_in_words, references_in_words, times_in_words
from core.texts.expressions import plain_spaces, put_in_words
from core.texts.facts import Digits
from core.texts.hours_in_words import say_hours
from core.texts.numbers_in_words import say_number, say_one_by_one, say_two_by_two
from core.texts.times_in_words import say_date, say_hour
from core.texts.written import PARIS, enum_key, enumerate_in_words, write

__all__ = ["in_words", "say", "say_date", "say_digits", "say_number", "say_time"]

RULES = (
    *references_in_words.FIRST,
    *times_in_words.RULES,
    *doses_in_words.RULES,
    *references_in_words.LAST,
)


def say(fact: Any, name: Callable[[str], str]) -> str | int:  # noqa: PLR0911 - one line a kind of fact
    """The spoken form of a fact; `name` finds the words of an enum's value."""
    match fact:
        case datetime():
            return say_time(fact)
        case date():
            return say_date(fact)
        case Digits():
            return say_digits(fact)
        case OpeningHours():
            return say_hours(fact)
        case Enum():
            return name(enum_key(fact))
        case tuple():
            return enumerate_in_words([name(enum_key(item)) for item in fact])
        case _:
            return write(fact, name)


def say_time(at: datetime) -> str:
    """« quatorze heures trente », « midi », « minuit quinze », in French time."""
    local = at.astimezone(PARIS)
    return say_hour(local.hour, local.minute)


def say_digits(fact: Digits) -> str:
    """« quatre, sept, deux ; un, huit, trois », or by pairs for a telephone number."""
    return say_two_by_two(fact.digits) if fact.by_two else say_one_by_one(fact.digits)


def in_words(text: str) -> str:
    """Write in words the expressions of a text that the voice would get wrong (words.md section 5). Never raises."""
    return put_in_words(plain_spaces(text), RULES)
