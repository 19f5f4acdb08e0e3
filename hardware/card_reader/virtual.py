"""A card reader without a device, for the demo, the development dock and tests. Knows no PC/SC.

Its cards go through the same encoding as a real one, so a name that no card can hold is refused here too.
"""

from collections.abc import Callable
from threading import RLock

from hardware.card_reader.apdu import read_holders
from hardware.card_reader.demonstration_card import DemonstrationCard
from hardware.ports import CardHolder, CardReader, CardReading, CardStatus


class VirtualCardReader(CardReader):
    """One slot that a program fills and empties. It calls back from the thread that moves the card."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._now = CardReading(status=CardStatus.ABSENT)
        self._on_change: Callable[[CardReading], None] | None = None

    def watch(self, on_change: Callable[[CardReading], None]) -> None:
        """Start telling changes, the present state first."""
        with self._lock:
            self._on_change = on_change
            on_change(self._now)

    def close(self) -> None:
        """Stop; no call comes after this returns."""
        with self._lock:
            self._on_change = None

    def insert(self, *holders: CardHolder) -> None:
        """Put in the card of these people; one card may carry a whole family."""
        self._put_in(CardReading(status=CardStatus.READ, holders=read_holders(DemonstrationCard(holders).answer)))

    def insert_unreadable(self) -> None:
        """Put in a card that is worn, mute or upside down."""
        self._put_in(CardReading(status=CardStatus.UNREADABLE))

    def insert_foreign(self) -> None:
        """Put in a card that is not a Vitale card."""
        self._put_in(CardReading(status=CardStatus.FOREIGN))

    def insert_and_pull_at_once(self) -> None:
        """Put in a card and take it out before it could be read."""
        with self._lock:
            if self._now.status is not CardStatus.NO_READER:
                self.pull()
                self._tell(CardReading(status=CardStatus.ABSENT))

    def pull(self) -> None:
        """Take the card out. Harmless when the slot is empty."""
        with self._lock:
            if self._now.status not in {CardStatus.ABSENT, CardStatus.NO_READER}:
                self._tell(CardReading(status=CardStatus.ABSENT))

    def unplug(self) -> None:
        """Take the reader itself away, and the card with it."""
        with self._lock:
            if self._now.status is not CardStatus.NO_READER:
                self._tell(CardReading(status=CardStatus.NO_READER))

    def plug_in(self) -> None:
        """Bring the reader back, its slot empty."""
        with self._lock:
            if self._now.status is CardStatus.NO_READER:
                self._tell(CardReading(status=CardStatus.ABSENT))

    def _put_in(self, reading: CardReading) -> None:
        with self._lock:
            if self._now.status is CardStatus.NO_READER:
                return
            self.pull()
            self._tell(reading)

    def _tell(self, reading: CardReading) -> None:
        self._now = reading
        if self._on_change is not None:
            self._on_change(reading)
