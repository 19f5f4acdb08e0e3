"""The benches that touch the real terminal do touch it; their figures are judged by `make bench`, never by a test."""

from service.bench.hundred_visits import watch_visits
from service.bench.touch_to_screen import measure
from tests.real_stacks import requires


@requires("Xvfb")
def test_whole_visits_are_played_and_weighed() -> None:
    """One is enough: a visit that stops on the way would raise."""
    (seen,) = watch_visits(1, 0)
    assert seen.terminal > 20
    assert seen.site > 20


def test_a_touch_is_timed_on_both_sides() -> None:
    """There and back, once; a screen that does not come would raise."""
    (row,) = measure(rounds=1, times=1)
    assert row.value is not None
    assert row.value > 0
    assert row.context["ms"] > 0 < row.context["bare ms"]
