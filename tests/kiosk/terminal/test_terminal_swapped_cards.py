"""Two cards changed faster than anybody looks: the second person never sees the first one's page."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.ports import CardHolder, CardReading, CardStatus
from kiosk.protocol import Card, CardState, Show, Wipe
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import ODETTE, BenchTop
from tests.kiosk.terminal.small_site import WELCOME

MARCEL = CardHolder(nir="138059999900174", family_name="AUBRY", first_name="MARCEL", birth_date=date(1938, 5, 2))


def test_another_card_in_the_same_instant_wipes_before_anything_is_sent(terminal: BenchTop) -> None:
    """Out and in: the glass is clean, and the site learns both in their order."""
    _odette_reads(terminal)
    terminal.conductor.see_card(CardReading(status=CardStatus.ABSENT))
    terminal.conductor.see_card(CardReading(status=CardStatus.READ, holders=(MARCEL,)))
    assert "Lefort" not in terminal.text
    assert [card.state for card in _cards(terminal)[-2:]] == [CardState.GONE, CardState.READ]


def test_a_change_that_the_reader_missed_wipes_too(terminal: BenchTop) -> None:
    """One holder, then another one, and nobody saw the slot empty: with a site that is silent, the glass is clean."""
    _odette_reads(terminal)
    terminal.conductor.see_card(CardReading(status=CardStatus.READ, holders=(MARCEL,)))
    assert "Lefort" not in terminal.text
    assert _cards(terminal)[-1].holders[0].nir == MARCEL.nir


def test_what_was_on_its_way_to_the_first_is_not_shown_to_the_second(terminal: BenchTop) -> None:
    """Until the site itself has wiped."""
    _odette_reads(terminal)
    terminal.conductor.see_card(CardReading(status=CardStatus.READ, holders=(MARCEL,)))
    terminal.conductor.hear(Show(screen=samples.documents()))
    assert "Lefort" not in terminal.text
    terminal.conductor.hear(Wipe())
    terminal.conductor.hear(Show(screen=WELCOME))
    assert terminal.showing.screen == WELCOME


def test_the_same_card_read_once_more_changes_nothing(terminal: BenchTop) -> None:
    """The control: a reader may look twice."""
    _odette_reads(terminal)
    terminal.conductor.see_card(CardReading(status=CardStatus.READ, holders=(ODETTE,)))
    assert "Lefort" in terminal.text


SEEN = {
    "odette": CardReading(status=CardStatus.READ, holders=(ODETTE,)),
    "marcel": CardReading(status=CardStatus.READ, holders=(MARCEL,)),
    "unreadable": CardReading(status=CardStatus.UNREADABLE),
    "foreign": CardReading(status=CardStatus.FOREIGN),
    "out": CardReading(status=CardStatus.ABSENT),
    "no-reader": CardReading(status=CardStatus.NO_READER),
}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(sorted(SEEN)), max_size=8))
def test_whatever_the_reader_sees_or_misses_nobodys_page_outlives_their_card(seen: list[str]) -> None:
    """Her page stands only if nothing but her card was seen; a site that is silent changes nothing to that."""
    terminal = BenchTop()
    terminal.connect()
    _odette_reads(terminal)
    for name in seen:
        terminal.conductor.see_card(SEEN[name])
    assert ("Lefort" in terminal.text) == (set(seen) <= {"odette"})


def _odette_reads(terminal: BenchTop) -> None:
    terminal.conductor.see_card(CardReading(status=CardStatus.READ, holders=(ODETTE,)))
    terminal.site_shows(samples.menu())
    assert "Lefort" in terminal.text


def _cards(terminal: BenchTop) -> list[Card]:
    return [message for message in terminal.sent if isinstance(message, Card)]
