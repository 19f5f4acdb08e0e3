"""What the line says when there is no stream, or no longer: a person, a call back or the hours; never a silent end."""

import dataclasses
import re
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

import httpx
import numpy as np
import pytest

from core.texts.words import Words
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.virtual import VirtualSynthesizer
from ivr.humans import Humans
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.recorded import KEYS
from ivr.line.twilio.switchboard import MEMORY, CallStage, Switchboard
from ivr.turns import Sentence
from service.chance import SystemChance
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.operator_hand import CALL, CALLER, Hand

DIALS = f"{site.NUMBER}</Number></Dial>"
CHILD = "CA" + "2" * 32


@dataclass
class Site:
    """A seeded site, the operator before it, and who asked to be called back."""

    line: TwilioLine
    hand: Hand
    noted: list[str] = field(default_factory=list)

    def begun(self) -> None:
        self.hand.told("voice")

    def talked(self, *, wants_human: bool = True, whisper: tuple[Sentence, ...] = ()) -> None:
        """The call's stream came and ended."""
        self.begun()
        call = self.line.switchboard._calls[CALL]
        call.go_on(CallStage.TALKED)
        call.wants_human, call.whisper = wants_human, whisper

    def rung(self, whisper: tuple[Sentence, ...] = ()) -> None:
        """A person is rung."""
        self.talked(whisper=whisper)
        assert DIALS in self.hand.told("after")


@pytest.fixture
def at(space: Space, words: Words) -> Iterator[Site]:
    """A site that notes calls back."""
    yield from open_site(space, words)


@pytest.fixture
def closed(space: Space, words: Words) -> Iterator[Site]:
    """The same where nobody answers."""
    yield from open_site(space, words, humans=Humans())


def open_site(space: Space, words: Words, humans: Humans | None = None) -> Iterator[Site]:
    noted: list[str] = []
    line = site.phone(space, words, VirtualSynthesizer())
    if humans is not None:
        exchange = dataclasses.replace(line.phone.exchange, humans=humans)
        line = dataclasses.replace(line, phone=dataclasses.replace(line.phone, exchange=exchange))
    line = dataclasses.replace(line, call_backs=site.noting(noted))
    with site.served(lambda _: site.application(line)) as url, httpx.Client(base_url=url) as client:
        yield Site(line, Hand(client), noted)


def prompts(order: str) -> list[str]:
    """Which sentences an order plays."""
    return re.findall(r"/prompt/([a-z0-9-]+)\.wav", order)


def test_a_stream_that_broke_is_apologised_for_and_a_person_is_rung(at: Site) -> None:
    """What is kept is said, then a person; the same when it never came."""
    at.begun()
    order = at.hand.told("after")
    assert prompts(order) == ["trouble", "handover"]
    assert DIALS in order


def test_a_call_that_a_restart_forgot_is_apologised_for(at: Site, space: Space) -> None:
    """The address remembers it, signed; once, and not tomorrow."""
    since = int(space.clock.now().timestamp())
    order = at.hand.told(f"after?since={since}")
    assert prompts(order) == ["trouble", "handover"]
    assert at.hand.post(f"after?since={since}").status_code == 409
    at.line.switchboard._calls.clear()
    space.clock.advance(timedelta(hours=1))
    assert at.hand.post(f"after?since={since}").status_code == 409


@pytest.mark.parametrize("query", ["", "?since=", "?since=abc", "?since=99999999999", "?since=9999999999", "?since=0"])
def test_a_call_that_no_address_remembers_is_refused(at: Site, query: str) -> None:
    """Neither without a moment, nor with one that is none, nor with one to come."""
    assert at.hand.post("after" + query).status_code == 409


def test_when_nobody_answers_a_call_back_is_offered_and_noted(at: Site) -> None:
    """Words, then key 1, then « c'est noté »; once."""
    at.rung()
    order = at.hand.told("dialled", DialCallStatus="no-answer")
    assert prompts(order) == ["nobody", "call-back"]
    assert prompts(at.hand.told("call-back", Digits="1")) == ["noted"]
    assert at.noted == [CALLER]
    assert at.hand.post("call-back", Digits="1").status_code == 409
    assert at.noted == [CALLER]


@pytest.mark.parametrize("digits", ["", "2", "#", "11"])
def test_another_key_or_silence_is_told_the_hours(at: Site, digits: str) -> None:
    """Silence is never a yes."""
    at.rung()
    at.hand.told("dialled", DialCallStatus="busy")
    assert prompts(at.hand.told("call-back", Digits=digits)) == ["hours", "end"]
    assert at.noted == []


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled", "", "something-new"])
def test_whatever_became_of_the_ringing_something_is_said(at: Site, status: str) -> None:
    """Each, unknown ones included."""
    at.rung()
    assert prompts(at.hand.told("dialled", DialCallStatus=status))[0] == "nobody"


def test_a_withheld_number_is_offered_no_call_back(at: Site) -> None:
    """Nothing is promised that can't be kept; nor where the site notes none."""
    at.rung()
    order = at.hand.told("dialled", DialCallStatus="no-answer", From="+266696687")
    assert prompts(order) == ["nobody", "hours", "end"]


def test_after_the_conversation_the_line_says_goodbye(at: Site) -> None:
    """And its question is asked once."""
    at.rung()
    assert prompts(at.hand.told("dialled", DialCallStatus="completed")) == ["goodbye"]
    assert at.hand.post("dialled", DialCallStatus="completed").status_code == 409


def test_outside_the_hours_a_call_back_is_offered_at_once(closed: Site) -> None:
    """Nobody is rung."""
    closed.talked()
    order = closed.hand.told("after")
    assert "Dial" not in order
    assert prompts(order) == ["call-back"]


def test_a_full_line_outside_the_hours_says_so(closed: Site) -> None:
    """It was a silent end once."""
    full = dataclasses.replace(closed.line, phone=dataclasses.replace(closed.line.phone, most_calls=0), call_backs=None)
    with site.served(lambda _: site.application(full)) as url, httpx.Client(base_url=url) as client:
        assert prompts(Hand(client).told("voice")) == ["hours", "end"]


def test_the_person_hears_the_relais_first(at: Site) -> None:
    """On the call that rings them, which has a name of its own; once."""
    at.rung()
    child = {"call": CHILD, "ParentCallSid": CALL}
    assert prompts(at.hand.told("whisper", **child)) == ["whisper"]
    assert at.hand.post("whisper", **child).status_code == 409


def test_a_whisper_is_only_for_a_call_that_rings_a_person(at: Site) -> None:
    """Neither before, nor for the call's own name."""
    at.begun()
    assert at.hand.post("whisper", CHILD, ParentCallSid=CALL).status_code == 409
    assert at.hand.post("whisper", CALL).status_code == 409


def test_a_topic_is_whispered_under_a_name_that_says_nothing(at: Site) -> None:
    """Only if the caller agreed: nothing of the topic is in the order, and nobody on the way keeps the sound."""
    topic = Sentence(key="telephone-whisper", text="Un appel du Relais : don d'organes.", is_personal=True)
    at.rung(whisper=(topic,))
    order = at.hand.told("whisper", CHILD, ParentCallSid=CALL)
    assert prompts(order)[0] == "whisper"
    assert re.fullmatch("[0-9a-f]{32}", prompts(order)[1])
    assert "organ" not in order
    sound = at.hand.client.get(f"/phone/twilio/prompt/{prompts(order)[1]}.wav")
    assert (sound.status_code, sound.headers["cache-control"]) == (200, "no-store")
    at.line.switchboard.end(CALL)
    assert at.line.recorded.topic_path(topic).endswith(f"/{prompts(order)[1]}.wav")


def test_the_fallback_speaks_without_a_stream(at: Site) -> None:
    """What it is, the emergency number, key 0, the hours; 0 leads to a person."""
    order = at.hand.told("fallback", ErrorCode="11200")
    assert prompts(order) == ["welcome", "emergency", "person", "hours"]
    assert 'input="dtmf"' in order
    last = at.hand.told("fallback", Digits="0")
    assert prompts(last) == ["handover"]
    assert DIALS in last


def test_the_fallback_of_a_known_call_goes_on_with_it(at: Site) -> None:
    """A stream that could not be opened: the call is the same, and its stream is closed to anybody from then on."""
    at.begun()
    token = at.line.switchboard._calls[CALL].token
    assert prompts(at.hand.told("fallback", ErrorCode="31920"))[0] == "welcome"
    assert at.line.switchboard.connect(CALL, token) is None
    assert at.hand.post("after").status_code == 409


def test_the_fallback_begins_once_and_ends(at: Site) -> None:
    """A replay opens nothing; keys that lead nowhere end in words."""
    at.hand.told("fallback")
    assert at.hand.post("fallback").status_code == 409
    orders = [at.hand.told("fallback", Digits=digits) for digits in ("", "9", "*", "")]
    assert all("Gather" in order for order in orders[:3])
    assert prompts(orders[3]) == ["hours", "end"]
    assert at.hand.post("fallback", Digits="0").status_code == 409


def test_a_failure_after_a_person_was_rung_ends_in_words(at: Site) -> None:
    """Twilio could not reach our answer: the caller is told, and the call ends."""
    at.rung()
    assert prompts(at.hand.told("fallback", ErrorCode="11205")) == ["nobody", "hours", "end"]


@pytest.mark.parametrize("status", ["completed", "busy", "no-answer", "failed", "canceled"])
def test_a_call_that_is_over_is_over(at: Site, status: str) -> None:
    """Told once or three times: nothing of it opens any more, nothing is known of its caller."""
    at.begun()
    for _ in range(3):
        assert at.hand.post("status", CallStatus=status).status_code == 204
    call = at.line.switchboard._calls[CALL]
    assert (call.stage, call.caller) == (CallStage.OVER, "")
    assert at.line.switchboard.connect(CALL, call.token) is None
    assert [at.hand.post(where).status_code for where in ("voice", "after", "fallback", "dialled")] == [409] * 4


@pytest.mark.parametrize("status", ["queued", "initiated", "ringing", "in-progress", "answered", "new-word", ""])
def test_statuses_out_of_order_are_harmless(at: Site, status: str) -> None:
    """Neither a late « ringing » nor a word that we do not know changes anything."""
    at.talked(wants_human=False)
    assert at.hand.post("status", CallStatus=status).status_code == 204
    assert at.line.switchboard._calls[CALL].stage is CallStage.TALKED
    at.hand.post("status", CallStatus="completed")
    at.hand.post("status", CallStatus=status)
    assert at.line.switchboard._calls[CALL].stage is CallStage.OVER


@pytest.mark.parametrize("event", ["stream-started", "stream-stopped", "stream-error"])
def test_what_becomes_of_a_stream_is_only_heard(at: Site, event: str) -> None:
    """What follows is asked for by the order itself."""
    at.begun()
    assert at.hand.post("status", StreamEvent=event, CallStatus="completed").status_code == 204
    assert at.line.switchboard._calls[CALL].stage is CallStage.RINGING


def test_the_status_of_a_foreign_call_is_refused(at: Site) -> None:
    """Also when somebody learnt its name."""
    assert at.hand.post("status", "CA-foreign", CallStatus="completed").status_code == 409


def test_a_call_that_talks_does_not_go_back_when_its_stream_ends_late(space: Space) -> None:
    """The end was told first; the stream's own end comes after it."""
    board = Switchboard(space.clock, SystemChance())
    call = board.connect(CALL, board.ring(CALL) or "")
    assert call is not None
    board.end(CALL)
    call.go_on(CallStage.TALKED)
    assert call.stage is CallStage.OVER
    space.clock.advance(MEMORY)


@pytest.mark.parametrize("name", KEYS)
def test_every_sentence_is_a_file_that_anybody_may_fetch(at: Site, name: str) -> None:
    """A telephone's sound, kept by whoever fetches it; its name says nothing of a person."""
    answer = at.hand.client.get(f"/phone/twilio/prompt/{name}.wav")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert "max-age" in answer.headers["cache-control"]
    with wave.open(BytesIO(answer.content)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 2)


@pytest.mark.parametrize("file", ["who-hears.wav", "welcome", "welcome.mp3", "..%2Fvoice", "WELCOME.wav", "%00.wav"])
def test_no_other_sentence_can_be_fetched(at: Site, file: str) -> None:
    """Only the list; a message id is no file."""
    assert at.hand.client.get(f"/phone/twilio/prompt/{file}").status_code == 404


def test_the_sentences_are_heard(space: Space, words: Words) -> None:
    """By the real voice: not silence."""
    line = site.phone(space, words, PicoSynthesizer())
    sound = line.recorded.sound("welcome.wav") or b""
    samples = np.frombuffer(sound[44:], dtype="<i2")
    assert len(samples) > 8000
    assert int(np.abs(samples).max()) > 4000
