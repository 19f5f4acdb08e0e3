"""Frames between site and terminal, both ways (`kiosk.protocol`, `read_message`): a message, or a closed refusal."""

from collections.abc import Callable
from typing import Any, get_args

import msgspec
from starlette.websockets import WebSocket

from kiosk.gateway.connection import BINARY_REFUSED, NOT_A_MESSAGE, TOO_LARGE, RefusedFrameError, read_message
from kiosk.protocol import SiteMessage, TerminalMessage, decode_site, decode_terminal, encode
from tests.fuzz.promises import demand_own_words

Decode = Callable[[str], TerminalMessage]

MOST = 4_096
"""Bytes of a frame; the product takes its own cap from a setting."""
OWN_WORDS = frozenset({"not a message"})


def one(data: bytes, parse: Decode = decode_terminal) -> None:
    """Try one frame: as a text of a terminal, as a text of a site, and as it comes through the gateway's door."""
    text = data.decode("utf-8", "surrogateescape")
    for decode, messages in ((parse, TerminalMessage), (decode_site, SiteMessage)):
        try:
            message: Any = decode(text)
        except msgspec.DecodeError as refused:
            demand_own_words(refused, OWN_WORDS)
            continue
        assert isinstance(message, get_args(messages))
        assert decode(encode(message)) == message
        assert repr(message) == f"{type(message).__name__}(…)"
    _through_the_door(text, parse)
    _through_the_door(data, parse)


def _through_the_door(frame: str | bytes, parse: Decode) -> None:
    try:
        message = _read(frame)
    except RefusedFrameError as refused:
        codes = {NOT_A_MESSAGE, TOO_LARGE} if isinstance(frame, str) else {BINARY_REFUSED}
        demand_own_words(refused, set(map(str, codes)))
        return
    assert isinstance(frame, str)
    assert len(frame.encode()) <= MOST
    assert message == parse(frame)


def _read(frame: str | bytes) -> TerminalMessage:
    """What the gateway reads of one frame; nothing is waited for, so no event loop is needed."""
    received = {"type": "websocket.receive", "text" if isinstance(frame, str) else "bytes": frame}

    async def receive() -> dict[str, Any]:
        return received

    async def send(_message: Any) -> None:
        raise AssertionError("reading a frame sends nothing")

    socket = WebSocket({"type": "websocket"}, receive, send)
    socket.client_state = socket.client_state.CONNECTED
    reading = read_message(socket, MOST)
    try:
        reading.send(None)
    except StopIteration as done:
        read: TerminalMessage = done.value
        return read
    raise AssertionError("reading a frame waits for something else")
