"""How long a try must wait (security.md 3.7)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.credentials import FREE_TRIES, TRIES_A_DAY, Tries, wait_before_try

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "seconds"), [(0, 0), (1, 0), (4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, None), (50, None)]
)
def test_five_free_then_doubling_then_a_human(made: int, seconds: int | None) -> None:
    """Five free tries, then 15 s twice as long each time; after ten a human reopens."""
    wait = wait_before_try(Tries(count=made, last_at=NOON), NOON)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))


@given(st.integers(0, 9), st.timedeltas(timedelta(0), timedelta(minutes=10)))
def test_waiting_shortens_the_wait_by_as_much(made: int, since: timedelta) -> None:
    """What is left is what was owed less what has passed, never below nothing."""
    tries = Tries(count=made, last_at=NOON)
    owed, left = wait_before_try(tries, NOON), wait_before_try(tries, NOON + since)
    assert owed is not None
    assert left == max(owed - since, timedelta(0))


@given(st.integers(FREE_TRIES, 100), st.timedeltas(timedelta(0), timedelta(days=3650)))
def test_a_clock_that_goes_backwards_never_helps(made: int, back: timedelta) -> None:
    """Ten years back is as long a wait as no time at all."""
    tries = Tries(count=made, last_at=NOON)
    assert wait_before_try(tries, NOON - back) == wait_before_try(tries, NOON)


@given(st.integers(TRIES_A_DAY, 1000), st.timedeltas(timedelta(0), timedelta(days=36500)))
def test_time_alone_never_reopens(made: int, since: timedelta) -> None:
    """A closed access stays closed until a human acts."""
    assert wait_before_try(Tries(count=made, last_at=NOON), NOON + since) is None


def test_tries_left_are_what_the_person_is_told() -> None:
    """Ten less those made, never less than none."""
    assert [Tries(count=made).left_today for made in (0, 3, 10, 12)] == [10, 7, 0, 0]
