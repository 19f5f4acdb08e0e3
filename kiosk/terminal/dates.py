"""A date typed as eight digits, jour mois année. Knows the calendar, no clock and no screen."""

from datetime import date

DIGITS = 8


def typed_date(digits: str) -> date | None:
    """The date that eight digits say, or None while they are incomplete or say no day at all."""
    if len(digits) != DIGITS:
        return None
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
