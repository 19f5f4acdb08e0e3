"""Opening hours: one line of the operator's, true or not at a moment, and said as it is counted."""

from datetime import UTC, date, datetime

import pytest

from core.domain.opening_hours import USUAL_HOURS, read_hours
from core.domain.public_holidays import easter, is_public_holiday
from core.texts.words import load_words
from service.settings import Settings

MARKET_TOWN_SAID = (
    "du lundi au jeudi, de neuf heures à midi et de quatorze heures à dix-sept heures trente,"
    " et vendredi et samedi, de neuf heures à midi"
)
MARKET_TOWN = "mon-thu 09:00-12:00 14:00-17:30, fri-sat 09:00-12:00"
EASTERS = {1961: (4, 2), 2000: (4, 23), 2024: (3, 31), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25), 2285: (3, 22)}
"""From published tables; 22 March and 25 April are the earliest and the latest there can be."""


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 10, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 6, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 11, 10, 0, tzinfo=UTC), False),
        (datetime(2026, 5, 14, 10, 0, tzinfo=UTC), False),
    ],
    ids=["opens", "a minute before", "closes", "sunday", "summer time", "armistice", "ascension"],
)
def test_people_answer_in_french_time_public_holidays_apart(at: datetime, *, is_open: bool) -> None:
    """9 to 17 in Paris, Monday to Friday; the closing minute is closed."""
    assert read_hours(USUAL_HOURS).are_open_at(at) is is_open


def test_a_site_without_settings_has_the_usual_hours() -> None:
    """The settings start without the core, and say the same."""
    assert Settings().human_hours == USUAL_HOURS


def test_a_lunch_break_is_closed() -> None:
    """Several hours a day, several days."""
    hours = read_hours(MARKET_TOWN)
    at = {hour: hours.are_open_at(datetime(2026, 11, 23, hour, 30, tzinfo=UTC)) for hour in (8, 11, 12, 13, 15, 16)}
    assert at == {8: True, 11: False, 12: False, 13: True, 15: True, 16: False}
    assert hours.are_open_at(datetime(2026, 11, 28, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter_is_where_the_tables_say(year: int, day: tuple[int, int]) -> None:
    """And its Monday is a day off."""
    assert easter(year) == date(year, *day)
    assert is_public_holiday(date.fromordinal(easter(year).toordinal() + 1))


def test_france_has_eleven_days_off() -> None:
    """Those of the Code du travail, whatever the year; 2008 had the Ascension on May Day."""
    off = [date.fromordinal(day) for day in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert sum(map(is_public_holiday, off)) == 11


@pytest.mark.parametrize(
    ("line", "written", "spoken"),
    [
        (USUAL_HOURS, "du lundi au vendredi, de 9 h à 17 h", "du lundi au vendredi, de neuf heures à dix-sept heures"),
        (
            MARKET_TOWN,
            "du lundi au jeudi, de 9 h à 12 h et de 14 h à 17 h 30, et vendredi et samedi, de 9 h à 12 h",
            MARKET_TOWN_SAID,
        ),
        ("tue 08:30-12:00", "le mardi, de 8 h 30 à 12 h", "le mardi, de huit heures trente à midi"),
    ],
)
def test_what_is_said_is_what_is_counted(line: str, written: str, spoken: str) -> None:
    """On screen and by telephone, from the operator's one line."""
    words = load_words(hours=read_hours(line))
    assert f"Nous répondons {written}, sauf les jours fériés." in words.lines("phone-hours")[0].replace("\xa0", " ")
    assert f"Une personne répond {spoken}." in words.spoken("phone-hours")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "lundi 9h-17h",
        "mon",
        "mon 9:00-17:00",
        "mon 17:00-09:00",
        "mon 09:00-09:00",
        "fri-mon 09:00-17:00",
        "mon-wed 09:00-17:00, tue 18:00-19:00",
        "mon 14:00-17:00 09:00-12:00",
        "mon 25:00-26:00",
    ],
)
def test_a_line_that_is_not_understood_is_refused(line: str) -> None:
    """Nobody is told hours that were guessed."""
    with pytest.raises(ValueError, match=r"expected DAY|twice|forward|hour"):
        read_hours(line)
