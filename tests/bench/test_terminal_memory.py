"""The terminal's bench measures what it says; its figures are judged by `make bench`, never by a test."""

from tests.bench.terminal_memory import measure


def test_first_frame_memory_and_growth_are_measured() -> None:
    """Three rows, from real processes with a real window."""
    rows = measure(screens=5, runs=1)
    assert [row.unit for row in rows] == ["s", "MB", "MB"]
    assert 0 < rows[0].value < 30
    assert rows[1].value > 20
