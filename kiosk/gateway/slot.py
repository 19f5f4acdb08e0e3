"""What a change in the card slot does to whoever is at the terminal. Knows no step but the card's own."""

from kiosk.gateway.answers import card_value
from kiosk.gateway.sitting import Sitting
from kiosk.gateway.stay import Stay
from kiosk.present import Page
from kiosk.protocol import Card, CardState

_EMPTY = frozenset({CardState.GONE, CardState.NO_READER})


def take_card(sitting: Sitting, card: Card) -> None:
    """A card begins a visit or answers its question; one that leaves ends it: wiped at once, nothing pending kept."""
    had_card, sitting.showing.has_card = sitting.showing.has_card, card.state not in _EMPTY
    sitting.is_reader_missing = card.state is CardState.NO_READER
    sitting.card = None if card.state is CardState.GONE else card_value(card)
    is_out = had_card and not sitting.showing.has_card
    if sitting.stay is None:
        _meet_next(sitting, is_out=is_out)
    elif sitting.stay.waits_for_card:
        _look_at_card(sitting, sitting.stay, is_out=is_out)
    elif sitting.stay.step is not None and (is_out or sitting.showing.has_card):
        sitting.leave("card-out", None)
        sitting.begin()


def _meet_next(sitting: Sitting, *, is_out: bool) -> None:
    """Nobody was served: a goodbye gives way to the welcome, an apology only to the next card."""
    is_apology = sitting.showing.page is Page.APOLOGY
    if is_out:
        sitting.showing.wipe()
    if is_out and is_apology:
        sitting.showing.over(Page.APOLOGY, None)
    elif not is_apology or sitting.showing.has_card:
        sitting.begin()


def _look_at_card(sitting: Sitting, stay: Stay, *, is_out: bool) -> None:
    """A card that could not be read is taken out and turned over: wiped as any other, and the question stays."""
    if is_out:
        sitting.showing.wipe()
    if sitting.card is not None:
        sitting.give_card(stay)
    elif is_out:
        sitting.showing.step(stay)
