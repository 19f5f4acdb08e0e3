"""French telephone numbers, as people type them and as lines tell them; which of them we would call. Pure."""

import re

from core.domain.refusals import Refusal

NATIONAL_DIGITS = 10
_ORDINARY = re.compile(r"0[1-79]\d{8}")
"""Places, mobiles and boxes of the French numbering plan (Arcep). Short numbers, those of emergencies with them, are
no ten digits."""
_COSTLY = re.compile(r"08\d{8}")
"""Services, 089x dearest of all: nobody is at home there."""
_OURS_ABROAD = re.compile(r"\+(?:33|262|590|594|596)([1-9]\d{8})")
"""How the same numbers are told from outside: metropolitan France, then the overseas departments."""


def check_callable(number: str) -> None:
    """Say nothing of a number that we would call; a `Refusal` tells people why not."""
    if _COSTLY.fullmatch(number):
        raise Refusal("call-back-costly")
    if not _ORDINARY.fullmatch(number):
        raise Refusal("call-back-not-french")


def called_back_at(caller: str) -> str:
    """The ten digits behind a calling number (E.164); empty when it is withheld, or none that we would call."""
    found = _OURS_ABROAD.fullmatch(caller)
    number = f"0{found[1]}" if found else ""
    return number if _ORDINARY.fullmatch(number) else ""
