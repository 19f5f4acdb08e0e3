"""Packets of sound and of keys (RFC 3550), over aiortp: read and written. Pure; knows no call and no clock."""

import secrets
from dataclasses import dataclass, field

from aiortp import RtpPacket, is_rtcp

from ivr.voice import mulaw

_SEQUENCES, _TIMES = 1 << 16, 1 << 32
LONGEST = 1_500
"""Bytes: what one frame of a network holds."""


@dataclass(frozen=True, kw_only=True)
class Packet:
    """What came from the other end."""

    payload_type: int
    sequence: int
    timestamp: int
    source: int
    """Its SSRC: another one is another sender, whose clock began elsewhere."""
    payload: bytes = field(repr=False)


def read(data: bytes) -> Packet | None:
    """One datagram; None for what is no RTP: too long, cut short, of another kind (RTCP, STUN)."""
    if len(data) > LONGEST or is_rtcp(data):
        return None
    try:
        read = RtpPacket.parse(data)
    except (ValueError, IndexError):
        return None
    return Packet(
        payload_type=read.payload_type,
        sequence=read.sequence_number,
        timestamp=read.timestamp,
        source=read.ssrc,
        payload=read.payload,
    )


@dataclass
class Stream:
    """Our voice in one call: each packet 20 ms after the one before, under one SSRC drawn by chance."""

    source: int = field(default_factory=lambda: secrets.randbits(32))
    _sequence: int = field(default_factory=lambda: secrets.randbits(16))
    _timestamp: int = field(default_factory=lambda: secrets.randbits(32))
    _has_begun: bool = False

    def packet(self, payload_type: int, payload: bytes) -> bytes:
        """The next 20 ms."""
        packet = RtpPacket(
            payload_type=payload_type,
            marker=int(not self._has_begun),
            sequence_number=self._sequence,
            timestamp=self._timestamp,
            ssrc=self.source,
            payload=payload,
        )
        self._has_begun = True
        self._sequence = (self._sequence + 1) % _SEQUENCES
        self.skip()
        return packet.serialize()

    def skip(self) -> None:
        """20 ms that nobody is sent."""
        self._timestamp = (self._timestamp + mulaw.FRAME_BYTES) % _TIMES


def is_later(sequence: int, than: int) -> bool:
    """Whether a packet was sent after another, round the cycle."""
    return 0 < (sequence - than) % _SEQUENCES < _SEQUENCES // 2
