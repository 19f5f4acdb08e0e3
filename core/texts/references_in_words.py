"""Telephone and receipt numbers, money, ordinals, abbreviations, and any number that is left. Comes last but one."""

import re

from core.texts.expressions import AMOUNT, Rule, any_of, said_as
from core.texts.numbers_in_words import (
    say_amount,
    say_group,
    say_number,
    say_one_by_one,
    say_ordinal,
    say_two_by_two,
)

_ABBREVIATIONS = said_as()["abbreviations"]
STAYS_IN_DIGITS = 10
"""Keys and small counts may stay digits: engines say them right (words.md section 5)."""
_CENTURIES = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"),
    *("XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI"),
)
_SCALES = r"EVA|[Dd]ouleur|[Aa]cuité|AV|[Vv]ision|[Ss]core|[Nn]ote"
_VOWEL = re.compile(r"[AEIOUYÀÂÉÈÊËÎÏÔÙÛ]")


def _social_security(found: re.Match[str]) -> str:
    *groups, key = found.groups()
    return f"{', '.join(_group(group) for group in groups)}, clé {say_group(key)}"


def _group(group: str) -> str:
    return say_group(group) if group.isdigit() else " ".join(group)


def _money(found: re.Match[str]) -> str:
    whole, _, cents = found["amount"].replace(".", ",").partition(",")
    said = f"{say_amount(whole)} euro{'s' if int(whole.replace(' ', '')) > 1 else ''}"
    return f"{said} {say_group(cents)}" if cents.strip("0") else said


def _ordinal(found: re.Match[str]) -> str:
    return say_ordinal(int(found[1]), is_feminine=found[2] in ("re", "ère"))


def _century(written: str) -> str:
    """« dix-neuvième »; nothing when it is no Roman number of a century."""
    return say_ordinal(_CENTURIES.index(written) + 1) if written in _CENTURIES else ""


def _unknown(found: re.Match[str]) -> str:
    """An abbreviation that nobody listed is spelt, and said to be one; a word in capitals is a word."""
    if _VOWEL.search(found[0]):
        return found[0]
    return f"{' '.join(found[0])}, abréviation du soignant"


def _number(found: re.Match[str]) -> str:
    written = found[0]
    is_small = written.isdigit() and not written.startswith("0") and int(written) <= STAYS_IN_DIGITS
    return written if is_small or written == "0" else say_amount(written)


FIRST: tuple[Rule, ...] = (
    Rule(
        re.compile(r"(?<!\d)([1-478]) (\d\d) (\d\d) (\d\d|2[AB]) (\d{3}) (\d{3}) (\d\d)(?!\d)"),
        _social_security,
    ),
    Rule(
        re.compile(r"(?<!\w)\+33 ?([1-9])((?: ?\d\d){4})(?!\d)"),
        lambda found: f"plus trente-trois, {say_number(int(found[1]))}, {say_two_by_two(found[2].replace(' ', ''))}",
    ),
    Rule(
        re.compile(r"(?<![\d.])0 ?(8\d\d) ?(\d{3}) ?(\d{3})(?!\d)"),
        lambda found: f"zéro, {', '.join(map(say_group, found.groups()))}",
    ),
    Rule(re.compile(r"(?<!\d)(116) ?(\d{3})(?!\d)"), lambda found: f"{say_group(found[1])}, {say_group(found[2])}"),
    Rule(re.compile(r"(?<!\w)RPPS ?:? ?(\d{11})(?!\d)"), lambda found: f"numéro R P P S : {say_one_by_one(found[1])}"),
    Rule(
        re.compile(r"(?<![\d.])0\d(?:[ .]\d\d){4}(?!\d)|(?<!\d)0[1-9]\d{8}(?!\d)"),
        lambda found: say_two_by_two(re.sub(r"\D", "", found[0])),
    ),
    Rule(re.compile(r"(?<=reçu )(\d{3}) ?(\d{3})(?!\d)"), lambda found: say_one_by_one(found[1] + found[2])),
    Rule(re.compile(r"(?<=\b[Ll]e )(3\d)(\d\d)(?!\d)|(?<=\b[Aa]u )(3\d)(\d\d)(?!\d)"), lambda found: _short(found[0])),
    Rule(
        re.compile(
            r"(?<!\w)(doc\.|[Dd]ocument|[Pp]age|[Pp]artie|[Dd]ose|[Ii]njection|[Éé]tape|[Ff]euille)"
            r" (\d{1,3})/(\d{1,3})(?![\w/])"
        ),
        lambda found: f"{found[1]} {say_number(int(found[2]))} sur {say_number(int(found[3]))}",
    ),
    Rule(re.compile(rf"(?P<amount>{AMOUNT}) ?(?:€|euros?\b)"), _money),
    Rule(re.compile(r"(?<![\w.,])(\d{1,3})(ère|ème|eme|er|re|e)(?!\w)"), _ordinal),
    Rule(re.compile(r"(?<!\w)2(nde?)(?!\w)"), lambda found: f"seco{found[1]}"),
    Rule(
        re.compile(r"(?<!\w)([IVX]{1,5})e(?= siècles?(?!\w))"),
        lambda found: _century(found[1]) or found[0],
        needs_digit=False,
    ),
    Rule(re.compile(r"(?<!\w)[Nn]°s (?=\d)"), lambda _: "numéros "),
    Rule(
        re.compile(r"(?<!\w)p\. ?(\d{1,3})(?:/(\d{1,3}))?(?![\w/])"),
        lambda found: f"page {say_number(int(found[1]))}" + (f" sur {say_number(int(found[2]))}" if found[2] else ""),
    ),
    # Only after a word that says so: « RDV 05/10 » is a day of October, and no score.
    Rule(
        re.compile(rf"(?<!\w)(?P<scale>(?:{_SCALES}) ?:? ?)(?P<score>\d{{1,2}})/(?P<most>10|20)(?![\w/])"),
        lambda found: f"{found['scale']}{say_number(int(found['score']))} sur {say_number(int(found['most']))}",
    ),
    Rule(re.compile(r"(?<!\w)[Nn]° ?(\d{1,6})(?!\w)"), lambda found: f"numéro {say_number(int(found[1]))}"),
    Rule(
        re.compile(r"(?<!\d)(\d{5}) (?=[A-ZÀÉÈ][a-zéèêâîôç])"),
        lambda found: f"{say_amount(found[1].lstrip('0') or '0') if found[1][0] != '0' else _postcode(found[1])}, ",
    ),
)


def _short(written: str) -> str:
    return f"{say_number(int(written[:2]))} {say_group(written[2:])}"


def _postcode(written: str) -> str:
    return f"zéro {say_amount(written[1:])}"


LAST: tuple[Rule, ...] = (
    Rule(
        re.compile(rf"(?<!\w)(?P<short>{any_of(_ABBREVIATIONS)})(?!\w)"),
        lambda found: _ABBREVIATIONS[found["short"]],
        needs_digit=False,
    ),
    Rule(re.compile(r"(?<![\w'’-])[B-DF-HJ-NP-TV-XZ]{2,5}(?![\w'’-])"), _unknown, needs_digit=False),
    Rule(re.compile(r"(?<=\w) ?· ?|(?<=[.!?]) ?· ?"), lambda _: ", ", needs_digit=False),
    Rule(re.compile(rf"(?<!/)(?:{AMOUNT})(?!\w)(?![.,/:-]\d)"), _number),
)
