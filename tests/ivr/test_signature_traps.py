"""What breaks signatures in the field (voice.md A2): each must open, or stay closed, for the right reason."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette

from core.texts.words import Words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.line.twilio.signature import is_signed
from ivr.line.twilio.webhooks import ANSWERS
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.operator_hand import CALL, Hand, sign

FORM = [("CallSid", CALL), ("From", "+33100000001"), ("To", site.NUMBER)]
PATHS = [path.removeprefix("/phone/twilio/") for path in ANSWERS]
every_path = pytest.mark.parametrize("where", PATHS)


@pytest.fixture
def hand(space: Space, words: Words) -> Iterator[Hand]:
    """The operator, before a seeded site."""
    yield from served(space, words, site.ORIGIN)


def served(space: Space, words: Words, origin: str) -> Iterator[Hand]:
    service = site.phone(space, words, VirtualSynthesizer(), origin=origin)
    with site.served(lambda _: site.application(service)) as address, httpx.Client(base_url=address) as client:
        yield Hand(client)


@pytest.mark.parametrize(
    "more",
    [
        [("SomethingNew2031", "yes")],
        [("CallerName", "")],
        [("CallerName", "  Padded \t")],
        [("Zwölf", "à la carte & co = 1 + 1")],
        [("Twice", "a"), ("Twice", "b")],
        [("Twice", "b"), ("Twice", "a"), ("Twice", "a")],
    ],
    ids=["unknown", "blank", "untrimmed", "reserved", "repeated", "repeated-and-doubled"],
)
def test_parameters_of_the_future_are_signed_as_they_come(hand: Hand, more: list[tuple[str, str]]) -> None:
    """Signed by the operator's own software over all of them: opened; without them in the signature: closed."""
    assert hand.raw("voice", [*FORM, *more], sign(site.ORIGIN + "/phone/twilio/voice", FORM)).status_code == 403
    assert hand.raw("voice", [*FORM, *more]).status_code == 200


def test_a_name_that_stands_twice_names_no_call(hand: Hand) -> None:
    """Nobody knows which call was meant."""
    assert hand.raw("voice", [*FORM, ("CallSid", "CA2")]).status_code == 409


def test_the_query_of_our_address_is_signed_too(hand: Hand) -> None:
    """Ours may have one, such as `since`; whoever adds to it, or takes from it, has no signature."""
    hand.told("voice")
    with_query = sign(site.ORIGIN + "/phone/twilio/after?since=1764215153", FORM)
    assert hand.raw("after", FORM, with_query).status_code == 403
    assert hand.raw("after?since=1764215154", FORM, with_query).status_code == 403
    assert hand.raw("after?since=1764215153", FORM, with_query).status_code == 200


@pytest.mark.parametrize(
    ("configured", "signed", "status"),
    [
        ("https://relais.example", "https://relais.example:443", 200),
        ("https://relais.example:443", "https://relais.example", 200),
        ("https://relais.example", "https://relais.example:8443", 403),
        ("https://relais.example:8443", "https://relais.example:8443", 200),
        ("https://relais.example:8443", "https://relais.example", 403),
        ("https://relais.example", "http://relais.example", 403),
        ("https://relais.example", "wss://relais.example", 403),
        ("https://relais.example", "https://relais.example.evil.example", 403),
    ],
)
def test_the_origin_is_the_configured_one_whatever_its_port(
    space: Space, words: Words, configured: str, signed: str, status: int
) -> None:
    """The usual port may be written or not; another port, scheme or host is another place."""
    for hand in served(space, words, configured):
        answer = hand.raw("voice", FORM, sign(signed + "/phone/twilio/voice", FORM))
        assert answer.status_code == status


def test_the_stream_is_signed_as_wss_whatever_its_port() -> None:
    """Never as https."""
    stream = "wss://relais.example/phone/twilio/stream"
    assert is_signed(site.TOKEN, stream, (), sign("wss://relais.example:443/phone/twilio/stream", []))
    assert not is_signed(site.TOKEN, stream, (), sign("https://relais.example:443/phone/twilio/stream", []))


@pytest.mark.parametrize("host", ["evil.example", "relais.example", "[", "a" * 300, "relais.example:99999999"])
@pytest.mark.parametrize("scheme", ["http", "https", "javascript"])
def test_what_a_request_says_of_itself_is_never_used(hand: Hand, host: str, scheme: str) -> None:
    """Host and X-Forwarded-*: whatever they say, the same answer."""
    path = "/phone/twilio/voice"
    headers = {"Host": host, "X-Forwarded-Proto": scheme, "X-Forwarded-Host": host, "X-Original-URL": "/health"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    bad = {**headers, "X-Twilio-Signature": sign(f"{scheme}://{host}{path}", FORM)}
    good = {**headers, "X-Twilio-Signature": sign(site.ORIGIN + path, FORM)}
    form = dict(FORM)
    refused = hand.client.post(path, data=form, headers=bad).status_code
    assert refused == (200 if (scheme, host) == ("https", "relais.example") else 403)
    if refused == 403:
        assert hand.client.post(path, data=form, headers=good).status_code == 200


@every_path
def test_a_final_slash_is_another_place(hand: Hand, where: str) -> None:
    """Nobody is sent elsewhere, least of all to where the Host header says."""
    answer = hand.raw(where + "/", FORM)
    assert (answer.status_code, "location" in answer.headers) == (404, False)


@every_path
@pytest.mark.parametrize("signature", ["", "wrong", sign("https://evil.example/", FORM)])
def test_no_route_opens_without_a_signature(hand: Hand, where: str, signature: str) -> None:
    """And nothing is said of why."""
    answer = hand.raw(where, FORM, signature)
    assert (answer.status_code, answer.text) == (403, "refused")


@every_path
def test_no_question_is_asked_by_get(hand: Hand, where: str) -> None:
    """An address in a browser's history opens nothing."""
    headers = {"X-Twilio-Signature": sign(f"{site.ORIGIN}/phone/twilio/{where}", [])}
    assert hand.client.get("/phone/twilio/" + where, headers=headers).status_code == 405


@every_path
def test_a_foreign_call_finds_no_open_door(hand: Hand, where: str) -> None:
    """Signed, but of a call that we never connected; only a new call and the fallback may begin."""
    answer = hand.post(where, "CA" + "f" * 32)
    assert answer.status_code == (200 if where in {"voice", "fallback"} else 409)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"CallSid=%ff%fe", b"CallSid=\xe9t\xe9", b"&".join([b"a=b"] * 300)])
def test_bytes_that_are_no_form_are_refused(hand: Hand, body: bytes) -> None:
    """Not UTF-8, or beyond all reason: refused before any signature is looked at."""
    assert hand.client.post("/phone/twilio/voice", content=body).status_code == 400


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_a_body_of_another_kind_is_not_signed(hand: Hand, kind: str) -> None:
    """Whatever it calls itself, it is read as a form, and its signature would be over that."""
    headers = {"Content-Type": kind, "X-Twilio-Signature": sign(site.ORIGIN + "/phone/twilio/voice", FORM)}
    answer = hand.client.post("/phone/twilio/voice", content=b'{"CallSid": "CA1"}', headers=headers)
    assert answer.status_code == 403


@every_path
def test_an_oversized_body_is_refused_everywhere(hand: Hand, where: str) -> None:
    """Before it is read whole."""
    assert hand.raw(where, [*FORM, ("Long", "x" * 70_000)]).status_code == 413


def test_the_site_itself_sends_nobody_elsewhere(hand: Hand) -> None:
    """A control: the framework would, if it were let."""
    assert Starlette().router.redirect_slashes
    assert hand.client.get("/phone/twilio/prompt/welcome.wav/").status_code == 404
