"""How much of a bare Starlette form endpoint's rate a signed telephone webhook reaches (security.md 4.2).

Both applications are called in this process, without a server between: the ratio is that of our own work.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from core.texts.words import load_words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.exchange import Exchange
from ivr.line.phone_service import PhoneService
from ivr.line.twilio.account import TwilioLine, TwilioSettings
from ivr.line.twilio.paths import VOICE_PATH
from ivr.line.twilio.signature import sign
from ivr.line.twilio.switchboard import Switchboard
from ivr.line.twilio.webhooks import routes
from ivr.voice.sound import Voice
from service.bench.rounds import ROUND_SECONDS, ROUNDS, compare
from service.bench.table import Row
from service.bench.telephone_site import nobody
from service.bench.verdicts import ratio_row
from service.chance import SystemChance
from service.clock import SystemClock

TARGET = 0.30
ORIGIN = "https://relais.example"
TOKEN = "bench"  # noqa: S105 - signs nothing outside this process
FORM = {
    "CallSid": "CA0123456789abcdef0123456789abcdef",
    "AccountSid": "AC0123456789abcdef0123456789abcdef",
    "From": "+33199000001",
    "To": "+33199001234",
    "CallStatus": "ringing",
    "ApiVersion": "2010-04-01",
    "Direction": "inbound",
    "ForwardedFrom": "",
    "CallerName": "",
    "FromCity": "",
    "FromCountry": "FR",
    "ToCountry": "FR",
    "StirVerstat": "TN-Validation-Passed-A",
}


def measure(*, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> list[Row]:
    """One ratio, with its noise floor and its control."""
    with _both() as (ours, peer):
        comparison = compare(ours, peer, rounds=rounds, seconds=seconds)
    return [ratio_row("signed webhook / bare form endpoint", comparison, TARGET)]


@contextmanager
def _both() -> Iterator[tuple[Callable[[], object], Callable[[], object]]]:
    """Ours and the peer, each answering one post."""
    service = _service()
    signature = sign(TOKEN, ORIGIN + VOICE_PATH, list(FORM.items()))
    signed, bare = Starlette(routes=routes(service)), Starlette(routes=[Route(VOICE_PATH, _bare, methods=["POST"])])
    with asyncio.Runner() as runner:

        def ours() -> object:
            # The same call is new again, so that each post takes the whole way.
            service.switchboard._calls.clear()  # noqa: SLF001 - a measure looks inside what it measures
            return runner.run(_post(signed, signature))

        yield ours, lambda: runner.run(_post(bare, signature))


async def _bare(request: Request) -> PlainTextResponse:
    form = await request.form()
    return PlainTextResponse(str(len(form)))


async def _post(app: Starlette, signature: str) -> int:
    """One post; raises when it is not answered with 200."""
    body = urlencode(FORM).encode()
    headers = [
        (b"host", b"10.0.0.7"),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"x-twilio-signature", signature.encode()),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": VOICE_PATH,
        "raw_path": VOICE_PATH.encode(),
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
        "server": ("10.0.0.7", 80),
        "http_version": "1.1",
    }
    status: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        status.extend([message["status"]] if message["type"] == "http.response.start" else [])

    await app(scope, receive, send)
    if status != [200]:
        raise RuntimeError(f"answered {status}")
    return status[0]


def _service() -> TwilioLine:
    """A telephone that nobody talks through."""
    clock, ids = SystemClock(), SystemChance()
    return TwilioLine(
        settings=TwilioSettings(public_origin=ORIGIN, auth_token=TOKEN),
        phone=PhoneService(
            exchange=Exchange(words=load_words(), clock=clock),
            voice=Voice(VirtualSynthesizer(), "virtual"),
            make_visit=nobody,
            make_visit_after_no_answer=nobody,
        ),
        switchboard=Switchboard(clock, ids),
    )
