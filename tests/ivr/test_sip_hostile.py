"""Hostile datagrams at a line that serves: nothing that comes stops it, and a call under way goes on."""

import contextlib
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.texts.words import Words
from ivr.line.phone_service import PhoneService
from tests.conftest import Space
from tests.fuzz.altered import altered
from tests.fuzz.harnesses import seeds, words
from tests.ivr import site
from tests.ivr.recorded import ShortSynthesizer
from tests.ivr.sip_caller import calling, description
from tests.ivr.sip_site import Served, sip_site

MESSAGES = [path.read_bytes() for path in seeds("sip")]
DESCRIPTIONS = [path.read_bytes() for path in seeds("sdp")]
ONE_BATCH = 50


@pytest.fixture
def phone(space: Space, words: Words) -> PhoneService:
    """The telephone of the seeded site."""
    return site.phone(space, words, ShortSynthesizer()).phone


@pytest.fixture
def line(phone: PhoneService) -> Iterator[Served]:
    """Its line."""
    with sip_site(phone) as served:
        yield served


def is_well(line: Served) -> bool:
    """Whether an SBC that asks is answered; it asks again, as its datagrams may be lost in a flood."""
    with calling(line.address) as asking:
        asking.signals.settimeout(0.5)
        for _ in range(10):
            with contextlib.suppress(TimeoutError):
                return asking.ask("OPTIONS") == 200
    return False


def test_altered_messages_stop_nothing(line: Served) -> None:
    """A thousand of them, beside a call: no bug of ours is met, and the call is still there."""
    with structlog.testing.capture_logs() as logs, calling(line.address) as caller, calling(line.address) as hostile:
        caller.call_id = "the-call-that-goes-on"
        caller.call()
        for number, data in enumerate(altered(MESSAGES, list(words("sip")), 1_000)):
            hostile.send(data)
            if number % ONE_BATCH == 0:
                assert is_well(line)
        assert is_well(line)
        assert len(caller.hears()) == 160
        caller.hang_up()
    assert [entry for entry in logs if entry["event"] in ("sip-failed", "sip-call-failed")] == []


def test_altered_descriptions_stop_nothing(line: Served) -> None:
    """In an INVITE and in the middle of a call: each gets an answer."""
    with structlog.testing.capture_logs() as logs, calling(line.address) as caller, calling(line.address) as changing:
        changing.call_id = "changed"
        changing.call()
        for number, data in enumerate(altered(DESCRIPTIONS, list(words("sdp")), 120)):
            body = data.decode("utf-8", errors="replace")
            caller.call_id = f"described-{number}"
            caller.send(
                caller.request("INVITE", "", more="Content-Type: application/sdp\r\n")[:-4] + b"\r\n\r\n" + data
            )
            changing.send(changing.request("UPDATE", body))
        assert is_well(line)
    assert [entry for entry in logs if entry["event"] in ("sip-failed", "sip-call-failed")] == []


@given(
    seed=st.sampled_from(MESSAGES),
    cuts=st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 40), st.binary(max_size=40)), max_size=4),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cut_message_leaves_the_line_well(line: Served, seed: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    """Parts put in, left out, written over."""
    data = bytearray(seed)
    for at, length, instead in cuts:
        data[at : at + length] = instead
    with calling(line.address) as hostile:
        hostile.send(bytes(data))
    assert is_well(line)


def test_noise_on_the_port_of_sound_stops_nothing(line: Served) -> None:
    """A call hears its voice through it, and keys still count."""
    with calling(line.address) as caller:
        caller.call()
        for data in (*MESSAGES, b"", b"\x80\x00", b"\x80\x65" + bytes(11), bytes(1_400), b"\xff" * 400):
            caller.say(data)
        caller.press("1")
        assert len(caller.hears()) == 160
        assert is_well(line)


def test_a_flood_of_calls_leaves_no_call_behind(line: Served) -> None:
    """Two hundred INVITEs at once, then silence: rung, answered or refused, and forgotten."""
    with calling(line.address) as caller:
        for number in range(200):
            caller.call_id = f"flood-{number}"
            caller.send(caller.request("INVITE", description(caller.sound_port)))
        assert is_well(line)
        assert line.endpoint.reception is not None
        assert len(line.endpoint.reception.calls) <= 60
