"""A caller of ours for what no telephone does: raw SIP and RTP over UDP, one datagram at a time."""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PATIENCE_S = 5.0
EVENTS, PCMU, PCMA = 101, 0, 8


def udp() -> socket.socket:
    """A port of this machine."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind(("127.0.0.1", 0))
    bound.settimeout(PATIENCE_S)
    return bound


def description(port: int, *, formats: str = "0 8 101", more: str = "", address: str = "127.0.0.1") -> str:
    """What an SBC offers."""
    return (
        f"v=0\r\no=- 1 1 IN IP4 {address}\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\n"
        f"m=audio {port} RTP/AVP {formats}\r\na=rtpmap:101 telephone-event/8000\r\n{more}"
    )


def reports(key: str) -> list[bytes]:
    """The payloads of one press of 160 ms."""
    code = "0123456789*#".index(key)
    going = [struct.pack("!BBH", code, 10, duration) for duration in (160, 640, 1_120)]
    return going + [struct.pack("!BBH", code, 0x80 | 10, 1_280)] * 3


@dataclass
class SipCaller:
    """One call, from both its ports. `status` and `answer` are of the last answer received."""

    site: tuple[str, int]
    signals: socket.socket = field(default_factory=udp)
    sound: socket.socket = field(default_factory=udp)
    call_id: str = "call-1"
    number: str = "+33612345678"
    their_tag: str = ""
    rtp: tuple[str, int] = ("", 0)
    answer: str = ""
    sequence: int = 0
    pressed_at: int = 0
    sequence_of_sound: int = 0

    def close(self) -> None:
        self.signals.close()
        self.sound.close()

    @property
    def port(self) -> int:
        return int(self.signals.getsockname()[1])

    @property
    def sound_port(self) -> int:
        return int(self.sound.getsockname()[1])

    def request(self, method: str, body: str = "", more: str = "", *, branch: str = "", sequence: int = 0) -> bytes:
        """A request of this call."""
        if not sequence and method not in ("ACK", "CANCEL"):
            self.sequence += 1
        number = sequence or self.sequence
        tag = f";tag={self.their_tag}" if self.their_tag else ""
        kind = "Content-Type: application/sdp\r\n" if body else ""
        return (
            f"{method} sip:relais@{self.site[0]}:{self.site[1]} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};branch={branch or f'z9hG4bK-{self.call_id}-{number}'};rport\r\n"
            f"From: <sip:{self.number}@trunk.example>;tag=theirs\r\nTo: <sip:relais@site.example>{tag}\r\n"
            f"Call-ID: {self.call_id}\r\nCSeq: {number} {method}\r\nContact: <sip:sbc@127.0.0.1:{self.port}>\r\n"
            f"Max-Forwards: 70\r\n{more}{kind}Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    def send(self, data: bytes) -> None:
        self.signals.sendto(data, self.site)

    def receive(self) -> str:
        """The next message of the site."""
        self.answer = self.signals.recv(8_192).decode()
        return self.answer

    def status(self) -> int:
        """The code of the next answer."""
        first = self.receive().split("\r\n", 1)[0]
        assert first.startswith("SIP/2.0 "), first
        return int(first.split()[1])

    def final(self) -> int:
        """The code of the next answer that is one."""
        while (status := self.status()) < 200:
            pass
        return status

    def ask(self, method: str, body: str = "", more: str = "") -> int:
        """Send a request, give the final answer."""
        self.send(self.request(method, body, more))
        return self.final()

    def header(self, name: str) -> str:
        """One header of the last message received."""
        found = re.search(rf"^{name}: (.*?)\r$", self.answer, re.MULTILINE | re.IGNORECASE)
        return found[1] if found else ""

    def call(self, body: str | None = None, more: str = "") -> None:
        """Be let in: INVITE, 200, ACK."""
        assert self.ask("INVITE", body if body is not None else description(self.sound_port), more) == 200
        self.meet()

    def meet(self) -> None:
        """Acknowledge the last answer, and note where sound goes."""
        self.their_tag = self.header("To").split("tag=")[1]
        found = re.search(r"m=audio (\d+)", self.answer)
        if found:
            self.rtp = ("127.0.0.1", int(found[1]))
        self.send(self.request("ACK", sequence=self.sequence, branch=f"z9hG4bK-ack-{self.sequence}"))

    def hang_up(self) -> None:
        """BYE, and its answer."""
        self.send(self.request("BYE"))
        while not (self.receive().startswith("SIP/2.0") and "BYE" in self.header("CSeq")):
            pass
        assert self.answer.startswith("SIP/2.0 200")

    def packet(
        self, payload: bytes, *, kind: int = PCMU, at: int = 0, sequence: int = 1, source: int = 7, marker: int = 0
    ) -> bytes:
        """One packet of RTP."""
        return struct.pack("!BBHLL", 0x80, kind | marker << 7, sequence & 0xFFFF, at & 0xFFFFFFFF, source) + payload

    def say(self, data: bytes, *, through: socket.socket | None = None) -> None:
        """Send a packet to where sound goes, from our port or another."""
        (through or self.sound).sendto(data, self.rtp)

    def press(self, keys: str) -> None:
        """Keys as a telephone tells them (RFC 4733): each while it lasts, then three times its end."""
        for key in keys:
            self.pressed_at += 2_000
            for report in reports(key):
                self.sequence_of_sound += 1
                self.say(self.packet(report, kind=EVENTS, at=self.pressed_at, sequence=self.sequence_of_sound))

    def hears(self) -> bytes:
        """The payload of the next packet."""
        return self.sound.recv(2_048)[12:]

    def is_hushed(self) -> bool:
        """Whether sound stops coming, once what is on its way has come."""
        self.sound.settimeout(0.2)
        try:
            for _ in range(100):
                self.hears()
        except TimeoutError:
            return True
        finally:
            self.sound.settimeout(PATIENCE_S)
        return False


@contextmanager
def calling(site: tuple[str, int]) -> Iterator[SipCaller]:
    """A caller, whose ports are given back."""
    caller = SipCaller(site)
    try:
        yield caller
    finally:
        caller.close()
