"""A card reader through PC/SC (pcscd and pyscard). Knows readers, cards and deadlines, never a record.

One thread watches the slot; each card is read in a thread of its own, because a card that never answers holds the
call for ever: past the deadline the card is called unreadable and that thread is left to end by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread, current_thread
from time import monotonic
from typing import Any, Self

from smartcard import scard

from hardware.card_reader.apdu import read_holders
from hardware.card_reader.vitale import UnreadableCardError, is_vitale
from hardware.ports import CardReader, CardReading, CardStatus

READ_SECONDS = 3.0
"""How long a card may take in all before it is called unreadable."""

_POLL_MS = 500
_RETRY_SECONDS = 0.5
# pcscd looks at the slot every 400 ms: a card that fails may be one that was just taken out.
_GONE_SECONDS = 0.7
_ABSENT = CardReading(status=CardStatus.ABSENT)
_UNREADABLE = CardReading(status=CardStatus.UNREADABLE)
_FOREIGN = CardReading(status=CardStatus.FOREIGN)
_NO_READER = CardReading(status=CardStatus.NO_READER)


class _ReaderGoneError(Exception):
    """No pcscd, or no reader; seen again at the next round."""


class _CardFailedError(Exception):
    """The card did not answer, or is not there any more."""


@dataclass(frozen=True)
class _Slot:
    reader: str
    state: int
    atr: bytes

    @property
    def has_card(self) -> bool:
        return bool(self.state & scard.SCARD_STATE_PRESENT)

    @property
    def insertion(self) -> int:
        # pcsc-lite counts insertions and removals in the upper half.
        return self.state >> 16

    def differs_from(self, other: "_Slot") -> bool:
        return (self.has_card, self.insertion) != (other.has_card, other.insertion)


class PcscCardReader(CardReader):
    """Watches the first reader whose name contains `name`; any reader when it is empty."""

    def __init__(self, name: str = "", *, deadline_seconds: float = READ_SECONDS) -> None:
        self._name = name
        self._deadline = deadline_seconds
        self._closed = Event()
        self._told: CardReading | None = None
        self._context: _Context | None = None
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
                with _Context() as self._context:
                    self._watch_slot(self._context, on_change)
            except _ReaderGoneError:
                self._tell(on_change, _NO_READER)
                self._closed.wait(_RETRY_SECONDS)

    def _watch_slot(self, context: "_Context", on_change: Callable[[CardReading], None]) -> None:
        known: _Slot | None = None
        while not self._closed.is_set():
            slot = context.slot(self._name, known)
            if known is None or slot.differs_from(known):
                if slot.has_card and known is not None and known.has_card:
                    self._tell(on_change, _ABSENT)
                self._tell(on_change, self._look(context, slot) if slot.has_card else _ABSENT, is_news=slot.has_card)
            known = slot

    def _look(self, context: "_Context", slot: _Slot) -> CardReading:
        if slot.state & scard.SCARD_STATE_MUTE:
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


class _Context:
    """One conversation with pcscd; raises `_ReaderGoneError` when there is nobody to talk to."""

    def __enter__(self) -> Self:
        result, self.handle = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _expect(result)
        return self

    def __exit__(self, *_: object) -> None:
        scard.SCardReleaseContext(self.handle)

    def cancel(self) -> None:
        """End a wait that goes on in another thread."""
        scard.SCardCancel(self.handle)

    def is_gone(self, name: str, slot: _Slot) -> bool:
        """Tell whether the card that has just failed was in fact taken out, or taken out and put back."""
        end = monotonic() + _GONE_SECONDS
        seen = slot
        while not seen.differs_from(slot) and (left := end - monotonic()) > 0:
            seen = self.slot(name, seen, timeout_ms=int(left * 1000) + 1)
        return seen.differs_from(slot)

    def slot(self, name: str, known: _Slot | None, timeout_ms: int = _POLL_MS) -> _Slot:
        """Wait until the slot differs from `known`, at most `timeout_ms`; at once when nothing is known."""
        reader = self._reader(name)
        before = known.state if known is not None and known.reader == reader else scard.SCARD_STATE_UNAWARE
        result, states = scard.SCardGetStatusChange(self.handle, timeout_ms, [(reader, before)])
        if result == scard.SCARD_E_TIMEOUT and known is not None:
            return known
        _expect(result)
        _, state, atr = states[0]
        if state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            raise _ReaderGoneError
        return _Slot(reader, state & ~scard.SCARD_STATE_CHANGED, bytes(atr))

    def _reader(self, name: str) -> str:
        result, readers = scard.SCardListReaders(self.handle, [])
        _expect(result)
        for reader in readers:
            if name in reader:
                return str(reader)
        raise _ReaderGoneError


def _expect(result: int) -> None:
    if result != scard.SCARD_S_SUCCESS:
        raise _ReaderGoneError


def _read_within(reader: str, seconds: float, over: Event) -> CardReading | None:
    """Read the card in a thread of its own, until `over` at the latest; None when the card failed."""
    found: list[CardReading | None] = []

    def work() -> None:
        try:
            found.append(_read(reader))
        except (_CardFailedError, _ReaderGoneError):
            found.append(None)
        finally:
            over.set()

    Thread(target=work, name="card reading", daemon=True).start()
    over.wait(seconds)
    return found[0] if found else _UNREADABLE


def _read(reader: str) -> CardReading:
    with _Context() as context:
        result, card, protocol = scard.SCardConnect(
            context.handle, reader, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        if result != scard.SCARD_S_SUCCESS:
            raise _CardFailedError
        try:
            return CardReading(status=CardStatus.READ, holders=read_holders(_exchange_with(card, protocol)))
        except UnreadableCardError:
            return _UNREADABLE
        finally:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)


def _exchange_with(card: Any, protocol: int) -> Callable[[bytes], bytes]:
    header = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    def exchange(command: bytes) -> bytes:
        result, answer = scard.SCardTransmit(card, header, list(command))
        # A card pulled under vpcd gives success and no byte at all.
        if result != scard.SCARD_S_SUCCESS or not answer:
            raise _CardFailedError
        return bytes(answer)

    return exchange
