"""Keys of a telephone as RTP carries them (RFC 4733): payloads in, keys out. Pure; knows no socket, call or clock."""

from dataclasses import dataclass, field

KEYS = "0123456789*#"
"""By event code, 0 to 11 (RFC 4733, 3.2). A to D, flash and tones are no keys of ours."""
MOST_EVENTS = 16
"""In one payload; honest senders report one, or the few that a lost packet hid (2.5.1.5)."""
LATE = 60 * 8_000
"""Timestamp units (60 s at 8 kHz): older than this is no late packet, but a sender whose clock began again."""
_BLOCK = 4
_LONGEST = 0xFFFF
_CYCLE = 1 << 32


class BadEventError(ValueError):
    """The payload is no telephone event: drop the packet. Never quotes it, for a key may be part of a code."""


@dataclass(frozen=True, kw_only=True)
class TelephoneEvent:
    """One report of one event (RFC 4733, 2.3); the same event is reported again and again while it lasts."""

    code: int = field(repr=False)
    is_end: bool
    volume: int
    """dBm0 with its sign dropped: 0 is loudest, 63 faintest."""
    duration: int
    """So far, in timestamp units (1/8000 s), at most 65535."""

    @property
    def key(self) -> str:
        """The key pressed; empty for what is none, and for a report of no duration, that a receiver ignores (2.3.5)."""
        return KEYS[self.code] if self.code < len(KEYS) and self.duration else ""


def read(payload: bytes) -> tuple[TelephoneEvent, ...]:
    """Read the events of one RTP payload, in time's order; the reserved bit is ignored. Raises `BadEventError`."""
    blocks, rest = divmod(len(payload), _BLOCK)
    if rest or not 1 <= blocks <= MOST_EVENTS:
        raise BadEventError("not whole events, or none, or too many")
    return tuple(_event(payload[at : at + _BLOCK]) for at in range(0, len(payload), _BLOCK))


def _event(block: bytes) -> TelephoneEvent:
    return TelephoneEvent(
        code=block[0],
        is_end=bool(block[1] & 0x80),
        volume=block[1] & 0x3F,
        duration=int.from_bytes(block[2:], "big"),
    )


@dataclass(kw_only=True)
class KeyPresses:
    """What the caller pressed in one stream of packets (one SSRC): each press once, as soon as it is heard of.

    All reports of a press carry the timestamp of its start, three times over at the end (2.5.1.4): the first makes the
    key, the others nothing. A report older than the newest press makes nothing either: a digit lost is asked for
    again, a digit in the wrong place is a wrong code. A key held longer than 8.19 s comes in segments (2.5.1.3) and
    is still one press.
    """

    _newest: int | None = field(default=None, repr=False)
    """Timestamp of the newest press, or of its last segment."""
    _key: str = field(default="", repr=False)
    _has_ended: bool = False

    def take(self, timestamp: int, payload: bytes) -> str:
        """The keys newly pressed, often none; `timestamp` is the packet's. Raises `BadEventError`."""
        pressed = ""
        for event in read(payload):
            pressed += self._take(timestamp % _CYCLE, event)
            timestamp += event.duration
        return pressed

    def _take(self, timestamp: int, event: TelephoneEvent) -> str:
        if not event.key:
            return ""
        age = self._age(timestamp)
        if age is not None and age < LATE:
            self._has_ended = self._has_ended or (age == 0 and event.is_end)
            return ""
        is_held = not self._has_ended and event.key == self._key and age == _CYCLE - _LONGEST
        self._newest, self._key, self._has_ended = timestamp, event.key, event.is_end
        return "" if is_held else event.key

    def _age(self, timestamp: int) -> int | None:
        """How much older than the newest press, round the cycle; None when there was none."""
        return None if self._newest is None else (self._newest - timestamp) % _CYCLE
