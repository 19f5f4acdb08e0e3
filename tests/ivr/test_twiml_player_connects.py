"""The player rings people, opens streams, and meets failures as Twilio does; see test_twiml_player."""

import pytest

from ivr.line.window.twiml_document import TwimlError, read
from ivr.line.window.twiml_hands import Leave, Ringing, Telephones
from tests.ivr.twiml_place import BYE, Place, play

PERSON = "+33199001234"


# --- Dial ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("became", list(Ringing))
def test_what_became_of_the_ringing_is_told(place: Place, became: Ringing) -> None:
    """To the action, with the name of the other call; the rest is unreached."""
    place.pages["/after"] = BYE
    telephones = Telephones({PERSON: became})
    played = play(place, f"<Dial action='/after'>{PERSON}</Dial><Say>never</Say>", telephones=telephones)
    assert place.form("/after")["DialCallStatus"] == became.value
    assert place.form("/after")["DialCallSid"] != place.form("/after")["CallSid"]
    assert played.shown == [f"Dial: {became.value}", "Say"]


def test_without_an_action_the_call_goes_on(place: Place) -> None:
    """With the next order."""
    assert play(place, f"<Dial>{PERSON}</Dial><Say>next</Say>").shown == ["Dial: no-answer", "Say"]


def test_of_several_numbers_the_first_that_answers_counts(place: Place) -> None:
    """All are rung."""
    place.pages["/after"] = BYE
    telephones = Telephones({"+33100000009": Ringing.BUSY, PERSON: Ringing.ANSWERED})
    order = f"<Dial action='/after'><Number>+33100000009</Number><Number>{PERSON}</Number></Dial>"
    assert play(place, order, telephones=telephones).shown[0] == "Dial: completed"


def test_the_person_who_picks_up_hears_the_whisper_first(place: Place) -> None:
    """Asked on their own call, whose parent is the caller's; what hangs up there refuses the caller."""
    place.pages |= {"/whisper": "<Play>/who.wav</Play>", "/after": BYE}
    order = f"<Dial action='/after'><Number url='/whisper'>{PERSON}</Number></Dial>"
    telephones = Telephones({PERSON: Ringing.ANSWERED})
    played = play(place, order, telephones=telephones)
    assert "(to the person) Play who.wav" in played.shown
    assert place.form("/whisper")["ParentCallSid"] == place.form("/first")["CallSid"]
    assert place.form("/whisper")["CallSid"] != place.form("/first")["CallSid"]
    place.pages["/whisper"] = "<Hangup/>"
    play(place, order, telephones=telephones)
    assert place.form("/after")["DialCallStatus"] == "no-answer"


def test_nobody_hears_a_whisper_who_does_not_pick_up(place: Place) -> None:
    """A telephone that rings alone."""
    place.pages |= {"/whisper": "", "/after": BYE}
    play(place, f"<Dial action='/after'><Number url='/whisper'>{PERSON}</Number></Dial>")
    assert "/whisper" not in place.paths()


# --- Connect, failures, hanging up --------------------------------------------------------------------


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_stream_takes_its_parameters_and_the_call_goes_on_after_it(place: Place, *, is_whole: bool) -> None:
    """Whether it could be opened or not: the next order follows."""
    seen: list[tuple[str, dict[str, str]]] = []

    def stream(address: str, parameters: dict[str, str]) -> bool:
        seen.append((address, parameters))
        return is_whole

    order = "<Connect><Stream url='wss://relais.example/s'><Parameter name='token' value='t'/></Stream></Connect>"
    assert play(place, order + BYE, stream=stream).shown[-1] == "Say"
    assert seen == [("wss://relais.example/s", {"token": "t"})]


def test_a_connect_may_have_an_action(place: Place) -> None:
    """Then that follows."""
    place.pages["/next"] = BYE
    order = "<Connect action='/next'><Stream url='wss://relais.example/s'/></Connect><Say>never</Say>"
    assert play(place, order).shown == ["Stream: not there", "Say"]


def test_a_failure_asks_the_fallback_once(place: Place) -> None:
    """With the operator's own code; a second failure ends the call."""
    place.pages["/fallback"] = "<Redirect>/gone</Redirect>"
    played = play(place, "<Redirect>/gone</Redirect>", fallback=place.url + "/fallback")
    assert played.ended == "failed"
    assert place.form("/fallback")["ErrorCode"] == "11200"
    assert place.paths().count("/fallback") == 1
    assert play(place, "<Redirect>/gone</Redirect>").ended == "failed"


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_caller_may_hang_up_anywhere(place: Place, after: int) -> None:
    """And the site is told that the call is over."""
    place.pages |= {"/next": "<Gather action='/next' numDigits='1'/>", "/status": ""}
    order = "<Gather action='/next' numDigits='1'><Play>/a.wav</Play></Gather>"
    played = play(place, order, "1" * after, Leave.LEAVE, status=place.url + "/status")
    assert played.shown[-1] == "the caller hangs up"
    assert place.paths().count("/next") == after
    assert place.form("/status")["CallStatus"] == "completed"


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<Response>",
        b"<html/>",
        b"<Response><Sing/></Response>",
        b"<Response>text</Response>",
        b"<Response><Hangup/>text</Response>",
        b"<Response><Play bogus='1'>/a.wav</Play></Response>",
        b"<Response><Play loop='x'>/a.wav</Play></Response>",
        b"<Response><Redirect method='PUT'>/a</Redirect></Response>",
        b"<Response><Gather><Dial>1</Dial></Gather></Response>",
        b"<Response><Connect><Room/></Connect></Response>",
        b"<Response><Connect><Stream><Say/></Stream></Connect></Response>",
        b"<Response><Dial><Play>/a.wav</Play></Dial></Response>",
        b"<Response><Stream url='wss://relais.example/s'/></Response>",
    ],
)
def test_what_is_not_twiml_is_refused(document: bytes) -> None:
    """Unknown verbs, attributes and values, and orders where they may not stand."""
    with pytest.raises(TwimlError):
        read(document)


@pytest.mark.parametrize("url", ["https://relais.example/s", "ws://relais.example/s", ""])
def test_a_stream_elsewhere_than_wss_is_refused(place: Place, url: str) -> None:
    """In clear only on this machine."""
    assert play(place, f"<Connect><Stream url='{url}'/></Connect>").ended == "failed"
