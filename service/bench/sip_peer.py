"""A caller over SIP, as plain as can be: raw datagrams, and the moment when the kernel got each. Knows no words.

Moments are the kernel's (SO_TIMESTAMPNS): a measure that is late to read is not taken for a line that is late to send.
"""

import asyncio
import re
import secrets
import socket
import struct
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from ivr.voice import mulaw

TIMESTAMPS = 35
"""SO_TIMESTAMPNS of Linux (asm-generic/socket.h), which Python does not name."""
PATIENCE_S = 20.0
PCMU, G729, EVENTS = 0, 18, 101
FINAL, REFUSED = 200, 300
SILENCE = mulaw.SILENCE * mulaw.FRAME_BYTES
_HEADER, _TIME = struct.Struct("!BBHLL"), struct.Struct("@qq")
_ROOM = socket.CMSG_SPACE(_TIME.size)
_PORT, _TAG = re.compile(r"m=audio (\d+)"), re.compile(r"^To:.*;tag=(\S+)\r$", re.MULTILINE | re.IGNORECASE)
_NS = 1_000_000_000


class RefusedError(RuntimeError):
    """The line did not take the call; the message is what it answered."""


@dataclass(eq=False)
class SipPeer:
    """One call. Moments are seconds of the machine's clock."""

    site: tuple[str, int]
    signals: socket.socket = field(repr=False)
    sound: socket.socket = field(repr=False)
    heard: list[tuple[float, bytes]] = field(default_factory=list, repr=False)
    """When each packet of sound came, and its 20 ms."""
    is_open: bool = False
    call_id: str = field(default_factory=lambda: secrets.token_hex(8))
    _tag: str = ""
    _rtp: tuple[str, int] = ("", 0)
    _sent: int = 0
    _came: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    async def ring(self, law: int = PCMU) -> None:
        """Call, and be answered. Raises `RefusedError`, and `TimeoutError` when nobody answers."""
        port = self.sound.getsockname()[1]
        body = (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {port} RTP/AVP {law} {EVENTS}\r\na=rtpmap:{EVENTS} telephone-event/8000\r\n"
        )
        self._ask("INVITE", 1, body)
        async with asyncio.timeout(PATIENCE_S):
            while (status := int((answer := await self._answer()).split()[1])) < FINAL:
                pass
        if status >= REFUSED:
            raise RefusedError(str(status))
        port_found, tag_found = _PORT.search(answer), _TAG.search(answer)
        if port_found is None or tag_found is None:
            raise RefusedError("an answer without sound")
        self._tag, self._rtp, self.is_open = tag_found[1], (self.site[0], int(port_found[1])), True
        self._ask("ACK", 1)
        asyncio.get_running_loop().add_reader(self.sound, self._listen)
        asyncio.get_running_loop().add_reader(self.signals, self._told)

    def speak(self) -> None:
        """20 ms of silence."""
        self._packet(PCMU, self._sent * mulaw.FRAME_BYTES, SILENCE)

    def press(self, key: str) -> float:
        """One key as a telephone tells it (RFC 4733), its end three times; gives when its first report left."""
        begin = self._sent * mulaw.FRAME_BYTES
        pressed = time.time()
        for is_end, duration in ((0, 160), (0, 640), (1, 1_280), (1, 1_280), (1, 1_280)):
            self._packet(EVENTS, begin, struct.pack("!BBH", int(key), is_end << 7 | 10, duration))
        return pressed

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for what comes to make it so."""
        async with asyncio.timeout(PATIENCE_S):
            while self.is_open and not is_so():
                self._came.clear()
                await self._came.wait()

    def hang_up(self) -> None:
        """Say so; whatever is answered."""
        if self.is_open:
            self._ask("BYE", 2)

    def _packet(self, kind: int, timestamp: int, payload: bytes) -> None:
        self._sent += 1
        header = _HEADER.pack(0x80, kind, self._sent & 0xFFFF, timestamp & 0xFFFFFFFF, 1)
        self.sound.sendto(header + payload, self._rtp)

    def _listen(self) -> None:
        while True:
            try:
                data, extra, _, _ = self.sound.recvmsg(2_048, _ROOM)
            except BlockingIOError:
                break
            seconds, nanoseconds = _TIME.unpack(extra[0][2])
            self.heard.append((seconds + nanoseconds / _NS, data[_HEADER.size :]))
        self._came.set()

    def _told(self) -> None:
        """Whatever the line says once the call is open is its end, or the answer to ours."""
        said = self.signals.recv(8_192)
        if said.startswith(b"BYE ") or b" BYE\r\n" in said:
            self.is_open = False
            self._came.set()

    async def _answer(self) -> str:
        return (await asyncio.get_running_loop().sock_recv(self.signals, 8_192)).decode()

    def _ask(self, method: str, sequence: int, body: str = "") -> None:
        host, port = self.signals.getsockname()
        tag = f";tag={self._tag}" if self._tag else ""
        kind = "Content-Type: application/sdp\r\n" if body else ""
        head = (
            f"{method} sip:relais@{self.site[0]} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {host}:{port};branch=z9hG4bK{secrets.token_hex(8)};rport\r\n"
            f"From: <sip:+33199000001@trunk.example>;tag=bench\r\nTo: <sip:relais@site.example>{tag}\r\n"
            f"Call-ID: {self.call_id}\r\nCSeq: {sequence} {method}\r\nContact: <sip:bench@{host}:{port}>\r\n"
            f"Max-Forwards: 70\r\n{kind}Content-Length: {len(body)}\r\n\r\n{body}"
        )
        self.signals.sendto(head.encode(), self.site)


@asynccontextmanager
async def peer_of(address: str) -> AsyncIterator[SipPeer]:
    """A caller at the line of this address; hangs up at the end."""
    host, _, port = address.partition(":")
    with _udp() as signals, _udp() as sound:
        sound.setsockopt(socket.SOL_SOCKET, TIMESTAMPS, 1)
        peer = SipPeer((host, int(port)), signals, sound)
        try:
            yield peer
        finally:
            peer.hang_up()
            for each in (signals, sound):
                asyncio.get_running_loop().remove_reader(each)


def _udp() -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind(("127.0.0.1", 0))
    bound.setblocking(False)
    return bound
