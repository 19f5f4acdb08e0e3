"""The bench from card to list measures what it says; its figures are judged by `make bench`, never by a test."""

from tests.bench.card_to_list import measure


def test_both_lists_are_reached_and_timed() -> None:
    """A few documents and hundreds; a visit that does not reach its list would raise."""
    rows = measure(visits=1)
    assert [row.name for row in rows] == [
        "card to list of 18, beyond hash and query",
        "card to list of 300, beyond hash and query",
    ]
    assert all(row.context["hash ms"] > 0 for row in rows)
