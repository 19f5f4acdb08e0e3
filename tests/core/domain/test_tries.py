"""How long a try must wait, and when only a human opens again (security.md 3.7)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.tries import (
    A_DAY,
    FREE_TRIES,
    LONGEST_ABSENCE,
    NO_WAIT,
    TRIES_A_DAY,
    Tries,
    as_read_at,
    counted,
    succeeded,
    wait_before_try,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIFTEEN = timedelta(seconds=15)
YEARS = timedelta(days=3650)


def wrong(count: int, *, every: timedelta = NO_WAIT, start: datetime = NOON) -> Tries:
    """So many wrong tries, one after the other."""
    tries = Tries()
    for turn in range(count):
        tries = counted(tries, start + turn * every)
    return tries


@pytest.mark.parametrize(
    ("made", "seconds"), [(0, 0), (1, 0), (4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, None), (50, None)]
)
def test_five_free_then_doubling_then_a_human(made: int, seconds: int | None) -> None:
    """Five free tries, then 15 s twice as long each time; after ten a human reopens."""
    wait = wait_before_try(Tries(count=made, last_at=NOON), NOON)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))


@given(st.integers(0, 9), st.timedeltas(NO_WAIT, timedelta(minutes=10)))
def test_waiting_shortens_the_wait_by_as_much(made: int, since: timedelta) -> None:
    """What is left is what was owed less what has passed, never below nothing."""
    tries = Tries(count=made, last_at=NOON)
    owed, left = wait_before_try(tries, NOON), wait_before_try(tries, NOON + since)
    assert owed is not None
    assert left == max(owed - since, NO_WAIT)


# --- Clocks that are set -----------------------------------------------------------------------------------


@given(st.integers(FREE_TRIES, 100), st.timedeltas(timedelta(microseconds=1), YEARS))
def test_a_clock_that_goes_backwards_never_helps(made: int, back: timedelta) -> None:
    """Ten years back is as long a wait as no time at all."""
    tries = Tries(count=made, last_at=NOON)
    assert wait_before_try(tries, NOON - back) == wait_before_try(tries, NOON)


@given(st.integers(FREE_TRIES, 9), st.timedeltas(LONGEST_ABSENCE + timedelta(seconds=1), 10 * YEARS))
def test_a_clock_that_jumps_years_ahead_never_helps(made: int, ahead: timedelta) -> None:
    """Nor does it forget anything of the day."""
    tries = wrong(made)
    assert wait_before_try(tries, NOON + ahead) == wait_before_try(tries, NOON)
    assert len(counted(tries, NOON + ahead).of_the_day) == made + 1


@pytest.mark.parametrize("jump", [-YEARS, YEARS, timedelta(hours=-1)])
def test_a_clock_that_was_set_locks_nobody_for_ever(jump: timedelta) -> None:
    """The wait begins anew once, by the clock there is now, and ends: fifteen seconds are fifteen seconds."""
    tries = as_read_at(wrong(FREE_TRIES), NOON + jump)
    assert wait_before_try(tries, NOON + jump) == FIFTEEN
    later = NOON + jump + FIFTEEN
    assert wait_before_try(as_read_at(tries, later), later) == NO_WAIT


def test_a_clock_set_right_again_costs_one_wait_more() -> None:
    """Ten years ahead, a wrong try, and back: the wait is owed once more, not for ten years."""
    tries = counted(wrong(FREE_TRIES - 1), NOON + YEARS)
    assert wait_before_try(tries, NOON) == FIFTEEN
    assert wait_before_try(as_read_at(tries, NOON), NOON + FIFTEEN) == NO_WAIT


@given(st.integers(TRIES_A_DAY, 1000), st.timedeltas(-YEARS, 10 * YEARS))
def test_time_alone_never_reopens(made: int, since: timedelta) -> None:
    """A closed access stays closed until a human acts, whatever any clock says."""
    assert wait_before_try(Tries(count=made, last_at=NOON), NOON + since) is None
    assert wait_before_try(Tries(is_closed=True), NOON + since) is None


# --- A success between wrong tries ---------------------------------------------------------------------------


def test_a_success_gives_back_itself_and_the_free_tries() -> None:
    """Four misses, then she gets in: no wait at her next visit, and she is not counted for having come."""
    tries = succeeded(counted(wrong(4), NOON + FIFTEEN), NOON + FIFTEEN)
    assert (tries.count, tries.left_today) == (0, TRIES_A_DAY - 4)
    assert wait_before_try(tries, NOON + FIFTEEN) == NO_WAIT


def test_a_success_gives_nobody_ten_fresh_guesses() -> None:
    """Four guesses before each of the owner's visits: the tenth of a day closes the access."""
    tries, now = Tries(), NOON
    for turn in range(TRIES_A_DAY):
        if turn % 4 == 3:
            tries = succeeded(counted(tries, now), now)
        tries = counted(tries, now)
        now += timedelta(hours=2)
    assert tries.count < TRIES_A_DAY
    assert wait_before_try(tries, now) is None
    assert wait_before_try(tries, now + YEARS) is None


def test_a_day_later_the_tries_of_the_day_are_forgotten() -> None:
    """Three misses at each visit, once a day, close nothing."""
    tries = Tries()
    for day in range(30):
        at = NOON + day * A_DAY
        for _ in range(3):
            tries = counted(tries, at)
        tries = succeeded(counted(tries, at), at)
        assert wait_before_try(tries, at) == NO_WAIT
    assert tries.left_today == TRIES_A_DAY - 3


def test_a_success_takes_back_its_own_try_only() -> None:
    """One that was being looked at while others were wrong gives back none of theirs, nor what is forgotten already."""
    tries = succeeded(wrong(3, every=FIFTEEN), NOON)
    assert tries.of_the_day == (NOON + FIFTEEN, NOON + 2 * FIFTEEN)
    assert succeeded(tries, NOON).of_the_day == tries.of_the_day
    assert len(succeeded(wrong(2), NOON).of_the_day) == 1


@given(st.lists(st.tuples(st.booleans(), st.timedeltas(NO_WAIT, timedelta(hours=30))), max_size=60))
def test_ten_wrong_in_any_day_at_most(moves: list[tuple[bool, timedelta]]) -> None:
    """However successes and absences fall between them."""
    tries, now, wrongs = Tries(), NOON, []
    for is_right, pause in moves:
        now += pause
        if wait_before_try(tries, now) != NO_WAIT:
            continue
        tries = counted(tries, now)
        if is_right:
            tries = succeeded(tries, now)
        else:
            wrongs.append(now)
    for last in wrongs:
        assert sum(timedelta(0) <= last - at < A_DAY for at in wrongs) <= TRIES_A_DAY


def test_tries_left_are_what_the_person_is_told() -> None:
    """Ten less those made in a row or within the day, never less than none."""
    assert [Tries(count=made).left_today for made in (0, 3, 10, 12)] == [10, 7, 0, 0]
    assert Tries(count=1, of_the_day=(NOON,) * 6).left_today == 4
