"""The store's bench measures what it says; its figures are judged by `make bench`, never by a test."""

from service.bench.store_rate import measure


def test_both_rates_are_measured_against_the_same_statements() -> None:
    """Two rows with a positive ratio; a broken peer would raise."""
    rows = measure(rounds=1, seconds=0.05)
    assert [row.name for row in rows] == ["list of 20 documents / raw driver", "document and leaf written / raw driver"]
    assert all(row.value > 0 for row in rows)
