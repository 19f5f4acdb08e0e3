"""The sound of one call: frames out at the beat of a clock, keys and voice in, from one peer only. Knows no socket."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ivr.line.playout import SoundOut
from ivr.line.sip import rtp
from ivr.line.sip.sdp import Law, Offer
from ivr.line.sip.telephone_event import BadEventError, KeyPresses
from ivr.voice import alaw, mulaw

PLAY_OUT = 4
"""Frames (80 ms) between what is sent and what is heard: the other end keeps that much against jitter."""
SILENCE = mulaw.SILENCE * mulaw.FRAME_BYTES
MOST_SOURCES = 4
"""Senders of one call whose key presses are told apart; the oldest is forgotten."""
MOST_QUEUED = 50 * 600
"""Frames (ten minutes) that may wait; a line that is fed at the pace of speech has ten."""

Send = Callable[[bytes, tuple[str, int]], None]


class Listener(Protocol):
    """Whoever is told what the caller does: a `SoundLine`."""

    def press(self, key: str) -> None:
        """A key."""

    def sound(self, frame: bytes) -> None:
        """Some 20 ms of the caller's voice, mu-law, in order; late frames are dropped."""

    def played(self, name: str) -> None:
        """What came before this mark was heard, or dropped."""


@dataclass(kw_only=True)
class SipSound(SoundOut):
    """Both ways of one call. `tick` is called each 20 ms, `take` with each datagram.

    Silence is sent when there is nothing to say, so that no box on the way takes the call for dead; nothing is sent
    to a caller on hold, and the voice goes on all the same, as on any telephone. The caller's packets come from the
    machine of the offer, or from the one that signals; where the first good one came from is where ours go too
    (symmetric RTP, latched once until another address is agreed), and whatever comes from elsewhere is dropped.
    """

    offer: Offer
    signaller: str = ""
    """The machine that signals this call: its sound may come from there too, whatever address it offered."""
    send: Send = field(repr=False)
    listener: Listener | None = field(default=None, repr=False)
    dropped: int = 0
    """Packets from elsewhere, or that are none."""
    _stream: rtp.Stream = field(default_factory=rtp.Stream, repr=False)
    _peer: tuple[str, int] | None = None
    _queue: deque[bytes | str] = field(default_factory=deque, repr=False)
    _marks: deque[tuple[int, str]] = field(default_factory=deque, repr=False)
    _ticks: int = 0
    _presses: OrderedDict[int, KeyPresses] = field(default_factory=OrderedDict, repr=False)
    _newest: tuple[int, int] | None = None
    _is_over: bool = False

    async def frame(self, sound: bytes) -> bool:
        """Play 20 ms after the others."""
        if not self._is_over and len(self._queue) < MOST_QUEUED:
            self._queue.append(sound)
        return not self._is_over

    async def mark(self, name: str) -> bool:
        """Tell once all before it was sent, and had the time to be heard."""
        self._queue.append(name)
        return not self._is_over

    async def clear(self) -> bool:
        """Drop the rest; the marks in it come back at once."""
        dropped = [item for item in self._queue if isinstance(item, str)]
        names = [name for _, name in self._marks] + dropped
        self._queue.clear()
        self._marks.clear()
        for name in names:
            self._tell_played(name)
        return not self._is_over

    def renegotiate(self, offer: Offer) -> None:
        """Another address, law or direction from now on; the same machine and port keep their latch."""
        if offer.address != self.offer.address and offer.address is not None:
            self._peer = None
        self.offer = offer

    def end(self) -> None:
        """Nothing more goes out or comes in."""
        self._is_over = True

    def tick(self) -> None:
        """Send the frame that is due."""
        if self._is_over:
            return
        self._ticks += 1
        while self._marks and self._marks[0][0] <= self._ticks:
            self._tell_played(self._marks.popleft()[1])
        frame = self._next_frame()
        to = self._peer or self.offer.address
        if self.offer.is_held or to is None:
            self._stream.skip()
            return
        payload = alaw.from_mulaw(frame) if self.offer.law is Law.A else frame
        self.send(self._stream.packet(self.offer.payload_type, payload), to)

    def take(self, data: bytes, source: tuple[str, int]) -> None:
        """One datagram from the network."""
        packet = rtp.read(data) if self._may_come_from(source) else None
        if packet is None or self._is_over:
            self.dropped += 1
        elif packet.payload_type == self.offer.events_type:
            self._peer = source
            self._press(packet)
        elif packet.payload_type == self.offer.payload_type:
            self._peer = source
            self._hear(packet)

    def _may_come_from(self, source: tuple[str, int]) -> bool:
        if self._peer is not None:
            return source == self._peer
        return source[0] in (self.signaller, self.offer.address[0] if self.offer.address else "")

    def _press(self, packet: rtp.Packet) -> None:
        presses = self._presses.setdefault(packet.source, KeyPresses())
        if len(self._presses) > MOST_SOURCES:
            self._presses.popitem(last=False)
        try:
            keys = presses.take(packet.timestamp, packet.payload)
        except BadEventError:
            self.dropped += 1
            return
        if self.listener is not None:
            for key in keys:
                self.listener.press(key)

    def _hear(self, packet: rtp.Packet) -> None:
        newest, self._newest = self._newest, (packet.source, packet.sequence)
        if newest is not None and newest[0] == packet.source and not rtp.is_later(packet.sequence, newest[1]):
            self._newest = newest
        elif self.listener is not None:
            self.listener.sound(alaw.to_mulaw(packet.payload) if self.offer.law is Law.A else packet.payload)

    def _next_frame(self) -> bytes:
        while self._queue:
            item = self._queue.popleft()
            if isinstance(item, bytes):
                return item
            self._marks.append((self._ticks + PLAY_OUT, item))
        return SILENCE

    def _tell_played(self, name: str) -> None:
        if self.listener is not None:
            self.listener.played(name)
