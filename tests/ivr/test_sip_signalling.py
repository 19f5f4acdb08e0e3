"""Signalling of a line of one's own, message by message: who is let in, what is refused, how calls change."""

import dataclasses
from collections.abc import Iterator

import pytest
import structlog

from core.texts.words import Words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.line.phone_service import PhoneService
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.sip_caller import PCMA, SipCaller, calling, description
from tests.ivr.sip_site import QUICK, Served, sip_site


@pytest.fixture
def phone(space: Space, words: Words) -> PhoneService:
    """The telephone of the seeded site."""
    return site.phone(space, words, VirtualSynthesizer()).phone


@pytest.fixture
def line(phone: PhoneService) -> Iterator[Served]:
    """Its line."""
    with sip_site(phone) as served:
        yield served


@pytest.fixture
def caller(line: Served) -> Iterator[SipCaller]:
    """Somebody behind the SBC."""
    with calling(line.address) as one:
        yield one


def test_a_call_rings_is_answered_and_ends(caller: SipCaller, phone: PhoneService) -> None:
    """100, 180, 200 with our sound, and a BYE of the caller."""
    caller.send(caller.request("INVITE", description(caller.sound_port)))
    assert [caller.status(), caller.status(), caller.status()] == [100, 180, 200]
    assert "m=audio" in caller.answer
    assert "a=rtpmap:101 telephone-event/8000" in caller.answer
    caller.meet()
    assert len(caller.hears()) == 160
    assert site.until(lambda: phone.talking == 1)
    caller.hang_up()
    assert site.until(lambda: phone.talking == 0)


def test_a_request_that_comes_again_is_answered_again_and_does_nothing(caller: SipCaller, phone: PhoneService) -> None:
    """The network doubled it, or lost our answer."""
    invite = caller.request("INVITE", description(caller.sound_port))
    caller.send(invite)
    caller.send(invite)
    assert caller.final() == 200
    tag = caller.header("To")
    caller.send(invite)
    assert caller.final() == 200
    assert caller.header("To") == tag
    caller.meet()
    assert site.until(lambda: phone.talking == 1)
    bye = caller.request("BYE")
    for _ in range(2):
        caller.send(bye)
        while "BYE" not in caller.receive().split("CSeq: ")[1].split("\r\n")[0]:
            pass
        assert caller.answer.startswith("SIP/2.0 200")


def test_an_answer_that_is_not_heard_is_given_again(caller: SipCaller) -> None:
    """Until its ACK comes."""
    assert caller.ask("INVITE", description(caller.sound_port)) == 200
    assert caller.final() == 200
    caller.meet()
    caller.hang_up()


@pytest.mark.parametrize("formats", ["18", "9 101", "3 4", "111"])
def test_another_codec_is_refused(caller: SipCaller, formats: str) -> None:
    """G.729, G.722, GSM, Opus: 488, and no call."""
    assert caller.ask("INVITE", description(caller.sound_port, formats=formats)) == 488


def test_sealed_sound_is_refused(caller: SipCaller) -> None:
    """SRTP ends at the SBC."""
    assert caller.ask("INVITE", description(caller.sound_port).replace("RTP/AVP", "RTP/SAVP")) == 488


@pytest.mark.parametrize("body", ["", "v=0\r\nm=audio x RTP/AVP 0\r\n", "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 host\r\n"])
def test_no_description_or_none_that_can_be_read_is_refused(caller: SipCaller, body: str) -> None:
    """400 or 488: no exception, no call."""
    assert caller.ask("INVITE", body) in (400, 488)


def test_a_full_telephone_is_busy(phone: PhoneService) -> None:
    """Beyond its calls the SBC hears 486."""
    with sip_site(dataclasses.replace(phone, most_calls=1)) as line, calling(line.address) as first:
        first.call()
        with calling(line.address) as second:
            second.call_id = "call-2"
            assert second.ask("INVITE", description(second.sound_port)) == 486


def test_a_caller_who_gives_up_is_let_go(phone: PhoneService) -> None:
    """CANCEL while it rings: 200 to it, 487 to the call."""
    settings = dataclasses.replace(QUICK, ring=30.0)
    with sip_site(phone, settings) as line, calling(line.address) as caller:
        caller.send(caller.request("INVITE", description(caller.sound_port)))
        assert [caller.status(), caller.status()] == [100, 180]
        caller.send(caller.request("CANCEL"))
        assert {caller.status(): caller.header("CSeq"), caller.status(): caller.header("CSeq")} == {
            200: "1 CANCEL",
            487: "1 INVITE",
        }
        assert site.until(lambda: not line.endpoint.reception.calls)  # type: ignore[union-attr]
        assert phone.talking == 0


def test_a_cancel_after_the_answer_changes_nothing(caller: SipCaller, phone: PhoneService) -> None:
    """It crossed our 200 on the way (RFC 3261, 9.2)."""
    assert caller.ask("INVITE", description(caller.sound_port)) == 200
    caller.send(caller.request("CANCEL"))
    assert caller.final() == 200
    assert caller.header("CSeq") == "1 CANCEL"
    assert caller.final() == 200
    caller.meet()
    assert site.until(lambda: phone.talking == 1)


def test_a_foreign_cancel_or_bye_ends_nothing(caller: SipCaller, line: Served, phone: PhoneService) -> None:
    """Whoever knows the number of a call does not know its tags."""
    caller.call()
    with calling(line.address) as other:
        other.sequence = 50
        assert other.ask("BYE") == 481
        other.their_tag = "guessed"
        assert other.ask("BYE") == 481
        other.send(other.request("CANCEL", branch="z9hG4bK-guessed", sequence=1))
        assert other.final() == 481
    assert phone.talking == 1


def test_a_hold_stops_our_voice_and_its_end_brings_it_back(caller: SipCaller) -> None:
    """A re-INVITE with « sendonly »; then another law and another port."""
    caller.call()
    caller.hears()
    assert caller.ask("INVITE", description(caller.sound_port, more="a=sendonly\r\n")) == 200
    assert "a=recvonly" in caller.answer
    caller.meet()
    assert caller.is_hushed()
    with calling(caller.site) as elsewhere:
        assert caller.ask("INVITE", description(elsewhere.sound_port, formats="8 101")) == 200
        caller.meet()
        packet = elsewhere.sound.recv(2_048)
    assert packet[1] & 0x7F == PCMA
    assert len(packet) == 172


def test_a_change_to_another_codec_is_refused_and_the_call_goes_on(caller: SipCaller) -> None:
    """488, and the old sound."""
    caller.call()
    assert caller.ask("INVITE", description(caller.sound_port, formats="18")) == 488
    assert len(caller.hears()) == 160


def test_a_session_that_nobody_renews_ends(caller: SipCaller, phone: PhoneService) -> None:
    """RFC 4028: the caller promised to renew, and is gone; a renewal puts it off."""
    caller.call(more="Supported: timer\r\nSession-Expires: 2;refresher=uac\r\n")
    assert caller.ask("UPDATE", more="Supported: timer\r\nSession-Expires: 2;refresher=uac\r\n") == 200
    assert caller.header("Session-Expires") == "2;refresher=uac"
    assert caller.receive().startswith("BYE ")
    assert site.until(lambda: phone.talking == 0)


def test_we_renew_when_the_caller_wants_us_to(caller: SipCaller, phone: PhoneService) -> None:
    """An UPDATE at half time; unknown there, the call is over."""
    caller.call(more="Supported: timer\r\nSession-Expires: 1;refresher=uas\r\n")
    assert "Session-Expires: 1;refresher=uac" in caller.receive()
    assert caller.answer.startswith("UPDATE ")
    first = caller.answer.split("\r\n", 1)[1]
    caller.send(f"SIP/2.0 481 Gone\r\n{first}".encode())
    assert caller.receive().startswith("BYE ")
    assert site.until(lambda: phone.talking == 0)


def test_a_session_too_short_is_refused(phone: PhoneService) -> None:
    """422, with the shortest that we take."""
    with sip_site(phone, dataclasses.replace(QUICK, smallest_session=90)) as line, calling(line.address) as caller:
        timer = "Supported: timer\r\nSession-Expires: 30\r\n"
        assert caller.ask("INVITE", description(caller.sound_port), timer) == 422
        assert caller.header("Min-SE") == "90"


@pytest.mark.parametrize(
    ("method", "status"), [("OPTIONS", 200), ("REGISTER", 405), ("INFO", 405), ("PRACK", 405), ("DANCE", 501)]
)
def test_other_methods_have_their_answer(caller: SipCaller, method: str, status: int) -> None:
    """An SBC asks with OPTIONS whether we are well."""
    assert caller.ask(method) == status
    assert "INVITE" in caller.header("Allow")


def test_an_extension_that_we_lack_is_named(caller: SipCaller) -> None:
    """420."""
    assert caller.ask("INVITE", description(caller.sound_port), "Require: 100rel\r\n") == 420
    assert caller.header("Unsupported") == "100rel"


def test_a_stranger_is_not_answered_and_not_named(phone: PhoneService) -> None:
    """Counted once in the log, without address or number."""
    settings = dataclasses.replace(QUICK, peers=frozenset({"192.0.2.1"}))
    with structlog.testing.capture_logs() as logs, sip_site(phone, settings) as line:
        with calling(line.address) as caller:
            caller.signals.settimeout(0.3)
            for _ in range(3):
                caller.send(caller.request("INVITE", description(caller.sound_port)))
            with pytest.raises(TimeoutError):
                caller.receive()
        assert site.until(lambda: line.endpoint.strangers == 3)
    assert logs == [{"event": "sip-stranger", "count": count, "log_level": "warning"} for count in (1, 2)]


def test_a_flood_is_told_to_come_back_later(phone: PhoneService) -> None:
    """So many a second from one peer; the others get 503 and cost nothing."""
    settings = dataclasses.replace(QUICK, invites_a_second=2.0, ring=30.0)
    with sip_site(phone, settings) as line, calling(line.address) as caller:
        statuses = []
        for number in range(12):
            caller.call_id = f"flood-{number}"
            caller.send(caller.request("INVITE", description(caller.sound_port)))
            statuses.append(caller.status())
            if statuses[-1] == 100:
                assert caller.status() == 180
        assert statuses.count(503) >= 7
        assert caller.header("Retry-After") == "5"


def test_a_site_that_ends_tells_its_callers_and_takes_no_more(phone: PhoneService) -> None:
    """A sentence, a BYE; OPTIONS and new calls get 503 meanwhile."""
    with sip_site(phone, stop_seconds=6.0) as line, calling(line.address) as caller, calling(line.address) as other:
        caller.call()
        assert site.until(lambda: phone.talking == 1)
        other.call_id = "call-2"
        line.end()
        assert site.until(lambda: other.ask("OPTIONS") == 503)
        assert other.ask("INVITE", description(other.sound_port)) == 503
        assert caller.receive().startswith("BYE ")
        caller.send(f"SIP/2.0 200 OK\r\n{caller.answer.split(chr(10), 1)[1]}".encode())
        line.join()
    assert phone.talking == 0


def test_nothing_of_a_call_is_logged(caller: SipCaller, phone: PhoneService) -> None:
    """Neither the caller's number nor a key."""
    with structlog.testing.capture_logs() as logs:
        caller.call()
        assert site.until(lambda: phone.talking == 1)
        caller.hang_up()
        assert site.until(lambda: phone.talking == 0)
    assert "612345678" not in repr(logs)
