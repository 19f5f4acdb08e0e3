"""The low side of PC/SC: one conversation with pcscd, one slot, one card read. Knows no callback and no status told."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Self

from smartcard import scard

from hardware.card_reader.apdu import read_holders
from hardware.ports import CardHolder

_POLL_MS = 500
# pcscd looks at the slot every 400 ms: a card that fails may be one that was just taken out.
_GONE_SECONDS = 0.7


class ReaderGoneError(Exception):
    """No pcscd, or no reader; seen again at the next round."""


class CardFailedError(Exception):
    """The card did not answer, or is not there any more."""


@dataclass(frozen=True)
class Slot:
    """What pcscd says of one slot at one moment."""

    reader: str
    state: int
    atr: bytes

    @property
    def has_card(self) -> bool:
        """Whether something is in it, readable or not."""
        return bool(self.state & scard.SCARD_STATE_PRESENT)

    @property
    def insertion(self) -> int:
        """A number that changes with each card put in or taken out."""
        # pcsc-lite counts insertions and removals in the upper half.
        return self.state >> 16

    def differs_from(self, other: "Slot") -> bool:
        """Tell whether a card came or went in between; that the card is in use is no news."""
        return (self.has_card, self.insertion) != (other.has_card, other.insertion)


class Context:
    """One conversation with pcscd; raises `ReaderGoneError` when there is nobody to talk to."""

    def __enter__(self) -> Self:
        result, self.handle = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _expect(result)
        return self

    def __exit__(self, *_: object) -> None:
        scard.SCardReleaseContext(self.handle)

    def cancel(self) -> None:
        """End a wait that goes on in another thread."""
        scard.SCardCancel(self.handle)

    def is_gone(self, name: str, slot: Slot) -> bool:
        """Tell whether the card that has just failed was in fact taken out, or taken out and put back."""
        end = monotonic() + _GONE_SECONDS
        seen = slot
        while not seen.differs_from(slot) and (left := end - monotonic()) > 0:
            seen = self.slot(name, seen, timeout_ms=int(left * 1000) + 1)
        return seen.differs_from(slot)

    def slot(self, name: str, known: Slot | None, timeout_ms: int = _POLL_MS) -> Slot:
        """Wait until the slot differs from `known`, at most `timeout_ms`; at once when nothing is known."""
        reader = self._reader(name)
        before = known.state if known is not None and known.reader == reader else scard.SCARD_STATE_UNAWARE
        result, states = scard.SCardGetStatusChange(self.handle, timeout_ms, [(reader, before)])
        if result == scard.SCARD_E_TIMEOUT and known is not None:
            return known
        _expect(result)
        _, state, atr = states[0]
        if state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            raise ReaderGoneError
        return Slot(reader, state & ~scard.SCARD_STATE_CHANGED, bytes(atr))

    def _reader(self, name: str) -> str:
        result, readers = scard.SCardListReaders(self.handle, [])
        _expect(result)
        for reader in readers:
            if name in reader:
                return str(reader)
        raise ReaderGoneError


def _expect(result: int) -> None:
    if result != scard.SCARD_S_SUCCESS:
        raise ReaderGoneError


def read_card(reader: str) -> tuple[CardHolder, ...]:
    """Read the people of the card in this reader. Raises one of the two errors above, or `UnreadableCardError`."""
    with Context() as context:
        wanted = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, card, protocol = scard.SCardConnect(context.handle, reader, scard.SCARD_SHARE_SHARED, wanted)
        if result != scard.SCARD_S_SUCCESS:
            raise CardFailedError
        try:
            return read_holders(_exchange_with(card, protocol))
        finally:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)


def _exchange_with(card: Any, protocol: int) -> Callable[[bytes], bytes]:
    header = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    def exchange(command: bytes) -> bytes:
        result, answer = scard.SCardTransmit(card, header, list(command))
        # A card pulled under vpcd gives success and no byte at all.
        if result != scard.SCARD_S_SUCCESS or not answer:
            raise CardFailedError
        return bytes(answer)

    return exchange
