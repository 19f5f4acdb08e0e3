"""Twilio's side of the line, as routes: signed or refused. Nothing that they answer is personal."""

import asyncio
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from ivr.line import twiml
from ivr.line.caller_id import caller_of
from ivr.line.media_stream import STREAM_PATH, serve
from ivr.line.phone_service import PhoneService
from ivr.line.signature import is_signed

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


def routes(phone: PhoneService) -> list[Route | WebSocketRoute]:
    """The three surfaces of design section 10."""

    async def voice(request: Request) -> Response:
        return await _answer(request, phone, _ring)

    async def after(request: Request) -> Response:
        return await _answer(request, phone, _after)

    async def stream(socket: WebSocket) -> None:
        await serve(socket, phone)

    return [
        Route(VOICE_PATH, voice, methods=["POST"]),
        Route(AFTER_PATH, after, methods=["POST"]),
        WebSocketRoute(STREAM_PATH, stream),
    ]


async def _answer(request: Request, phone: PhoneService, answer: Callable[[PhoneService, Form], str]) -> Response:
    """Check who asks, then give an order. A refusal says nothing of why to the one who is refused."""
    try:
        parameters = await _signed_parameters(request, phone)
        order = answer(phone, dict(parameters))
    except RefusedError as refused:
        log.warning("phone-request-refused", reason=refused.reason, path=request.url.path)
        return PlainTextResponse("refused", status_code=refused.status)
    return Response(order, media_type="text/xml")


async def _signed_parameters(request: Request, phone: PhoneService) -> list[tuple[str, str]]:
    """Every parameter as it came: blank ones kept, nothing trimmed, unknown ones included (voice.md A2)."""
    body = await read_body(request)
    try:
        text = body.decode("utf-8")
        parameters = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS) if text else []
    except ValueError as bad:
        raise RefusedError(400, "not a form") from bad
    address = phone.settings.address(request.url.path)
    if request.url.query:
        address = f"{address}?{request.url.query}"
    signature = request.headers.get("X-Twilio-Signature", "")
    if not is_signed(phone.settings.auth_token, address, parameters, signature):
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


def _ring(phone: PhoneService, form: Form) -> str:
    """A new call: give us its sound. When too many talk already, a person answers."""
    token = phone.switchboard.ring(_sid(form), caller_of(form))
    if token is None:
        raise RefusedError(409, "call seen already")
    if phone.switchboard.talking >= phone.settings.most_calls:
        return _human_or_end(phone)
    address = phone.settings.stream_address(STREAM_PATH)
    return twiml.connect(address, phone.settings.address(AFTER_PATH), token)


def _after(phone: PhoneService, form: Form) -> str:
    """The stream ended: a person if the call asked for one, else the end."""
    call = phone.switchboard.after(_sid(form))
    if call is None:
        raise RefusedError(409, "no such call")
    return _human_or_end(phone) if call.wants_human else twiml.hang_up()


def _sid(form: Form) -> str:
    return form.get("CallSid", "")


def _human_or_end(phone: PhoneService) -> str:
    humans = phone.exchange.humans
    if humans.answer_at(phone.exchange.clock.now()):
        return twiml.dial(humans.number)
    return twiml.hang_up()
