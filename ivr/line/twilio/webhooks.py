"""Twilio's side of the line, as routes: signed or refused. Nothing that they answer is personal."""

import asyncio
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from ivr.line.twilio import twiml
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.caller_id import caller_of
from ivr.line.twilio.media_stream import STREAM_PATH, serve
from ivr.line.twilio.signature import is_signed

VOICE_PATH = "/phone/twilio/voice"
AFTER_PATH = "/phone/twilio/after"
MOST_BYTES = 65_536
MOST_FIELDS = 200
BODY_SECONDS = 5.0

Form = Mapping[str, str]

log = structlog.get_logger()


class RefusedError(Exception):
    """A request that is not Twilio's, or comes twice."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def routes(twilio: TwilioLine) -> list[Route | WebSocketRoute]:
    """The three surfaces of design section 10."""

    async def voice(request: Request) -> Response:
        return await _answer(request, twilio, _ring)

    async def after(request: Request) -> Response:
        return await _answer(request, twilio, _after)

    async def stream(socket: WebSocket) -> None:
        await serve(socket, twilio)

    return [
        Route(VOICE_PATH, voice, methods=["POST"]),
        Route(AFTER_PATH, after, methods=["POST"]),
        WebSocketRoute(STREAM_PATH, stream),
    ]


async def _answer(request: Request, twilio: TwilioLine, answer: Callable[[TwilioLine, Form], str]) -> Response:
    """Check who asks, then give an order. A refusal says nothing of why to the one who is refused."""
    try:
        parameters = await _signed_parameters(request, twilio)
        order = answer(twilio, dict(parameters))
    except RefusedError as refused:
        log.warning("phone-request-refused", reason=refused.reason, path=request.url.path)
        return PlainTextResponse("refused", status_code=refused.status)
    return Response(order, media_type="text/xml")


async def _signed_parameters(request: Request, twilio: TwilioLine) -> list[tuple[str, str]]:
    """Every parameter as it came: blank ones kept, nothing trimmed, unknown ones included (voice.md A2)."""
    body = await read_body(request)
    try:
        text = body.decode("utf-8")
        parameters = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS) if text else []
    except ValueError as bad:
        raise RefusedError(400, "not a form") from bad
    address = twilio.settings.address(request.url.path)
    if request.url.query:
        address = f"{address}?{request.url.query}"
    signature = request.headers.get("X-Twilio-Signature", "")
    if not is_signed(twilio.settings.auth_token, address, parameters, signature):
        raise RefusedError(403, "not signed")
    return parameters


async def read_body(request: Request, within_s: float = BODY_SECONDS) -> bytes:
    """All of what was sent, if it is short and comes soon: nobody holds a connection by sending slowly."""
    body = b""
    try:
        async with asyncio.timeout(within_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise RefusedError(413, "too long")
    except TimeoutError:
        raise RefusedError(408, "too slow") from None
    return body


def _ring(twilio: TwilioLine, form: Form) -> str:
    """A new call: give us its sound. When too many talk already, a person answers."""
    token = twilio.switchboard.ring(_sid(form), caller_of(form))
    if token is None:
        raise RefusedError(409, "call seen already")
    if twilio.phone.is_full:
        return _human_or_end(twilio)
    address = twilio.settings.stream_address(STREAM_PATH)
    return twiml.connect(address, twilio.settings.address(AFTER_PATH), token)


def _after(twilio: TwilioLine, form: Form) -> str:
    """The stream ended: a person if the call asked for one, else the end."""
    call = twilio.switchboard.after(_sid(form))
    if call is None:
        raise RefusedError(409, "no such call")
    return _human_or_end(twilio) if call.wants_human else twiml.hang_up()


def _sid(form: Form) -> str:
    return form.get("CallSid", "")


def _human_or_end(twilio: TwilioLine) -> str:
    humans = twilio.phone.exchange.humans
    if humans.answer_at(twilio.phone.exchange.clock.now()):
        return twiml.dial(humans.number)
    return twiml.hang_up()
