"""What every way out keeps to: Twilio's client over the virtual account, and over real HTTP to the same account."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
import structlog
from requests.exceptions import ReadTimeout

from core.texts.words import Words, load_words
from ivr.line.announcement import FIXED, Announcement, Purpose
from ivr.line.outgoing import NoOutgoingLine, Placed
from ivr.line.twilio.account import TwilioSettings
from ivr.line.twilio.rest import TwilioOutgoing
from ivr.line.twilio.rest_account import RestAccount, _Http
from ivr.line.twilio.switchboard import Switchboard
from ivr.line.twilio.virtual_rest import Trouble, VirtualAccount, VirtualHttpClient
from service.chance import SystemChance
from service.clock import SystemClock

SID, TOKEN, OURS = "AC" + "0" * 32, "secret-of-the-tests", "+33199001234"
SOMEBODY, WRONG, STOPPED, ABROAD = "+33100000001", "+33100000002", "+33100000003", "+33100000004"
TRY = Announcement(purpose=Purpose.TRY)
CODE = Announcement(purpose=Purpose.CODE, code="472183")
WORDS = load_words()


@dataclass
class Way:
    """One way out, and the account at its end."""

    line: TwilioOutgoing
    account: VirtualAccount
    waited: list[float] = field(default_factory=list)


class Patient(_Http):
    """The real client, that gives up soon."""

    def __init__(self, api: str) -> None:
        super().__init__(api)
        self.timeout = 0.5


@contextmanager
def api_server(account: VirtualAccount) -> Iterator[str]:
    """The account behind real HTTP on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            trouble = account.trouble()
            answer = account.answer(self.path, self.headers.get("Authorization", ""), form, trouble)
            if trouble is Trouble.SILENT:
                over.wait(3)
                return
            self.send_response(answer.status)
            self.end_headers()
            self.wfile.write(answer.text.encode())

        def log_message(self, *_: object) -> None:
            return

    over = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            over.set()
            server.shutdown()


def made(account: VirtualAccount, api: str = "") -> Way:
    way = Way(
        TwilioOutgoing(
            settings=TwilioSettings(public_origin="https://relais.example", auth_token=TOKEN),
            account=RestAccount(account_sid=SID, auth_token=TOKEN, number=OURS, api=api),
            switchboard=Switchboard(SystemClock(), SystemChance()),
            words=WORDS,
            http=Patient(api) if api else VirtualHttpClient(account),
        ),
        account,
    )
    way.line = replace(way.line, pause=way.waited.append)
    return way


@pytest.fixture(params=["virtual", "http"])
def way(request: pytest.FixtureRequest) -> Iterator[Way]:
    """Each in turn."""
    account = VirtualAccount(
        account_sid=SID, auth_token=TOKEN, refused={WRONG: 21211, STOPPED: 21610, ABROAD: 21215, OURS: 21999}
    )
    if request.param == "virtual":
        yield made(account)
        return
    with api_server(account) as api:
        yield made(account, api)


def test_a_call_is_asked_for_with_our_address_alone(way: Way) -> None:
    """Where to fetch what is said, who picks up, when to stop ringing; no word."""
    assert way.line.call(SOMEBODY, TRY) is Placed.PLACED
    (asked,) = way.account.calls
    assert (asked["To"], asked["From"]) == (SOMEBODY, OURS)
    assert asked["Url"].startswith("https://relais.example/phone/twilio/outgoing?what=try&since=")
    assert asked["StatusCallback"].startswith("https://relais.example/phone/twilio/status?since=")
    assert asked["MachineDetection"] == "Enable"
    assert not {"Twiml", "SendDigits", "Record"} & set(asked)


def test_a_code_never_leaves_but_as_sound(way: Way) -> None:
    """It stands here, under a name that is told once."""
    assert way.line.call(SOMEBODY, CODE) is Placed.PLACED
    (asked,) = way.account.calls
    assert CODE.code not in repr(asked)
    name = asked["Url"].partition("?call=")[2]
    assert way.line.switchboard.expected(name) == CODE
    assert way.line.switchboard.expected(name) is None


@pytest.mark.parametrize("purpose", sorted(FIXED, key=lambda purpose: purpose.value))
def test_a_message_is_fixed_and_says_nothing_of_anybody(way: Way, purpose: Purpose) -> None:
    """No health word, no name, no number but the ones it goes between."""
    assert way.line.write(SOMEBODY, purpose) is Placed.PLACED
    (asked,) = way.account.messages
    body = asked["Body"].lower()
    assert body.startswith("le relais")
    assert len(body) <= 160
    assert not [word for word in ("santé", "médecin", "docteur", "analyse", "code", "madame", "http") if word in body]


def test_a_code_is_never_written(way: Way) -> None:
    """A short message lies on a screen that others see."""
    with pytest.raises(ValueError, match="never written"):
        way.line.write(SOMEBODY, Purpose.CODE)
    assert way.account.asked == 0


@pytest.mark.parametrize(
    ("number", "placed"),
    [
        (WRONG, Placed.BAD_NUMBER),
        (STOPPED, Placed.OPTED_OUT),
        (ABROAD, Placed.NOT_ALLOWED),
        (OURS, Placed.REFUSED),
        ("0199001234", Placed.BAD_NUMBER),
        ("", Placed.BAD_NUMBER),
        ("+33 1 99 00 12 34", Placed.BAD_NUMBER),
    ],
)
def test_a_refusal_has_its_status(way: Way, number: str, placed: Placed) -> None:
    """By the provider's own code; what is no number is not even asked."""
    assert way.line.call(number, TRY) is placed
    assert way.line.write(number, Purpose.TRY) is placed
    assert way.account.calls == way.account.messages == []


def test_another_token_is_not_allowed(way: Way) -> None:
    """Authenticated each time."""
    way.account.auth_token = "another"
    assert way.line.call(SOMEBODY, TRY) is Placed.NOT_ALLOWED
    assert way.account.calls == []


@pytest.mark.parametrize(
    ("trouble", "placed"),
    [
        (Trouble.DOWN, Placed.UNREACHABLE),
        (Trouble.BROKEN, Placed.UNSURE),
        (Trouble.GARBAGE, Placed.UNSURE),
        (Trouble.SILENT, Placed.UNSURE),
    ],
)
def test_a_fault_of_the_provider_is_never_asked_twice(way: Way, trouble: Trouble, placed: Placed) -> None:
    """Somebody's telephone may be ringing already; and the next one goes through."""
    way.account.troubles.append(trouble)
    assert way.line.call(SOMEBODY, TRY) is placed
    assert way.account.asked == 1
    assert way.line.call(SOMEBODY, TRY) is Placed.PLACED


def test_too_many_at_once_is_asked_again_later(way: Way) -> None:
    """Nothing was taken: after a wait it is; after two waits it is given up."""
    way.account.troubles += [Trouble.TOO_MANY] * 2
    assert way.line.call(SOMEBODY, TRY) is Placed.PLACED
    assert way.waited == [1.0, 3.0]
    way.account.troubles += [Trouble.TOO_MANY] * 3
    assert way.line.write(SOMEBODY, Purpose.TRY) is Placed.BUSY
    assert len(way.account.calls) == 1


def test_nothing_personal_is_logged(way: Way) -> None:
    """Neither the number nor the provider's sentence, which repeats it; nor the code."""
    with structlog.testing.capture_logs() as events:
        for number in (SOMEBODY, WRONG):
            way.line.call(number, CODE)
    assert [event["outcome"] for event in events] == ["placed", "bad-number"]
    assert not [part for part in (SOMEBODY[3:], WRONG[3:], CODE.code) if part in repr(events) + repr(way.line)]


def test_nobody_there_is_unreachable() -> None:
    """Over HTTP: nothing listens. Virtually: told so."""
    account = VirtualAccount(account_sid=SID, auth_token=TOKEN)
    account.troubles.append(Trouble.ABSENT)
    assert made(account).line.call(SOMEBODY, TRY) is Placed.UNREACHABLE
    assert made(account, "http://127.0.0.1:9").line.call(SOMEBODY, TRY) is Placed.UNREACHABLE


def test_off_is_off() -> None:
    """What a site does unless it is told otherwise."""
    assert NoOutgoingLine().call(SOMEBODY, TRY) is Placed.OFF
    assert NoOutgoingLine().write(SOMEBODY, Purpose.TRY) is Placed.OFF
    with pytest.raises(ValueError, match="never written"):
        NoOutgoingLine().write(SOMEBODY, Purpose.CODE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"account_sid": "AC1"},
        {"number": "0199001234"},
        {"region": "fr1"},
        {"api": "http://elsewhere.example"},
        {"auth_token": ""},
    ],
)
def test_an_account_that_cannot_be_one_is_refused(wrong: dict[str, str]) -> None:
    """Before anything is asked."""
    good = {"account_sid": SID, "auth_token": TOKEN, "number": OURS}
    with pytest.raises(ValueError, match=r"expected|written|need"):
        RestAccount(**{**good, **wrong})


@pytest.mark.parametrize(("purpose", "code"), [(Purpose.CODE, ""), (Purpose.CODE, "12345a"), (Purpose.TRY, "123456")])
def test_only_a_call_that_tells_a_code_has_one(purpose: Purpose, code: str) -> None:
    """Six digits, or none."""
    with pytest.raises(ValueError, match="six digits"):
        Announcement(purpose=purpose, code=code)


def test_the_region_is_entered_by_its_own_door() -> None:
    """Ireland's interface, not the default one of the United States."""
    account = RestAccount(account_sid=SID, auth_token=TOKEN, number=OURS, region="ie1")
    assert account.client().get_hostname("https://api.twilio.com/x") == "https://api.dublin.ie1.twilio.com/x"


def said(words: Words, announcement: Announcement) -> str:
    return " ".join(sentence.text for sentence in announcement.sentences(words))


def test_a_code_is_said_twice_and_nothing_is_asked() -> None:
    """Digit by digit; then that nobody may be told (words.md 1.2)."""
    text = said(WORDS, CODE)
    assert text.count("quatre") == 2
    assert text.endswith("Ne donnez ce code à personne.")
    for purpose in FIXED:
        assert "tapez" not in said(WORDS, Announcement(purpose=purpose)).lower()


def test_a_read_timeout_is_what_requests_raises() -> None:
    """A control: the virtual side fails as the real one does."""
    account = VirtualAccount(account_sid=SID, auth_token=TOKEN)
    account.troubles.append(Trouble.SILENT)
    with pytest.raises(ReadTimeout):
        VirtualHttpClient(account).request("POST", "https://api.twilio.com/x")
