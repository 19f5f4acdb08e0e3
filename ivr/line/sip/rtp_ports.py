"""The ports on which sound flows, one for each call. Knows no message."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ivr.line.sip.sdp import Offer
from ivr.line.sip.sip_sound import SipSound

EXPEDITED = 0xB8
"""Marks the packets of a voice (DSCP EF), for networks that look."""


class _SoundPort(asyncio.DatagramProtocol):
    """Hands what comes to the sound of its call."""

    def __init__(self) -> None:
        self.sound: SipSound | None = None

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self.sound is not None:
            self.sound.take(data, addr[:2])


@dataclass(kw_only=True)
class RtpPorts:
    """Even ports of a range, in turn: one that was just given back is the last to be given again."""

    host: str
    ports: range
    _next: int = 0

    @asynccontextmanager
    async def one(self, offer: Offer, signaller: str) -> AsyncIterator[tuple[SipSound, tuple[str, int]] | None]:
        """The sound of one call and where it is received; None when every port is taken."""
        bound = self._bind()
        if bound is None:
            yield None
            return
        loop = asyncio.get_running_loop()
        transport, port = await loop.create_datagram_endpoint(_SoundPort, sock=bound)
        sound = SipSound(offer=offer, signaller=signaller, send=transport.sendto)
        port.sound = sound
        try:
            yield sound, bound.getsockname()[:2]
        finally:
            transport.close()

    def _bind(self) -> socket.socket | None:
        even = [port for port in self.ports if port % 2 == 0]
        for step in range(len(even)):
            port = even[(self._next + step) % len(even)]
            bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                bound.bind((self.host, port))
            except OSError:
                bound.close()
                continue
            bound.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, EXPEDITED)
            bound.setblocking(False)
            self._next += step + 1
            return bound
        return None
