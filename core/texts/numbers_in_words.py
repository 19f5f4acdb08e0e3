"""Numbers in French words, with the agreement that the noun wants. Knows no sentence."""

import re
from functools import lru_cache

from num2words import num2words

_UNFIT = 10**12
"""Beyond, a number is a reference: it is said digit by digit."""


@lru_cache(maxsize=4096)
def say_number(number: int) -> str:
    """« quatre-vingt-quatre »."""
    return str(num2words(number, lang="fr"))


def say_amount(written: str, *, is_feminine: bool = False) -> str:
    """A whole or decimal number as written, « 1 850 », « 12,40 »: nothing converted, rounded or completed.

    Zeros after the comma are said when they are between the comma and another digit, and dropped when they are all.
    """
    compact = re.sub(r"\s", "", written).replace(".", ",")
    whole, _, part = compact.partition(",")
    if len(whole) > 1 and whole.startswith("0"):
        return say_one_by_one(whole)
    if int(whole) >= _UNFIT:
        return say_one_by_one(whole)
    said = say_number(int(whole))
    if is_feminine and not part and re.search(r"\bun$", said):
        said += "e"
    return said if not part.strip("0") else f"{said} virgule {_decimals(part)}"


def say_ordinal(number: int, *, is_feminine: bool = False) -> str:
    """« premier », « première », « troisième »."""
    if number == 1:
        return "première" if is_feminine else "premier"
    return str(num2words(number, lang="fr", to="ordinal"))


def say_one_by_one(digits: str) -> str:
    """« quatre, sept, deux » : a pause after three, as they are written."""
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return " ; ".join(", ".join(say_number(int(digit)) for digit in group) for group in groups)


def say_two_by_two(digits: str) -> str:
    """« zéro un, quatre-vingt-dix-neuf »."""
    pairs = [digits[start : start + 2] for start in range(0, len(digits), 2)]
    return ", ".join(say_group(pair) for pair in pairs)


def say_group(digits: str) -> str:
    """A few digits read together, the zeros in front of them one by one: « zéro sept », « zéro zéro un »."""
    rest = digits.lstrip("0")
    zeros = ["zéro"] * (len(digits) - len(rest))
    return " ".join([*zeros, say_number(int(rest))] if rest else zeros)


def is_singular(written: str) -> bool:
    """Below two, French says « un virgule cinq milligramme »."""
    return float(re.sub(r"\s", "", written).replace(",", ".")) < 2  # noqa: PLR2004 - two is the French plural


def _decimals(part: str) -> str:
    return say_group(part)
