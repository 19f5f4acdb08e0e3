"""The socket of a call: who may open it, what comes in, when it closes. Knows nothing of what is said."""

import asyncio

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from ivr.call import Call
from ivr.exchange import CallEnd, place_of
from ivr.line import media_messages
from ivr.line.media_line import MediaLine
from ivr.line.media_messages import BadMessageError, Start
from ivr.line.phone_service import PhoneService
from ivr.line.signature import is_signed
from ivr.line.switchboard import CallStage, KnownCall

STREAM_PATH = "/phone/twilio/stream"
START_WAIT = 10.0
"""Seconds for the first words of the protocol."""
LONGEST_CALL = 17 * 60.0
"""Seconds; the call itself ends at fifteen minutes, in words."""

NORMAL, REFUSED, TOO_LONG = 1000, 1008, 1009

log = structlog.get_logger()


async def serve(socket: WebSocket, phone: PhoneService) -> None:
    """Let in the stream of a call that rings, talk, and close."""
    address = phone.settings.stream_address(STREAM_PATH)
    if not is_signed(phone.settings.auth_token, address, (), socket.headers.get("X-Twilio-Signature", "")):
        log.warning("stream-refused", reason="not signed")
        await socket.close(REFUSED)
        return
    await socket.accept()
    try:
        async with asyncio.timeout(START_WAIT):
            start = await _started(socket)
        known = _known(phone, start)
    except (BadMessageError, TimeoutError, WebSocketDisconnect) as refused:
        log.warning("stream-refused", reason=str(refused) or type(refused).__name__)
        await _close(socket, REFUSED)
        return
    await _close(socket, await _talk(socket, phone, start, known))


def _known(phone: PhoneService, start: Start) -> KnownCall:
    known = phone.switchboard.connect(start.call_sid, start.token)
    if known is None:
        raise BadMessageError("foreign call or used token")
    return known


async def _talk(socket: WebSocket, phone: PhoneService, start: Start, known: KnownCall) -> int:
    """Run one call; gives the code to close with."""

    async def send(text: str) -> bool:
        return await _send(socket, text)

    line = MediaLine(stream_sid=start.stream_sid, voice=phone.voice, send=send, settings=phone.settings.media)
    caller, known.caller = known.caller, ""
    talking = asyncio.create_task(_call(phone, line, caller))
    reading = asyncio.create_task(_read_on(socket, line))
    pumping = asyncio.create_task(line.pump())
    try:
        async with asyncio.timeout(LONGEST_CALL):
            end = await talking
        # A caller who left needs nothing more; anybody else is told so to Twilio by what follows.
        known.stage = CallStage.TALKED
        known.wants_human = line.wants_human
    except Exception as bug:  # noqa: BLE001 - outermost loop of a stream: Twilio gives the caller to a person
        log.error("stream-failed", bug=type(bug).__name__, place=place_of(bug))  # noqa: TRY400 - type and place only
        end = CallEnd.FAILED
    finally:
        for task in (talking, reading, pumping):
            task.cancel()
        results = await asyncio.gather(reading, pumping, return_exceptions=True)
    return _code(results[0]) if end is CallEnd.HUNG_UP else NORMAL


async def _call(phone: PhoneService, line: MediaLine, caller: str) -> CallEnd:
    visit = await phone.exchange.in_worker(lambda: phone.make_visit(phone.terminal(caller)))
    return await Call(visit, line, phone.exchange).run()


async def _started(socket: WebSocket) -> Start:
    while True:
        try:
            message = media_messages.read(await socket.receive_text())
        except KeyError:
            # starlette's word for a binary message where text is expected
            raise BadMessageError("binary") from None
        if isinstance(message, Start):
            return message


async def _read_on(socket: WebSocket, line: MediaLine) -> int:
    """Hand over what comes until the caller leaves or sends what no telephone sends; gives the code to close with."""
    code = NORMAL
    try:
        while True:
            line.take(media_messages.read(await socket.receive_text()))
    except BadMessageError as bad:
        log.warning("stream-closed", reason=str(bad))
        code = TOO_LONG if str(bad) == "too long" else REFUSED
    except (WebSocketDisconnect, KeyError):
        # KeyError: starlette's word for a binary message where text is expected.
        pass
    line.gone()
    return code


async def _send(socket: WebSocket, text: str) -> bool:
    """Write; False when the other side has left."""
    try:
        await socket.send_text(text)
    except (WebSocketDisconnect, RuntimeError):
        return False
    return True


def _code(result: object) -> int:
    return result if isinstance(result, int) else NORMAL


async def _close(socket: WebSocket, code: int) -> None:
    """Close, unless the other side was faster."""
    try:
        await socket.close(code)
    except (RuntimeError, WebSocketDisconnect):
        return
