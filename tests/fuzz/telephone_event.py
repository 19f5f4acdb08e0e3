"""Keys over RTP (`telephone_event`): whatever packets come, each press counts once and only keys are pressed."""

from collections.abc import Callable, Iterator
from typing import Protocol

from ivr.line.sip.telephone_event import KEYS, MOST_EVENTS, BadEventError, KeyPresses, TelephoneEvent, read
from tests.fuzz.promises import demand_own_words


class Presses(Protocol):
    """What turns packets into keys."""

    def take(self, timestamp: int, payload: bytes) -> str: ...


OWN_WORDS = frozenset({"not whole events, or none, or too many"})
RESERVED = 0x40


def one(data: bytes, parse: Callable[[], Presses] = KeyPresses) -> None:
    """Try the bytes as one payload, then as a stream of packets: timestamp, length, payload."""
    _payload(data)
    once, thrice = parse(), parse()
    starts: set[int] = set()
    pressed = ""
    for timestamp, payload in _packets(data):
        starts |= _starts(timestamp, payload)
        new = _pressed(once, timestamp, payload)
        assert new == "".join(_pressed(thrice, timestamp, payload) for _ in range(3)), "a repeat pressed a key"
        pressed += new
    assert set(pressed) <= set(KEYS)
    assert len(pressed) <= len(starts), "one press counted twice"


def _payload(data: bytes) -> None:
    try:
        events = read(data)
    except BadEventError as refused:
        demand_own_words(refused, OWN_WORDS)
        return
    assert 1 <= len(events) <= MOST_EVENTS
    assert b"".join(map(_written, events)) == bytes(
        byte & ~RESERVED if at % 4 == 1 else byte for at, byte in enumerate(data)
    )


def _written(event: TelephoneEvent) -> bytes:
    return bytes((event.code, event.is_end << 7 | event.volume)) + event.duration.to_bytes(2, "big")


def _packets(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Timestamps are near one another, so that packets meet; the first byte of four may leap."""
    now = 0
    while len(data) > 4:
        now = (now + int.from_bytes(data[:3], "big", signed=True)) % (1 << 32)
        end = 4 + data[3] % 12
        yield now, data[4:end]
        data = data[end:]


def _starts(timestamp: int, payload: bytes) -> set[int]:
    try:
        events = read(payload)
    except BadEventError:
        return set()
    return {timestamp + sum(event.duration for event in events[:at]) for at in range(len(events))}


def _pressed(presses: Presses, timestamp: int, payload: bytes) -> str:
    try:
        return presses.take(timestamp, payload)
    except BadEventError as refused:
        demand_own_words(refused, OWN_WORDS)
        return ""
