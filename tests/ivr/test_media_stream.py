"""The socket of a call: who may open it, what closes it, and what a foreign Media Streams peer hears of it."""

import asyncio
import dataclasses
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import structlog
from streamdouble.protocol import StreamIdentity
from streamdouble.scenario import Dtmf, Expect, Scenario, Wait, WaitFor
from streamdouble.session import Session, SessionConfig, SessionResult
from twilio.request_validator import RequestValidator
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from core.texts.words import Words
from hardware.speech.pico import PicoSynthesizer
from ivr.line.playout import Pace
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.paths import STREAM_PATH
from ivr.line.twilio.switchboard import CallStage
from tests.conftest import Space
from tests.ivr import site

SIGNED = {
    "X-Twilio-Signature": RequestValidator(site.TOKEN).compute_signature("wss://relais.example" + STREAM_PATH, {})
}
CALL = "CA" + "0" * 32


@pytest.fixture
def service(space: Space, words: Words) -> TwilioLine:
    """The telephone of the seeded site; its waits are a twentieth of a person's."""
    return site.phone(space, words, PicoSynthesizer(), patience=0.05)


@pytest.fixture
def address(service: TwilioLine) -> Iterator[str]:
    """Where the stream is served, unsigned."""
    with site.served(lambda _: site.application(service)) as url:
        yield "ws" + url.removeprefix("http") + STREAM_PATH


@pytest.fixture
def trunk(service: TwilioLine) -> Iterator[str]:
    """The same, behind an operator that signs."""
    with site.served(lambda _: site.signing(site.application(service), site.ORIGIN, site.TOKEN)) as url:
        yield "ws" + url.removeprefix("http") + STREAM_PATH


def start(token: str, call_sid: str = CALL) -> str:
    """The operator's first words."""
    body = {"streamSid": "MZ1", "callSid": call_sid, "customParameters": {"token": token}}
    return json.dumps({"event": "start", "sequenceNumber": "1", "streamSid": "MZ1", "start": body})


Talk = Callable[[ClientConnection], Awaitable[None]]


def closing_code(address: str, talk: Talk) -> int:
    """Open a signed stream, talk, and see with which code it is closed."""

    async def call() -> int:
        async with connect(address, additional_headers=SIGNED) as socket:
            await talk(socket)
            async with asyncio.timeout(20):
                try:
                    while True:
                        await socket.recv()
                except ConnectionClosed as closed:
                    return closed.rcvd.code if closed.rcvd else 0

    return asyncio.run(call())


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "wrong",
        RequestValidator(site.TOKEN).compute_signature("https://relais.example" + STREAM_PATH, {}),
        RequestValidator("another").compute_signature("wss://relais.example" + STREAM_PATH, {}),
    ],
)
def test_an_upgrade_that_is_not_signed_is_refused(address: str, signature: str | None) -> None:
    """Unsigned, wrongly signed, signed as https, signed by another: no socket at all."""
    headers = {} if signature is None else {"X-Twilio-Signature": signature}

    async def open_it() -> None:
        async with connect(address, additional_headers=headers):
            pass

    with pytest.raises(InvalidStatus) as refused:
        asyncio.run(open_it())
    assert refused.value.response.status_code == 403


def test_a_foreign_call_is_closed(address: str, service: TwilioLine) -> None:
    """A stream whose call was never connected, or that holds another call's token."""
    token = service.switchboard.ring(CALL) or ""
    assert closing_code(address, lambda socket: socket.send(start(token, "CA-foreign"))) == 1008
    assert closing_code(address, lambda socket: socket.send(start("0" * 32))) == 1008
    assert closing_code(address, lambda socket: socket.send(start(""))) == 1008


def test_a_stream_that_begins_with_bytes_is_closed(address: str) -> None:
    """A binary frame before the first words: refused like any other foreigner, without a fault of ours."""
    with structlog.testing.capture_logs() as logs:
        assert closing_code(address, lambda socket: socket.send(b"\x00")) == 1008
    assert [line["reason"] for line in logs] == ["binary"]


def test_a_token_opens_one_stream(address: str, service: TwilioLine) -> None:
    """The second one is closed, while the first goes on or after it."""
    token = service.switchboard.ring(CALL) or ""

    async def hang_up_at_once(socket: ClientConnection) -> None:
        await socket.send(start(token))
        await socket.recv()
        await socket.send(json.dumps({"event": "stop", "streamSid": "MZ1"}))

    assert closing_code(address, hang_up_at_once) == 1000
    assert closing_code(address, lambda socket: socket.send(start(token))) == 1008


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("x" * 70_000, 1009),
        ("{not json", 1008),
        ("[]", 1008),
        ('{"no": "event"}', 1008),
        ("[" * 60_000, 1008),
    ],
)
def test_what_no_telephone_sends_closes_the_stream(address: str, service: TwilioLine, message: str, code: int) -> None:
    """Oversized, malformed, or deep: the stream ends, and the visit with it."""
    token = service.switchboard.ring(CALL) or ""

    async def talk(socket: ClientConnection) -> None:
        await socket.send(start(token))
        await socket.recv()
        await socket.send(message)

    assert closing_code(address, talk) == code
    assert all(visit.is_over for visit in service.phone.make_visit.begun)  # type: ignore[attr-defined] - Visits


def test_a_frame_beyond_all_reason_never_reaches_us(address: str, service: TwilioLine) -> None:
    """The server itself refuses it."""
    token = service.switchboard.ring(CALL) or ""

    async def talk(socket: ClientConnection) -> None:
        await socket.send(start(token))
        await socket.send("x" * 20_000_000)

    assert closing_code(address, talk) == 1009


@pytest.mark.parametrize("event", ['{"event":"dtmf","dtmf":{"digit":"12"}}', '{"event":"dtmf"}', '{"event":"new"}'])
def test_messages_we_do_not_know_are_passed_over(address: str, service: TwilioLine, event: str) -> None:
    """Operators add messages: they change nothing."""
    token = service.switchboard.ring(CALL) or ""

    async def talk(socket: ClientConnection) -> None:
        await socket.send(start(token))
        await socket.send(event)
        await socket.send(json.dumps({"event": "stop"}))

    assert closing_code(address, talk) == 1000


def test_sound_is_paced_and_a_key_stops_it(address: str, service: TwilioLine) -> None:
    """Little is sent ahead; on a key, what is left is cleared and the next prompt begins."""
    token = service.switchboard.ring(CALL) or ""
    seen: list[tuple[str, float]] = []

    async def call() -> None:
        loop = asyncio.get_running_loop()
        async with connect(address, additional_headers=SIGNED) as socket, asyncio.timeout(20):
            await socket.send(start(token))
            while sum(event == "media" for event, _ in seen) < 50:
                seen.append((json.loads(await socket.recv())["event"], loop.time()))
            await socket.send(json.dumps({"event": "dtmf", "dtmf": {"digit": "1"}}))
            while seen[-1][0] != "clear":
                seen.append((json.loads(await socket.recv())["event"], loop.time()))
            while seen[-1][0] != "media":
                seen.append((json.loads(await socket.recv())["event"], loop.time()))

    asyncio.run(call())
    media = [at for event, at in seen if event == "media"]
    # 50 frames last one second; at most the look-ahead is sent before its time.
    assert media[49] - media[0] > 0.6
    assert seen[-1][1] >= next(at for event, at in seen if event == "clear")


def peer(trunk: str, service: TwilioLine, *steps: Any) -> SessionResult:
    """One call by streamdouble, which knows nothing of us."""
    identity = StreamIdentity(call_sid=CALL)
    token = service.switchboard.ring(CALL) or ""
    config = SessionConfig(custom_parameters={"token": token}, max_drain_s=1.0, quiet_period_s=0.3)
    scenario = Scenario(name="call", steps=list(steps))
    return asyncio.run(Session(trunk, scenario=scenario, config=config, identity=identity).run())


def test_a_foreign_peer_hears_us_without_a_violation(trunk: str, service: TwilioLine) -> None:
    """streamdouble: sound soon, a key stops it, then sound again; no rule of the protocol is broken."""
    service.phone.prepare()
    result = peer(
        trunk, service, WaitFor("audio"), Wait(0.5), Dtmf("1"), WaitFor("clear"), Wait(0.5), Expect("no_violations")
    )
    assert result.failed_expectations == []
    assert result.violation_count == 0
    assert result.clears_received == 1
    assert result.time_to_first_audio_s is not None


def test_a_foreign_peer_that_hangs_up_ends_the_visit(trunk: str, service: TwilioLine) -> None:
    """Nothing of the visit is left when the stream is."""
    peer(trunk, service, WaitFor("audio"), Dtmf("1"), Wait(0.2))
    visits = service.phone.make_visit.begun  # type: ignore[attr-defined] - Visits
    assert site.until(lambda: [visit.is_over for visit in visits] == [True])
    assert site.until(lambda: service.switchboard._calls[CALL].stage is CallStage.TALKED)


def test_marks_say_nothing_in_production(space: Space, words: Words) -> None:
    """What the operator may read of a mark is a number."""
    service = site.phone(space, words, PicoSynthesizer(), pace=Pace(look_ahead=600))
    token = service.switchboard.ring(CALL) or ""

    async def marks(address: str) -> list[str]:
        names: list[str] = []
        async with connect(address, additional_headers=SIGNED) as socket, asyncio.timeout(20):
            await socket.send(start(token))
            while len(names) < 5:
                message = json.loads(await socket.recv())
                assert set(message) <= {"event", "streamSid", "media", "mark"}
                names += [message["mark"]["name"]] if message["event"] == "mark" else []
        return names

    with site.served(lambda _: site.application(service)) as url:
        names = asyncio.run(marks("ws" + url.removeprefix("http") + STREAM_PATH))
    assert names == ["m0", "m1", "m2", "m3", "m4"]


def test_a_site_that_cannot_begin_a_visit_gives_the_caller_to_a_person(service: TwilioLine) -> None:
    """The store is away: the stream closes, and what follows dials."""
    broken = dataclasses.replace(service, phone=dataclasses.replace(service.phone, make_visit=site.no_visit))
    token = broken.switchboard.ring(CALL) or ""
    with site.served(lambda _: site.application(broken)) as url:
        stream = "ws" + url.removeprefix("http") + STREAM_PATH
        assert closing_code(stream, lambda socket: socket.send(start(token))) == 1000
    known = broken.switchboard.after(CALL)
    assert known is not None
    assert known.wants_human
