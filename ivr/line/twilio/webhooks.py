"""Twilio's side of the line, as routes: signed or refused. Decides nothing."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router, WebSocketRoute
from starlette.websockets import WebSocket

from ivr.line.twilio import answers, paths
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.asked import Asked, RefusedError, read
from ivr.line.twilio.media_stream import serve
from ivr.line.twilio.orders import ForbiddenOrderError

PROMPT_SECONDS = 3600
"""How long whoever fetches a fixed sentence may keep it."""

Answering = Callable[[TwilioLine, Asked], str | Awaitable[str]]
ANSWERS: dict[str, Answering] = {
    paths.VOICE_PATH: answers.ring,
    paths.AFTER_PATH: answers.after,
    paths.DIALLED_PATH: answers.dialled,
    paths.WHISPER_PATH: answers.whisper,
    paths.CALL_BACK_PATH: answers.call_back,
    paths.FALLBACK_PATH: answers.fallback,
    paths.OUTGOING_PATH: answers.outgoing,
    paths.STATUS_PATH: answers.status,
}

log = structlog.get_logger()


def routes(twilio: TwilioLine) -> list[BaseRoute]:
    """Every surface of the line: questions by POST alone, prompts by GET, the stream."""

    async def stream(socket: WebSocket) -> None:
        await serve(socket, twilio)

    async def prompt(request: Request) -> Response:
        return await _play(request, twilio)

    inside: list[BaseRoute] = [
        Route(path.removeprefix(paths.ROOT), _endpoint(twilio, path, answer), methods=["POST"])
        for path, answer in ANSWERS.items()
    ]
    inside.append(Route(paths.PROMPT_PATH.removeprefix(paths.ROOT) + "/{file}", prompt, methods=["GET"]))
    inside.append(WebSocketRoute(paths.STREAM_PATH.removeprefix(paths.ROOT), stream))
    # A final slash is another place: nobody is sent on, least of all to where the Host header says.
    return [Mount(paths.ROOT, Router(inside, redirect_slashes=False))]


def _endpoint(twilio: TwilioLine, path: str, answer: Answering) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        return await _answer(request, twilio, path, answer)

    return endpoint


async def _answer(request: Request, twilio: TwilioLine, path: str, answer: Answering) -> Response:
    """Check who asks, then give an order. A refusal says nothing of why to the one who is refused."""
    try:
        given = answer(twilio, await read(request, twilio.settings, path))
        order = given if isinstance(given, str) else await given
    except RefusedError as refused:
        log.warning("phone-request-refused", reason=refused.reason, path=path)
        return PlainTextResponse("refused", status_code=refused.status)
    except ForbiddenOrderError as forbidden:
        # Never sent: Twilio then asks at its fallback address.
        log.error("order-forbidden", what=str(forbidden), path=path)  # noqa: TRY400 - the message names no value
        return PlainTextResponse("failed", status_code=500)
    return Response(order, media_type="text/xml") if order else Response(status_code=204)


async def _play(request: Request, twilio: TwilioLine) -> Response:
    """A fixed sentence, to anybody: Twilio does not sign what it fetches to play."""
    file = str(request.path_params["file"])
    sound = await asyncio.to_thread(twilio.recorded.sound, file)
    if sound is None:
        return PlainTextResponse("refused", status_code=404)
    keeping = "no-store" if twilio.recorded.is_topic(file) else f"public, max-age={PROMPT_SECONDS}"
    return Response(sound, media_type="audio/wav", headers={"Cache-Control": keeping})
