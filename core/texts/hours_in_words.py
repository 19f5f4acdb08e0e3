"""Opening hours as a part of a sentence: « du lundi au vendredi, de 9 h à 17 h ». Knows neither voice nor screen."""

from collections.abc import Callable
from datetime import time

from babel.dates import get_day_names

from core.domain.opening_hours import Opening, OpeningHours
from core.texts.times_in_words import say_hour

_NEXT = 1


def write_hours(hours: OpeningHours) -> str:
    """To read."""
    return _week(hours, lambda at: f"{at.hour} h {at.minute:02d}" if at.minute else f"{at.hour} h")


def say_hours(hours: OpeningHours) -> str:
    """To hear."""
    return _week(hours, lambda at: say_hour(at.hour, at.minute))


def _week(hours: OpeningHours, hour: Callable[[time], str]) -> str:
    return ", et ".join(f"{_days(opening)}, {_day(opening, hour)}" for opening in hours.openings)


def _days(opening: Opening) -> str:
    first, last = (get_day_names(locale="fr")[day] for day in (opening.first, opening.last))
    if opening.first == opening.last:
        return f"le {first}"
    return f"{first} et {last}" if opening.last == opening.first + _NEXT else f"du {first} au {last}"


def _day(opening: Opening, hour: Callable[[time], str]) -> str:
    return " et ".join(f"de {hour(opens)} à {hour(closes)}" for opens, closes in opening.hours)
