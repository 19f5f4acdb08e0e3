"""What the reader saw, in the words of the protocol. Pure."""

from hardware.ports import CardReading, CardStatus
from kiosk.protocol import Card, CardHolder, CardState


def card_message(reading: CardReading) -> Card:
    """Tell the site: state, and who is written on the card."""
    holders = tuple(CardHolder(nir=holder.nir, birth_date=holder.birth_date.isoformat()) for holder in reading.holders)
    return Card(state=_CARDS[reading.status], holders=holders)


_CARDS = {
    CardStatus.ABSENT: CardState.GONE,
    CardStatus.READ: CardState.READ,
    CardStatus.UNREADABLE: CardState.UNREADABLE,
    CardStatus.FOREIGN: CardState.FOREIGN,
    CardStatus.NO_READER: CardState.NO_READER,
}
