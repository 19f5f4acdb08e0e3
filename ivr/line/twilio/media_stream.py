"""The socket of a call: who may open it, what comes in, when it closes. Knows nothing of what is said."""

import asyncio

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from ivr.exchange import CallEnd
from ivr.line import announcement
from ivr.line.announcing import announce
from ivr.line.sound_line import SoundLine
from ivr.line.talking import talk
from ivr.line.twilio import media_messages
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.media_messages import BadMessageError, Heard, Key, Message, Played, Start, Stop, Words
from ivr.line.twilio.media_out import MediaOut
from ivr.line.twilio.paths import STREAM_PATH
from ivr.line.twilio.signature import is_signed
from ivr.line.twilio.switchboard import CallStage, KnownCall

START_WAIT = 10.0
"""Seconds for the first words of the protocol."""

NORMAL, REFUSED, TOO_LONG = 1000, 1008, 1009

log = structlog.get_logger()


async def serve(socket: WebSocket, twilio: TwilioLine) -> None:
    """Let in the stream of a call that rings, talk, and close."""
    address = twilio.settings.stream_address(STREAM_PATH)
    if not is_signed(twilio.settings.auth_token, address, (), socket.headers.get("X-Twilio-Signature", "")):
        log.warning("stream-refused", reason="not signed")
        await socket.close(REFUSED)
        return
    await socket.accept()
    try:
        async with asyncio.timeout(START_WAIT):
            start = await _started(socket)
        known = _known(twilio, start)
    except (BadMessageError, TimeoutError, WebSocketDisconnect) as refused:
        log.warning("stream-refused", reason=str(refused) or type(refused).__name__)
        await _close(socket, REFUSED)
        return
    await _close(socket, await _talk(socket, twilio, start, known))


def _known(twilio: TwilioLine, start: Start) -> KnownCall:
    known = twilio.switchboard.connect(start.call_sid, start.token)
    if known is None:
        raise BadMessageError("foreign call or used token")
    return known


async def _talk(socket: WebSocket, twilio: TwilioLine, start: Start, known: KnownCall) -> int:
    """Run one call; gives the code to close with."""

    async def send(text: str) -> bool:
        return await _send(socket, text)

    line = SoundLine(
        voice=twilio.phone.voice, out=MediaOut(stream_sid=start.stream_sid, send=send), pace=twilio.phone.pace
    )
    reading = asyncio.create_task(_read_on(socket, line))
    try:
        end = await _serve(twilio, line, known, start.call_sid)
        # A stream cut before this leaves the call « talking »: what follows gives its caller to a person.
        known.wants_human, known.whisper = line.wants_human, line.whisper
        known.go_on(CallStage.TALKED)
    finally:
        reading.cancel()
        results = await asyncio.gather(reading, return_exceptions=True)
    return _code(results[0]) if end is CallEnd.HUNG_UP else NORMAL


async def _serve(twilio: TwilioLine, line: SoundLine, known: KnownCall, call_sid: str) -> CallEnd:
    """The conversation of a call that came in, or what we called to say."""
    if known.announcement is None:
        caller, known.caller = known.caller, ""
        terminal = twilio.phone.terminal(caller, call_sid)
        return await talk(twilio.phone, line, lambda: twilio.phone.make_visit(terminal))
    words, said = twilio.phone.exchange.words, known.announcement
    question = announcement.question(words) if said.asks_first else None
    await announce(twilio.phone, line, said.sentences(words), question)
    return CallEnd.DONE


async def _started(socket: WebSocket) -> Start:
    while True:
        try:
            message = media_messages.read(await socket.receive_text())
        except KeyError:
            # starlette's word for a binary message where text is expected
            raise BadMessageError("binary") from None
        if isinstance(message, Start):
            return message


async def _read_on(socket: WebSocket, line: SoundLine) -> int:
    """Hand over what comes until the caller leaves or sends what no telephone sends; gives the code to close with."""
    code = NORMAL
    try:
        while True:
            take(line, media_messages.read(await socket.receive_text()))
    except BadMessageError as bad:
        log.warning("stream-closed", reason=str(bad))
        code = TOO_LONG if str(bad) == "too long" else REFUSED
    except (WebSocketDisconnect, KeyError):
        # KeyError: starlette's word for a binary message where text is expected.
        pass
    line.gone()
    return code


def take(line: SoundLine, message: Message) -> None:
    """Tell the line what a message of its caller means; what it need not know is passed over."""
    match message:
        case Key(digit=digit):
            line.press(digit)
        case Heard(frame=frame):
            line.sound(frame)
        case Words(text=text) if line.pace.shows_texts:
            line.words(text)
        case Played(name=name):
            line.played(name)
        case Stop():
            line.gone()
        case _:
            pass


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
