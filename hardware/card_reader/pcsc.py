"""A card reader through PC/SC (pcscd and pyscard). Knows readers, cards and deadlines, never a record.

One thread watches the slot; each card is read in a thread of its own, because a card that never answers holds the
call for ever: past the deadline the card is called unreadable and that thread is left to end by itself.
"""

from collections.abc import Callable
from threading import Event, Thread, current_thread

from smartcard import scard

from hardware.card_reader.pcsc_slot import CardFailedError, Context, ReaderGoneError, Slot, read_card
from hardware.card_reader.vitale import UnreadableCardError, is_powered, is_vitale
from hardware.ports import CardReader, CardReading, CardStatus

READ_SECONDS = 3.0
"""How long a card may take in all before it is called unreadable."""

_RETRY_SECONDS = 0.5
_ABSENT = CardReading(status=CardStatus.ABSENT)
_UNREADABLE = CardReading(status=CardStatus.UNREADABLE)
_FOREIGN = CardReading(status=CardStatus.FOREIGN)
_NO_READER = CardReading(status=CardStatus.NO_READER)


class PcscCardReader(CardReader):
    """Watches the first reader whose name contains `name`; any reader when it is empty."""

    def __init__(self, name: str = "", *, deadline_seconds: float = READ_SECONDS) -> None:
        self._name = name
        self._deadline = deadline_seconds
        self._closed = Event()
        self._told: CardReading | None = None
        self._context: Context | None = None
        self._reading_over = Event()
        self._thread: Thread | None = None

    def watch(self, on_change: Callable[[CardReading], None]) -> None:
        """Start telling changes, the present state first. Called once in the life of a reader."""
        self._thread = Thread(target=self._watch, args=(on_change,), name="card reader", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; no call comes after this returns. A callback may call it."""
        self._closed.set()
        self._reading_over.set()
        if self._context is not None:
            self._context.cancel()
        if self._thread is not None and self._thread is not current_thread():
            self._thread.join()

    def _watch(self, on_change: Callable[[CardReading], None]) -> None:
        while not self._closed.is_set():
            try:
                with Context() as self._context:
                    self._watch_slot(self._context, on_change)
            except ReaderGoneError:
                self._tell(on_change, _NO_READER)
                self._closed.wait(_RETRY_SECONDS)

    def _watch_slot(self, context: Context, on_change: Callable[[CardReading], None]) -> None:
        known: Slot | None = None
        while not self._closed.is_set():
            slot = context.slot(self._name, known)
            if known is None or slot.differs_from(known):
                if slot.has_card and known is not None and known.has_card:
                    self._tell(on_change, _ABSENT)
                self._tell(on_change, self._look(context, slot) if slot.has_card else _ABSENT, is_news=slot.has_card)
            known = slot

    def _look(self, context: Context, slot: Slot) -> CardReading:
        if slot.state & scard.SCARD_STATE_MUTE or not is_powered(slot.atr):
            return _UNREADABLE
        if not is_vitale(slot.atr):
            return _FOREIGN
        # A fresh event: a late reading of the card before must not end this one.
        self._reading_over = Event()
        reading = _read_within(slot.reader, self._deadline, self._reading_over)
        if reading is None:
            return _ABSENT if context.is_gone(self._name, slot) else _UNREADABLE
        return reading

    def _tell(self, on_change: Callable[[CardReading], None], reading: CardReading, *, is_news: bool = False) -> None:
        if (is_news or reading != self._told) and not self._closed.is_set():
            self._told = reading
            on_change(reading)


def _read_within(reader: str, seconds: float, over: Event) -> CardReading | None:
    """Read the card in a thread of its own, until `over` at the latest; None when the card failed."""
    found: list[CardReading | None] = []

    def work() -> None:
        try:
            found.append(CardReading(status=CardStatus.READ, holders=read_card(reader)))
        except UnreadableCardError:
            found.append(_UNREADABLE)
        except (CardFailedError, ReaderGoneError):
            found.append(None)
        finally:
            over.set()

    Thread(target=work, name="card reading", daemon=True).start()
    over.wait(seconds)
    return found[0] if found else _UNREADABLE
