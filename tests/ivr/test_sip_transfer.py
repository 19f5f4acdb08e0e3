"""A caller passed on through the trunk: REFER, news of the other call, and what is said when nobody takes it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.texts.words import Words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.humans import Humans
from ivr.line.phone_service import PhoneService
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.recorded import RecordedVoice, ShortSynthesizer
from tests.ivr.sip_caller import SipCaller, calling
from tests.ivr.sip_site import sip_site


@pytest.fixture
def voice() -> RecordedVoice:
    """Keeps what is said."""
    return RecordedVoice(ShortSynthesizer(), "short")


@pytest.fixture
def phone(space: Space, words: Words, voice: RecordedVoice) -> PhoneService:
    """The telephone of the seeded site, where people answer."""
    return replace(site.phone(space, words, VirtualSynthesizer()).phone, voice=voice)


@pytest.fixture
def caller(phone: PhoneService) -> Iterator[SipCaller]:
    """Somebody who asked for a person."""
    with sip_site(phone) as line, calling(line.address) as one:
        one.call()
        one.press("00")
        yield one


def referred(caller: SipCaller) -> str:
    """The REFER that comes, as it must be answered."""
    while not caller.receive().startswith("REFER "):
        pass
    return caller.answer


def answer(caller: SipCaller, refer: str, status: str) -> None:
    """What the trunk says to it."""
    copied = [line for line in refer.split("\r\n") if line.split(":")[0] in ("Via", "From", "To", "Call-ID", "CSeq")]
    caller.send("\r\n".join([f"SIP/2.0 {status}", *copied, "Content-Length: 0", "", ""]).encode())


def news(caller: SipCaller, status: str) -> int:
    """How the other call goes (RFC 3515, 2.4.5)."""
    return caller.ask("NOTIFY", f"SIP/2.0 {status}\r\n", "Event: refer\r\nSubscription-State: active\r\n")


def said_bye(caller: SipCaller) -> None:
    """The site hangs up."""
    while not caller.receive().startswith("BYE "):
        pass
    answer(caller, caller.answer, "200 OK")


def test_a_caller_is_passed_to_the_number_of_the_people(caller: SipCaller, voice: RecordedVoice) -> None:
    """After the words; the line is ours until the person answers, and given up then."""
    refer = referred(caller)
    assert f"Refer-To: <sip:{site.NUMBER}@127.0.0.1:{caller.port}>" in refer
    assert "human-handover.spoken" in voice.keys
    answer(caller, refer, "202 Accepted")
    assert news(caller, "180 Ringing") == 200
    assert news(caller, "200 OK") == 200
    said_bye(caller)


@pytest.mark.parametrize("outcome", ["603 Decline", "486 Busy Here"])
def test_passed_on_in_vain_the_call_goes_on(caller: SipCaller, voice: RecordedVoice, outcome: str) -> None:
    """A trunk that does no REFER, or a person who does not answer: a call-back, or the welcome again."""
    refer = referred(caller)
    if outcome.startswith("6"):
        answer(caller, refer, outcome)
    else:
        answer(caller, refer, "202 Accepted")
        assert news(caller, outcome) == 200
    assert site.until(lambda: "person-no-answer.spoken" in voice.keys)
    caller.press("2")
    assert site.until(lambda: voice.keys.count("phone-welcome.spoken") > 1)
    caller.hang_up()


def test_the_second_time_in_vain_is_told_and_is_the_end(caller: SipCaller, voice: RecordedVoice) -> None:
    """In words, never in silence."""
    answer(caller, referred(caller), "603 Decline")
    assert site.until(lambda: "person-no-answer.spoken" in voice.keys)
    caller.press("200")
    answer(caller, referred(caller), "603 Decline")
    said_bye(caller)
    assert voice.keys[-1] == "telephone-not-passed-on"


def test_a_caller_who_leaves_while_it_rings_needs_nobody(caller: SipCaller, phone: PhoneService) -> None:
    """Nothing is said to nobody."""
    answer(caller, referred(caller), "202 Accepted")
    caller.hang_up()
    assert site.until(lambda: phone.talking == 0)


def test_where_nobody_answers_the_trunk_is_not_asked(phone: PhoneService, voice: RecordedVoice) -> None:
    """At night, a call-back is offered instead."""
    closed = replace(phone, exchange=replace(phone.exchange, humans=Humans()))
    with sip_site(closed) as line, calling(line.address) as one:
        one.call()
        one.press("00")
        assert site.until(lambda: "person-closed.spoken" in voice.keys)
        one.hang_up()
