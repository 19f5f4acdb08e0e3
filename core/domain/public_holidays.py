"""The days off of the whole of France (Code du travail, L3133-1), computed for any year. Pure; no list to keep up."""

from datetime import date, timedelta

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = tuple(timedelta(days=days) for days in (1, 39, 50))
"""Easter Monday, Ascension, Whit Monday. Alsace and Moselle have two more, which are not counted."""


def is_public_holiday(day: date) -> bool:
    """Whether nobody is expected to work in France that day."""
    return (day.month, day.day) in _FIXED or day - easter(day.year) in _AFTER_EASTER


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar: Meeus, Jones and Butcher's rule, with the letters they give it."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, days = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, days + 1)
