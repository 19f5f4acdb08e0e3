"""What the operator posts: signed on the public origin, new, and of a reasonable size; or refused."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest
from twilio.request_validator import RequestValidator

from core.texts.words import Words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.switchboard import MEMORY, CallStage, KnownCall
from tests.conftest import Space
from tests.ivr import site

VOICE, AFTER = "/phone/twilio/voice", "/phone/twilio/after"
FORM = {"CallSid": "CA1", "From": "+33100000000", "To": "+33199001234", "CallerName": "", "Padded": " x "}


@pytest.fixture
def service(space: Space, words: Words) -> TwilioLine:
    """The telephone of the seeded site."""
    return site.phone(space, words, VirtualSynthesizer())


@pytest.fixture
def client(service: TwilioLine) -> Iterator[httpx.Client]:
    """Somebody who posts; behind a proxy, so that the Host header is not the public one."""
    with site.served(lambda _: site.application(service)) as address, httpx.Client(base_url=address) as client:
        yield client


def post(client: httpx.Client, path: str, form: dict[str, str], signature: str | None = None) -> tuple[int, str]:
    """As the operator posts, signed by its own software."""
    if signature is None:
        signature = RequestValidator(site.TOKEN).compute_signature(site.ORIGIN + path, form)
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post(path, content=urlencode(form), headers=headers)
    return answer.status_code, answer.text


def test_a_signed_call_is_connected(client: httpx.Client) -> None:
    """Signed on the public origin, blank and padded values included: our stream is named."""
    status, order = post(client, VOICE, FORM)
    assert status == 200
    assert 'url="wss://relais.example/phone/twilio/stream"' in order


@pytest.mark.parametrize("signature", ["", "wrong", "AAAA"])
def test_an_unsigned_call_is_refused(client: httpx.Client, signature: str) -> None:
    """And nothing is said of why."""
    assert post(client, VOICE, FORM, signature) == (403, "refused")


def test_a_call_signed_for_another_host_is_refused(client: httpx.Client) -> None:
    """The Host header is worth nothing: only the configured origin is signed."""
    signature = RequestValidator(site.TOKEN).compute_signature(str(client.base_url).rstrip("/") + VOICE, FORM)
    assert post(client, VOICE, FORM, signature)[0] == 403


def test_every_parameter_is_covered(client: httpx.Client) -> None:
    """A parameter added, changed or trimmed on the way breaks the signature."""
    signature = RequestValidator(site.TOKEN).compute_signature(site.ORIGIN + VOICE, FORM)
    assert post(client, VOICE, {**FORM, "More": ""}, signature)[0] == 403
    assert post(client, VOICE, {**FORM, "Padded": "x"}, signature)[0] == 403
    assert post(client, VOICE, {key: FORM[key] for key in FORM if key != "CallerName"}, signature)[0] == 403


def test_a_replayed_call_is_refused(client: httpx.Client, service: TwilioLine, space: Space) -> None:
    """A captured request has no date: the same call twice opens nothing, even hours later."""
    assert post(client, VOICE, FORM)[0] == 200
    assert post(client, VOICE, FORM)[0] == 409
    space.clock.advance(MEMORY - timedelta(minutes=1))
    assert post(client, VOICE, FORM)[0] == 409
    assert len(service.switchboard._calls) == 1


def test_a_call_without_a_name_is_refused(client: httpx.Client) -> None:
    """No CallSid, no call."""
    assert post(client, VOICE, {"From": "+33100000000"})[0] == 409


@pytest.mark.parametrize("size", [70_000, 2_000_000])
def test_an_oversized_request_is_refused(client: httpx.Client, size: int) -> None:
    """Before it is read whole."""
    assert post(client, VOICE, {**FORM, "Long": "x" * size})[0] == 413


def test_a_request_that_is_no_form_is_refused(client: httpx.Client) -> None:
    """Bytes that are no text."""
    answer = client.post(VOICE, content=b"\xff\xfe\x00", headers={"X-Twilio-Signature": "x"})
    assert answer.status_code == 400


def test_after_a_call_that_asked_for_a_person_one_is_dialled(client: httpx.Client, service: TwilioLine) -> None:
    """Once; the same question again is refused."""
    post(client, VOICE, FORM)
    call = talked(service)
    call.wants_human = True
    assert f">{site.NUMBER}</Number></Dial>" in post(client, AFTER, FORM)[1]
    assert post(client, AFTER, FORM)[0] == 409


def test_after_a_call_that_ended_the_line_is_closed(client: httpx.Client, service: TwilioLine) -> None:
    """Nothing more."""
    post(client, VOICE, FORM)
    talked(service)
    order = post(client, AFTER, FORM)[1]
    assert "<Hangup>" in order
    assert "Dial" not in order


def test_a_caller_whose_stream_never_came_is_given_to_a_person(client: httpx.Client) -> None:
    """A fault of ours is never a silent hang-up."""
    post(client, VOICE, FORM)
    assert "<Dial" in post(client, AFTER, FORM)[1]


def test_an_unknown_call_is_refused_after(client: httpx.Client) -> None:
    """Only calls that we connected come back."""
    assert post(client, AFTER, {"CallSid": "CA-foreign"})[0] == 409


def test_nothing_personal_is_in_the_orders(client: httpx.Client) -> None:
    """No caller's number, no word, no name."""
    order = post(client, VOICE, FORM)[1] + post(client, AFTER, FORM)[1]
    assert "+33100000000" not in order
    assert "Say" not in order


def test_when_too_many_talk_a_person_answers(service: TwilioLine) -> None:
    """A full line is no silence."""
    full = dataclasses.replace(service, phone=dataclasses.replace(service.phone, most_calls=0))
    with site.served(lambda _: site.application(full)) as address, httpx.Client(base_url=address) as client:
        assert f">{site.NUMBER}</Number></Dial>" in post(client, VOICE, FORM)[1]


def talked(service: TwilioLine) -> KnownCall:
    """The call's stream came and ended."""
    call = service.switchboard._calls["CA1"]
    call.stage = CallStage.TALKED
    return call


def test_a_call_takes_a_place_until_it_ends_however_it_ends(service: TwilioLine) -> None:
    """A bug frees the place as a hang-up does."""
    with service.phone.one_more(), service.phone.one_more():
        assert service.phone.talking == 2
    with pytest.raises(RuntimeError), service.phone.one_more():
        raise RuntimeError
    assert service.phone.talking == 0
