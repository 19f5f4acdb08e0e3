"""How much may come from one place, and what the site does when it is attacked (security.md 3.1 and 3.7)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.tries import (
    NO_WAIT,
    ONE_PLACE,
    WHOLE_SITE,
    WITHHELD,
    Pace,
    Tries,
    counted_at_source,
    given_back,
    is_over,
    wait_at_source,
    worn,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PACES = pytest.mark.parametrize("pace", [ONE_PLACE, WITHHELD, WHOLE_SITE], ids=["place", "withheld", "site"])
YEARS = timedelta(days=3650)


def wrong(count: int, pace: Pace) -> Tries:
    """So many wrong tries from one source, at once."""
    tries = Tries()
    for _ in range(count):
        tries = counted_at_source(worn(tries, pace, NOON), pace, NOON)
    return tries


def waits(tries: Tries, pace: Pace, now: datetime, *, is_attacked: bool = False) -> timedelta:
    """What the next one from there would be told."""
    return wait_at_source(worn(tries, pace, now), pace, now, is_attacked=is_attacked)


@PACES
def test_so_many_at_once_then_one_at_a_time(pace: Pace) -> None:
    """The next waits until one has worn away, and no longer."""
    assert waits(wrong(pace.at_once - 1, pace), pace, NOON) == NO_WAIT
    tries = wrong(pace.at_once, pace)
    assert waits(tries, pace, NOON) == pace.every
    assert waits(tries, pace, NOON + pace.every) == NO_WAIT
    assert waits(counted_at_source(worn(tries, pace, NOON + pace.every), pace, NOON), pace, NOON + pace.every) > NO_WAIT


@PACES
def test_what_is_too_much_does_not_pile_up(pace: Pace) -> None:
    """A thousand more tries make nobody wait longer."""
    assert waits(wrong(pace.at_once + 50, pace), pace, NOON) == pace.every


def test_a_busy_kiosk_never_waits() -> None:
    """Thirty people an hour, all day: each wrong twice, then right."""
    tries, now = Tries(), NOON
    for _ in range(30 * 10):
        for _ in range(3):
            tries = worn(tries, ONE_PLACE, now)
            assert wait_at_source(tries, ONE_PLACE, now, is_attacked=False) == NO_WAIT
            tries = counted_at_source(tries, ONE_PLACE, now)
            now += timedelta(seconds=40)
        tries = given_back(tries, 1)


def test_a_kiosk_of_people_who_know_their_code_never_waits_under_attack() -> None:
    """One wrong try in four, thirty people an hour, while somebody else attacks the site."""
    tries, now = Tries(), NOON
    for turn in range(30 * 10):
        for _ in range(2 if turn % 4 == 0 else 1):
            tries = worn(tries, ONE_PLACE, now)
            assert wait_at_source(tries, ONE_PLACE, now, is_attacked=True) == NO_WAIT
            tries = counted_at_source(tries, ONE_PLACE, now)
        tries = given_back(tries, 1)
        now += timedelta(minutes=2)


def test_under_attack_those_who_missed_wait_sooner() -> None:
    """One call of three misses is still possible; and then a line told and a try a minute."""
    assert waits(wrong(5, ONE_PLACE), ONE_PLACE, NOON, is_attacked=True) == NO_WAIT
    assert waits(wrong(6, ONE_PLACE), ONE_PLACE, NOON, is_attacked=True) == ONE_PLACE.every
    assert waits(wrong(6, ONE_PLACE), ONE_PLACE, NOON) == NO_WAIT


def test_the_peak_of_a_fleet_is_no_attack() -> None:
    """Three wrong tries a second for an hour: 500 kiosks and 1,000 calls at their peak."""
    tries = Tries()
    for second in range(3600):
        now = NOON + timedelta(seconds=second)
        for _ in range(3):
            tries = counted_at_source(worn(tries, WHOLE_SITE, now), WHOLE_SITE, now)
        assert not is_over(tries, WHOLE_SITE)


def test_six_a_second_are_an_attack() -> None:
    """Seen within a few minutes; and forgotten a minute after it stops."""
    tries = Tries()
    for second in range(600):
        now = NOON + timedelta(seconds=second)
        for _ in range(6):
            tries = counted_at_source(worn(tries, WHOLE_SITE, now), WHOLE_SITE, now)
    assert is_over(tries, WHOLE_SITE)
    assert worn(tries, WHOLE_SITE, now + timedelta(minutes=1)).count == 0


@PACES
@given(jump=st.one_of(st.timedeltas(-YEARS, timedelta(microseconds=-1)), st.timedeltas(YEARS, 10 * YEARS)))
def test_a_clock_that_was_set_shortens_no_wait_and_stops_nobody(pace: Pace, jump: timedelta) -> None:
    """After it, one try wears away as fast as ever."""
    now = NOON + jump
    tries = worn(wrong(pace.at_once, pace), pace, now)
    assert wait_at_source(tries, pace, now, is_attacked=False) == pace.every
    assert waits(tries, pace, now + pace.every) == NO_WAIT


@given(st.integers(0, 400), st.timedeltas(NO_WAIT, timedelta(hours=2)), st.timedeltas(NO_WAIT, timedelta(hours=2)))
def test_looking_twice_wears_nothing_twice(count: int, first: timedelta, second: timedelta) -> None:
    """Whether or not somebody looked meanwhile, as much is left, and as long to wait."""
    tries, end = wrong(min(count, ONE_PLACE.at_once), ONE_PLACE), NOON + first + second
    once, twice = worn(tries, ONE_PLACE, end), worn(worn(tries, ONE_PLACE, NOON + first), ONE_PLACE, end)
    assert once.count == twice.count
    assert waits(once, ONE_PLACE, end) == waits(twice, ONE_PLACE, end)
