"""The number that a call comes from, as the provider tells it. It proves nothing; it slows who tries too often."""

import re
from collections.abc import Mapping

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
WITHHELD = frozenset({"+266696687", "+7378742833", "+2562533", "+86282452253", "+8656696"})
"""How Twilio writes a number that it was not given: ANONYMOUS, RESTRICTED, BLOCKED, UNAVAILABLE, UNKNOWN, each letter
as its telephone key."""


def caller_of(parameters: Mapping[str, str]) -> str:
    """The calling number (E.164), or nothing when it is withheld, unknown, or no number."""
    number = parameters.get("From", "")
    return number if _NUMBER.fullmatch(number) and number not in WITHHELD else ""
