"""The bench from card to list measures what it says; its figures are judged by `make bench`, never by a test."""

from core.demo.people import LUCIEN, ODETTE
from service.bench.card_to_list import row_for
from service.bench.seeded import seeded_site


def test_both_lists_are_reached_and_timed() -> None:
    """A few documents and hundreds; a visit that does not reach its list would raise."""
    with seeded_site() as site:
        rows = [row_for(site, person, 1, (0.0, 0.0)) for person in (ODETTE, LUCIEN)]
    assert [row.name for row in rows] == ["card to list of 18, own code", "card to list of 300, own code"]
    assert all(row.context["hash ms"] > 0 for row in rows)
