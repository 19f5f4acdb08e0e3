"""The bench of the terminal watches a real one under Xvfb; its figures are judged by `make bench`, never by a test."""

from service.bench.terminal import watch_terminals
from tests.real_stacks import requires


@requires("Xvfb")
def test_every_screen_is_drawn_and_timed() -> None:
    """A few starts and screens; a screen that is not drawn would raise."""
    seen = watch_terminals(starts=1, late_s=0.5, measured=6, hoarded=2, idle_s=0.5)
    assert 0 < seen.starts[0] < seen.late_start
    assert len(seen.drawn) == 8
    assert 0 < seen.idle_share < seen.busy_share
    assert all(each.resident_mb > 20 and 0 < each.own_ms < each.ms for each in seen.drawn)
