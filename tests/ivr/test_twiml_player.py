"""The player does as Twilio does: behaviours that Somleng's specifications and Twilio's pages state, rewritten here."""

import threading
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qsl, urlsplit

import pytest
from twilio.request_validator import RequestValidator

from ivr.line.window.signed_web import SignedWeb
from ivr.line.window.twiml_document import TwimlError, read
from ivr.line.window.twiml_hands import Leave, Press, Ringing, ScriptedCaller, Telephones
from ivr.line.window.twiml_player import SPEECH_SECONDS, TwimlPlayer

TOKEN, PERSON = "player", "+33199001234"
BYE = "<Say>bye</Say>"


def sound(seconds: float = 2.0) -> bytes:
    """A WAV of silence."""
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(b"\0\0" * int(8000 * seconds))
    return file.getvalue()


@dataclass
class Place:
    """A site made of documents: what it was asked, and with which form."""

    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    unsigned: list[str] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for method, path, _ in self.asked if not path.endswith(".wav")]

    def form(self, path: str) -> dict[str, str]:
        """Of the last time that it was asked there."""
        return next(form for _, asked, form in reversed(self.asked) if asked == path)


@pytest.fixture
def place() -> Iterator[Place]:
    """On a free port."""
    here = Place()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer("GET", {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer("POST", dict(parse_qsl(body, keep_blank_values=True)))

        def answer(self, method: str, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            given = self.headers["X-Twilio-Signature"]
            if not RequestValidator(TOKEN).validate(here.url + self.path, form, given):
                here.unsigned.append(self.path)
            here.asked.append((method, path, form or dict(parse_qsl(urlsplit(self.path).query))))
            is_sound = path.endswith(".wav")
            body = sound() if is_sound else f"<Response>{here.pages.get(path, '')}</Response>".encode()
            self.send_response(200 if is_sound or path in here.pages else 404)
            self.send_header("Content-Type", "audio/wav" if is_sound else "text/xml")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        here.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield here
        server.shutdown()
        assert here.unsigned == []


@dataclass
class Played:
    """How it went."""

    ended: str
    shown: list[str]
    caller: ScriptedCaller


def play(place: Place, order: str, *doing: Press | Leave | str, **more: object) -> Played:
    """A call whose first document is this order."""
    place.pages["/first"] = order
    shown: list[str] = []

    def show(line: str) -> None:
        shown.append("Say" if line.startswith("Say") else line)

    caller = ScriptedCaller.of(*doing)
    player = TwimlPlayer(web=SignedWeb(auth_token=TOKEN), caller=caller, show=show, **more)  # type: ignore[arg-type] - each test names them
    return Played(player.play(place.url + "/first", From="+33100000001"), shown, caller)


# --- Gather -------------------------------------------------------------------------------------------


def test_keys_are_posted_to_the_document_itself(place: Place) -> None:
    """Without an action; with the keys, and who calls."""
    place.pages["/first"] = BYE
    player = TwimlPlayer(web=SignedWeb(auth_token=TOKEN), caller=ScriptedCaller.of("1"))
    place.pages["/ask"] = "<Gather action='/first'/>"
    player.play(place.url + "/ask")
    assert place.form("/first")["Digits"] == "1"
    own = play(place, "<Gather/><Hangup/>", "1", Leave.LEAVE)
    assert place.paths()[-2:] == ["/first", "/first"]
    assert own.ended == "completed"


@pytest.mark.parametrize("action", ["{url}/there/next", "/there/next", "there/next", "./there/next"])
def test_an_action_is_absolute_or_beside_the_document(place: Place, action: str) -> None:
    """As addresses are resolved everywhere."""
    place.pages["/there/next"] = BYE
    play(place, f"<Gather action='{action.format(url=place.url)}'/>", "1")
    assert place.paths() == ["/first", "/there/next"]


def test_silence_falls_through_to_the_next_order(place: Place) -> None:
    """Unless an empty answer is asked for: then it is told, with no keys."""
    assert play(place, "<Gather action='/next'/><Say>nothing</Say>").shown == ["Gather", "Say"]
    place.pages["/next"] = BYE
    play(place, "<Gather action='/next' actionOnEmptyResult='true'/><Say>nothing</Say>")
    assert place.form("/next")["Digits"] == ""


def test_keys_are_told_by_get_where_the_order_says_so(place: Place) -> None:
    """In the address."""
    place.pages["/next"] = BYE
    play(place, "<Gather action='/next' method='GET'/>", "12")
    assert place.asked[-1][0] == "GET"
    assert place.form("/next")["Digits"] == "12"


@pytest.mark.parametrize(("attributes", "seconds"), [("", 5), ("timeout='10'", 10), ("timeout='1'", 1)])
def test_the_wait_for_a_first_key_is_the_order_s_own(place: Place, attributes: str, seconds: int) -> None:
    """Five seconds where it says nothing; a key that comes later finds nobody."""
    place.pages["/next"] = BYE
    assert play(place, f"<Gather action='/next' {attributes}/>").caller.clock == seconds
    play(place, f"<Gather action='/next' {attributes}/>", Press("1", after=seconds + 0.1))
    assert "/next" not in place.paths()
    play(place, f"<Gather action='/next' {attributes}/>", Press("1", after=seconds - 0.1))
    assert place.form("/next")["Digits"] == "1"


def test_after_the_first_key_only_the_wait_between_keys_counts(place: Place) -> None:
    """Four seconds before each of four keys, with a wait of five: all are heard (jambonz 1306)."""
    place.pages["/next"] = BYE
    keys = [Press(key, after=4) for key in "1234"]
    played = play(place, "<Gather action='/next' timeout='5'/>", *keys)
    assert place.form("/next")["Digits"] == "1234"
    assert played.caller.clock == 4 * 4 + 5 + SPEECH_SECONDS


def test_what_one_gather_was_told_never_leaks_to_the_next(place: Place) -> None:
    """The second has its own last key, wait and number (jambonz 282)."""
    place.pages["/next"] = "<Gather action='/end'/>"
    place.pages["/end"] = BYE
    play(place, "<Gather action='/next' numDigits='1' finishOnKey='' timeout='1'/>", "#", Press("1", after=3), "2#")
    assert place.form("/next")["Digits"] == "#"
    assert place.form("/end")["Digits"] == "12"


@pytest.mark.parametrize(
    ("attributes", "keys", "digits"),
    [
        ("", "1234#", "1234"),
        ("finishOnKey='*'", "12#34*", "12#34"),
        ("finishOnKey=''", "12#", "12#"),
        ("numDigits='4'", "123456", "1234"),
        ("numDigits='4'", "12#", "12"),
        ("numDigits='1' finishOnKey=''", "#", "#"),
    ],
)
def test_keys_end_with_the_last_key_or_their_number(place: Place, attributes: str, keys: str, digits: str) -> None:
    """Hash by default; it is never told; an empty one turns it off."""
    place.pages["/next"] = BYE
    play(place, f"<Gather action='/next' {attributes}/>", keys)
    assert place.form("/next")["Digits"] == digits


def test_the_last_key_alone_is_silence(place: Place) -> None:
    """It falls through, or is told empty."""
    place.pages["/next"] = BYE
    assert play(place, "<Gather action='/next'/><Say>nothing</Say>", "#").shown == ["Gather", "Say"]
    play(place, "<Gather action='/next' actionOnEmptyResult='true'/>", "#")
    assert place.form("/next")["Digits"] == ""


def test_a_key_stops_what_is_said_in_a_gather(place: Place) -> None:
    """And what would follow it; a key pressed during a sentence outside is lost."""
    place.pages["/next"] = BYE
    inside = play(
        place, "<Gather action='/next' numDigits='1'><Play>/a.wav</Play><Play>/b.wav</Play></Gather>", Press("1")
    )
    assert inside.shown == ["Gather", "Play a.wav", "Say"]
    assert inside.caller.clock < 2 + 3
    outside = play(place, "<Play>/a.wav</Play><Gather action='/next' numDigits='1'/><Say>nothing</Say>", Press("1"))
    assert outside.shown == ["Play a.wav", "Gather", "Say"]


# --- Play, Pause, Redirect, Reject, Hangup ------------------------------------------------------------


def test_a_sound_is_fetched_signed_and_lasts(place: Place) -> None:
    """Two seconds, three times; a pause lasts one where it says nothing."""
    assert play(place, "<Play loop='3'>/a.wav</Play><Pause/><Pause length='4'/>").caller.clock == 2 * 3 + 1 + 4


def test_a_sound_without_end_ends_with_the_call(place: Place) -> None:
    """Loop 0 goes on until somebody hangs up."""
    played = play(place, "<Play loop='0'>/a.wav</Play><Say>never</Say>", Press("1", after=20), Leave.LEAVE)
    assert played.shown[-1] == "the caller hangs up"
    assert "Say" not in played.shown


def test_what_is_no_sound_fails(place: Place) -> None:
    """A page in the place of a file."""
    place.pages["/page"] = BYE
    assert play(place, "<Play>/page</Play>").ended == "failed"
    assert play(place, "<Play>/gone</Play>").ended == "failed"


@pytest.mark.parametrize(("address", "method"), [("/next", "POST"), ("{url}/next", "POST"), ("next", "GET")])
def test_a_redirect_leaves_the_rest_unreached(place: Place, address: str, method: str) -> None:
    """Absolute or relative, by POST or GET."""
    place.pages["/next"] = BYE
    played = play(place, f"<Redirect method='{method}'>{address.format(url=place.url)}</Redirect><Say>never</Say>")
    assert played.shown == ["Redirect", "Say"]
    assert place.asked[-1][0] == method


def test_a_call_that_goes_round_ends(place: Place) -> None:
    """A document that leads to itself."""
    with pytest.raises(TwimlError, match="never ends"):
        play(place, "<Redirect>/first</Redirect>")


@pytest.mark.parametrize(
    ("order", "ended"),
    [
        ("<Reject/>", "no-answer"),
        ("<Reject reason='rejected'/>", "no-answer"),
        ("<Reject reason='busy'/>", "busy"),
        ("<Hangup/>", "completed"),
        (BYE, "completed"),
    ],
)
def test_an_end_is_told_in_the_operator_s_words(place: Place, order: str, ended: str) -> None:
    """What stands after it is never reached; the status is posted."""
    place.pages["/status"] = ""
    played = play(place, order + ("" if order == BYE else "<Say>never</Say>"), status=place.url + "/status")
    assert played.ended == ended
    assert place.form("/status")["CallStatus"] == ended
    assert played.shown.count("Say") == (order == BYE)


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
