"""Dates, hours and durations put in words. An impossible date or hour is left to the rules for numbers."""

import re
from datetime import date, time

from core.texts.expressions import Rule, any_of, said_as
from core.texts.numbers_in_words import say_amount, say_number

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_ARTICLE = r"(?:\b(?P<article>[Ll]e|[Dd]u|[Aa]u|[Dd]epuis le|[Dd]ès le) )?"
_DAYS = r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"


def say_day(day: int) -> str:
    """« premier », « douze »."""
    return "premier" if day == 1 else say_number(day)


def say_date(day: date) -> str:
    """« douze mars deux mille vingt-six », « premier juillet mille neuf cent quarante »; texts put « le » or « du »."""
    return f"{say_day(day.day)} {MONTHS[day.month - 1]} {say_number(day.year)}"


def say_hour(hour: int, minute: int = 0) -> str:
    """« quatorze heures trente », « midi », « minuit quinze »."""
    said = {0: "minuit", 12: "midi", 1: "une heure"}.get(hour, f"{say_amount(str(hour), is_feminine=True)} heures")
    return said if minute == 0 else f"{said} {say_amount(str(minute), is_feminine=True)}"


def _range_of_days(found: re.Match[str]) -> str:
    try:
        end = date(int(found["year"] or 2000), int(found["month"]), int(found["last"]))
        start = end.replace(day=int(found["first"]))
    except ValueError:
        return found[0]
    said = f"du {say_day(start.day)} au {say_day(end.day)} {MONTHS[end.month - 1]}"
    return f"{said} {say_number(end.year)}" if found["year"] else said


def _whole_date(found: re.Match[str]) -> str:
    """Two digits of a year stay two: nothing is completed."""
    year = found["year"]
    try:
        day = date(int(year) if len(year) > 2 else 2000 + int(year), int(found["month"]), int(found["day"]))  # noqa: PLR2004 - a year of two digits
    except ValueError:
        return found[0]
    article = found.groupdict().get("article") or "le"
    return f"{article} {say_day(day.day)} {MONTHS[day.month - 1]} {say_number(int(year))}"


def _day_of_week(found: re.Match[str]) -> str:
    month = int(found["month"])
    if not 1 <= month <= len(MONTHS):
        return found[0]
    day = said_as()["weekdays"].get(found["name"], found["name"])
    return f"{day} {say_day(int(found['day']))} {MONTHS[month - 1]}"


def _month(found: re.Match[str]) -> str:
    return f"{MONTHS[int(found['month']) - 1]} {say_number(int(found['year']))}"


def _day_and_month(found: re.Match[str]) -> str:
    day = 1 if found["day"] == "1er" else int(found["day"])
    year = f" {say_number(int(found['year']))}" if found["year"] else ""
    return f"{say_day(day)} {found['month']}{year}"


def _hour(found: re.Match[str]) -> str:
    try:
        at = time(int(found["hour"]), int(found["minute"]))
    except ValueError:
        return found[0]
    return say_hour(at.hour, at.minute)


def _opening(found: re.Match[str]) -> str:
    try:
        start = time(int(found["from"]), int(found["from_minute"] or 0))
        end = time(int(found["to"]), int(found["to_minute"] or 0))
    except ValueError:
        return found[0]
    first, last = say_hour(start.hour, start.minute), say_hour(end.hour, end.minute)
    if start.minute == 0 and last.endswith(" heures") and first.endswith(" heures"):
        first = first.removesuffix(" heures")
    return f"{', puis ' if found['then'] else ''}de {first} à {last}"


def _days_of_two_months(found: re.Match[str]) -> str:
    try:
        first, last = (date(2000, int(found[f"{end}_month"]), int(found[end])) for end in ("first", "last"))
    except ValueError:
        return found[0]
    said = (f"{say_day(day.day)} {MONTHS[day.month - 1]}" for day in (first, last))
    return "du {} au {}".format(*said)


def _weekday(written: str) -> str:
    return str(said_as()["weekdays"][f"{written.removesuffix('.')}."])


_SHORT_DAYS = "lun|mar|mer|jeu|ven|sam|dim"

RULES: tuple[Rule, ...] = (
    Rule(
        re.compile(rf"(?<=\d )(?:{any_of(said_as()['months'])})"),
        lambda found: str(said_as()["months"][found[0]]),
    ),
    Rule(
        re.compile(rf"(?<!\w)({_SHORT_DAYS})\.? ?- ?({_SHORT_DAYS})\.?(?!\w)"),
        lambda found: f"du {_weekday(found[1])} au {_weekday(found[2])}",
        needs_digit=False,
    ),
    # « au bord de la mer. » is no Wednesday: a short day stands before a date, or after « du », « au », « le ».
    Rule(
        re.compile(rf"(?<=\b(?:du|au|le) )(?:{_SHORT_DAYS})\.|(?<!\w)(?:{_SHORT_DAYS})\.(?= (?:au|\d\d? ?[a-zéû]))"),
        lambda found: _weekday(found[0]),
        needs_digit=False,
    ),
    Rule(
        re.compile(r"\bdu (?P<first>\d\d?)/(?P<first_month>\d\d?) au (?P<last>\d\d?)/(?P<last_month>\d\d?)(?![\d/])"),
        _days_of_two_months,
    ),
    Rule(
        re.compile(_ARTICLE + r"(?<![\d.])(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})(?![\d.])"),
        _whole_date,
    ),
    Rule(
        re.compile(r"\bdu (?P<first>\d\d?) au (?P<last>\d\d?)/(?P<month>\d\d?)(?:/(?P<year>\d{4}))?(?![\d/])"),
        _range_of_days,
    ),
    Rule(
        re.compile(_ARTICLE + r"(?<![\d/])(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4}|\d\d)(?![\d/])"),
        _whole_date,
    ),
    Rule(re.compile(_ARTICLE + r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"), _whole_date),
    Rule(
        re.compile(
            rf"(?<!\w)(?P<name>{any_of(said_as()['weekdays'])}|{_DAYS}) (?P<day>\d\d?)/(?P<month>\d\d?)(?![\d/])"
        ),
        _day_of_week,
    ),
    Rule(re.compile(r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\d/])"), _month),
    Rule(
        re.compile(rf"(?<![\w,.])(?P<day>1er|\d\d?) (?P<month>{'|'.join(MONTHS)})(?: (?P<year>\d{{4}}))?(?!\w)"),
        _day_and_month,
    ),
    Rule(
        re.compile(
            r"(?P<then> / )?(?<![\w,.])(?P<from>\d\d?)h(?P<from_minute>\d\d)?"
            r" ?- ?(?P<to>\d\d?)h(?P<to_minute>\d\d)?(?!\w)"
        ),
        _opening,
    ),
    Rule(re.compile(r"(?<![\w,.])(?P<hour>\d\d?) ?h ?(?P<minute>[0-5]\d)(?!\w)"), _hour),
    Rule(re.compile(r"(?<![\w,.:])(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?![\w:])"), _hour),
    Rule(
        re.compile(r"(?<!\w)J ?(?P<sign>[+-]) ?(?P<days>\d{1,3})(?!\w)"),
        lambda found: (
            f"{say_number(int(found['days']))} jour{'s' if int(found['days']) > 1 else ''}"
            f" {'après' if found['sign'] == '+' else 'avant'}"
        ),
    ),
    Rule(re.compile(r"(?<!\w)J(\d{1,3})(?!\w)"), lambda found: f"jour {say_number(int(found[1]))}"),
)
