"""The sound of a call without a socket: what is sent when, what is heard of the caller, and what is dropped."""

import asyncio
import itertools
import struct

import pytest

from ivr.line.sip.pacing import MOST_LATE, PacingClock
from ivr.line.sip.sdp import read_offer
from ivr.line.sip.sip_sound import MOST_SOURCES, PLAY_OUT, SILENCE, SipSound
from ivr.voice import alaw, mulaw
from tests.ivr.sip_caller import EVENTS, PCMA, PCMU, description, reports

PEER, OTHER_PORT, STRANGER = ("127.0.0.1", 4_000), ("127.0.0.1", 4_002), ("192.0.2.9", 4_000)
WORDS = bytes(range(160))


class Ear:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.keys, self.marks, self.voice = "", list[str](), list[bytes]()

    def press(self, key: str) -> None:
        self.keys += key

    def sound(self, frame: bytes) -> None:
        self.voice.append(frame)

    def played(self, name: str) -> None:
        self.marks.append(name)


class Call:
    """A sound, what it sent, what it heard."""

    def __init__(self, formats: str = "0 101", more: str = "") -> None:
        self.sent: list[tuple[bytes, tuple[str, int]]] = []
        self.ear = Ear()
        self.sound = SipSound(
            offer=read_offer(description(PEER[1], formats=formats, more=more)),
            send=lambda data, to: self.sent.append((data, to)),
            listener=self.ear,
        )

    def tick(self, times: int = 1) -> None:
        for _ in range(times):
            self.sound.tick()

    def packet(self, payload: bytes, *, kind: int, at: int = 0, sequence: int = 1, source: int = 7) -> bytes:
        return struct.pack("!BBHLL", 0x80, kind, sequence, at, source) + payload

    def press(self, key: str, *, at: int, of: tuple[str, int] = PEER, source: int = 7) -> list[bytes]:
        packets = [self.packet(report, kind=EVENTS, at=at, source=source) for report in reports(key)]
        for packet in packets:
            self.sound.take(packet, of)
        return packets


def test_frames_go_out_one_a_tick_and_silence_between() -> None:
    """Timestamps go on by 160, sequence numbers by one, the first packet is marked."""
    call = Call()
    asyncio.run(call.sound.frame(WORDS))
    call.tick(3)
    headers = [struct.unpack("!BBHLL", data[:12]) for data, _ in call.sent]
    assert [data[12:] for data, _ in call.sent] == [WORDS, SILENCE, SILENCE]
    assert [kind >> 7 for _, kind, *_ in headers] == [1, 0, 0]
    assert {(b[2] - a[2]) & 0xFFFF for a, b in itertools.pairwise(headers)} == {1}
    assert {(b[3] - a[3]) & 0xFFFFFFFF for a, b in itertools.pairwise(headers)} == {160}
    assert {to for _, to in call.sent} == {PEER}


def test_a_mark_comes_back_once_what_is_before_it_was_heard() -> None:
    """Sent, and the time that the other end keeps against jitter."""
    call = Call()

    async def story() -> None:
        await call.sound.frame(WORDS)
        await call.sound.mark("m0")

    asyncio.run(story())
    call.tick(1 + PLAY_OUT)
    assert call.ear.marks == []
    call.tick()
    assert call.ear.marks == ["m0"]


def test_clear_drops_frames_and_gives_marks_back() -> None:
    """The next frame sent is the next one given."""
    call = Call()

    async def story() -> None:
        for _ in range(50):
            await call.sound.frame(WORDS)
        await call.sound.mark("m0")
        call.tick()
        await call.sound.clear()

    asyncio.run(story())
    assert call.ear.marks == ["m0"]
    call.tick()
    assert call.sent[-1][0][12:] == SILENCE


def test_the_other_law_is_spoken_and_heard() -> None:
    """PCMA both ways; the recogniser is given mu-law."""
    call = Call(formats="8 101")
    asyncio.run(call.sound.frame(WORDS))
    call.tick()
    assert call.sent[0][0][12:] == alaw.from_mulaw(WORDS)
    assert call.sent[0][0][1] & 0x7F == PCMA
    call.sound.take(call.packet(alaw.from_mulaw(WORDS), kind=PCMA), PEER)
    assert len(call.ear.voice[0]) == 160


def test_the_two_laws_say_the_same() -> None:
    """Back and forth within the step of the coarser one; silence stays silence."""
    everything = bytes(range(256))
    before, after = mulaw.decode(everything), mulaw.decode(alaw.to_mulaw(alaw.from_mulaw(everything)))
    steps = abs(before.astype(int) - after.astype(int))
    assert (steps <= abs(before.astype(int)) / 16 + 16).all()
    assert alaw.from_mulaw(mulaw.SILENCE) == b"\xd5"
    assert alaw.to_mulaw(b"\xd5") in (b"\xfe", b"\xff")


def test_nothing_is_sent_to_a_caller_on_hold() -> None:
    """« sendonly », « inactive », and the address of nobody; marks come back all the same."""
    for more in ("a=sendonly\r\n", "a=inactive\r\n"):
        call = Call(more=more)
        asyncio.run(call.sound.mark("m0"))
        call.tick(PLAY_OUT + 2)
        assert call.sent == []
        assert call.ear.marks == ["m0"]
    old = Call()
    old.sound.renegotiate(read_offer(description(PEER[1], address="0.0.0.0")))  # noqa: S104 - a hold of the old kind
    old.tick()
    assert old.sent == []


def test_keys_count_once_whatever_the_network_does() -> None:
    """Doubled, late, turned round."""
    call = Call()
    first = call.press("4", at=1_000)
    call.press("2", at=5_000)
    for packet in (*reversed(first), *first):
        call.sound.take(packet, PEER)
    assert call.ear.keys == "42"


def test_a_key_held_for_ten_seconds_is_one_press() -> None:
    """RFC 4733, 2.5.1.3: in segments."""
    call = Call()
    for start, duration, end in ((0, 0xFFFF, 0), (0xFFFF, 14_465, 0x80)):
        call.sound.take(call.packet(struct.pack("!BBH", 8, end | 10, duration), kind=EVENTS, at=start), PEER)
    assert call.ear.keys == "8"


def test_only_the_first_place_is_heard() -> None:
    """Latched by its first good packet: another port, another machine, and whoever comes later are dropped."""
    call = Call()
    call.press("1", at=1_000, of=STRANGER)
    assert call.ear.keys == ""
    call.press("2", at=2_000, of=OTHER_PORT)
    call.tick()
    assert call.sent[-1][1] == OTHER_PORT
    call.press("3", at=3_000, of=PEER)
    assert call.ear.keys == "2"
    assert call.sound.dropped == 12


def test_what_is_no_packet_of_ours_latches_nothing() -> None:
    """RTCP, noise, another payload type, a packet cut short."""
    call = Call()
    for data in (b"", b"\x80", b"\x81\xc9" + bytes(30), b"\x00" * 40, bytes(2_000)):
        call.sound.take(data, OTHER_PORT)
    call.sound.take(call.packet(WORDS, kind=96), OTHER_PORT)
    call.press("5", at=1_000)
    assert call.ear.keys == "5"


def test_another_address_agreed_in_the_call_is_heard() -> None:
    """A re-INVITE moves the call; the old place is dropped from then on."""
    call = Call()
    call.press("1", at=1_000)
    call.sound.renegotiate(read_offer(description(5_000, address="127.0.0.2")))
    call.press("2", at=2_000, of=PEER)
    call.press("3", at=3_000, of=("127.0.0.2", 5_000))
    assert call.ear.keys == "13"


def test_another_sender_begins_anew() -> None:
    """A gateway that changes its SSRC changes its clock; late packets of the old one double nothing."""
    call = Call()
    first = call.press("1", at=900_000, source=1)
    call.press("2", at=50, source=2)
    for packet in first:
        call.sound.take(packet, PEER)
    assert call.ear.keys == "12"
    for source in range(10, 10 + 3 * MOST_SOURCES):
        call.press("7", at=50, source=source)
    assert len(call.sound._presses) == MOST_SOURCES


def test_tones_in_the_sound_press_nothing() -> None:
    """In-band tones are heard by the recogniser as sound, and are no keys: an SBC that can't tell keys is seen."""
    call = Call()
    for sequence in range(50):
        call.sound.take(call.packet(WORDS, kind=PCMU, sequence=sequence, at=160 * sequence), PEER)
    assert call.ear.keys == ""
    assert len(call.ear.voice) == 50


def test_the_voice_of_the_caller_comes_in_order() -> None:
    """Late and doubled frames are dropped; round the cycle too."""
    call = Call()
    for sequence in (65_534, 65_535, 65_535, 0, 65_534, 1):
        call.sound.take(call.packet(bytes([sequence % 256]) * 160, kind=PCMU, sequence=sequence), PEER)
    assert [frame[0] for frame in call.ear.voice] == [254, 255, 0, 1]


def test_nothing_is_sent_or_heard_after_the_end() -> None:
    """And whoever gives frames is told."""
    call = Call()
    call.sound.end()
    call.tick()
    call.press("1", at=1_000)
    assert (call.sent, call.ear.keys) == ([], "")
    assert asyncio.run(call.sound.frame(WORDS)) is False
    assert asyncio.run(call.sound.mark("m0")) is False
    assert asyncio.run(call.sound.clear()) is False


@pytest.mark.parametrize(("blocked", "made_up"), [(0.06, True), (MOST_LATE + 0.3, False)])
def test_the_clock_makes_up_for_a_short_stop_only(blocked: float, made_up: bool) -> None:  # noqa: FBT001 - a parameter
    """Sixty milliseconds are caught up with; half a second is not heard all at once."""

    async def story() -> int:
        clock, ticks, loop, enough = PacingClock(), list[float](), asyncio.get_running_loop(), asyncio.Event()

        def tick() -> None:
            ticks.append(loop.time())
            if len(ticks) == 3:
                _block(blocked)
            if len(ticks) == 12:
                enough.set()

        clock.add("call", tick)
        beating = asyncio.create_task(clock.run())
        async with asyncio.timeout(5):
            await enough.wait()
        beating.cancel()
        since = ticks[2] + blocked
        return sum(at < since + 0.01 for at in ticks[3:])

    caught_up = asyncio.run(story())
    assert caught_up >= 3 if made_up else caught_up <= 2


def _block(seconds: float) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while loop.time() < end:
        pass
