"""Twilio Media Streams, as JSON: what comes in and what goes out. Knows no call."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

import msgspec

MOST_CHARACTERS = 65_536
"""A frame of 20 ms takes some 400."""
MOST_PAYLOAD = 10_668
"""Characters of one second of sound."""
INBOUND = "inbound"
DIGITS = "0123456789*#"


class BadMessageError(ValueError):
    """A message that is no Media Streams message: the stream ends."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """The stream begins."""

    stream_sid: str
    call_sid: str
    token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key was pressed."""

    digit: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the person said, typed: only the telephone of the terminal window sends it, to a demonstration site."""

    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Played:
    """Everything sent before this mark was heard, or dropped by a `clear`."""

    name: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Sound of the caller: mu-law, 20 ms as a rule."""

    frame: bytes = field(repr=False)


@dataclass(frozen=True)
class Stop:
    """The caller hung up."""


@dataclass(frozen=True)
class Other:
    """What we need not know."""


Message = Start | Key | Words | Heard | Played | Stop | Other


def read(text: str) -> Message:
    """Read one message; `BadMessageError` when it is none, or too long."""
    if len(text) > MOST_CHARACTERS:
        raise BadMessageError("too long")
    try:
        # Strict where the standard library is not: half a surrogate pair would break whoever writes the text down.
        message: Any = msgspec.json.decode(text)
    except (ValueError, RecursionError):
        raise BadMessageError("not JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("event"), str):
        raise BadMessageError("no event")
    return _of_event(message)


def _of_event(message: dict[str, Any]) -> Message:  # noqa: PLR0911 - one line a kind
    match message:
        case {"event": "dtmf", "dtmf": {"digit": str(digit)}} if len(digit) == 1 and digit in DIGITS:
            return Key(digit=digit)
        case {"event": "media", "media": {"payload": str(payload)} as sound}:
            return _heard(payload, sound.get("track", INBOUND))
        case {"event": "mark", "mark": {"name": str(name)}}:
            return Played(name=name)
        case {"event": "words", "text": str(said)}:
            return Words(text=said)
        case {"event": "start", "start": {"streamSid": str(stream), "callSid": str(call)}}:
            return Start(stream_sid=stream, call_sid=call, token=_token(message["start"]))
        case {"event": "stop"}:
            return Stop()
        case _:
            return Other()


def _heard(payload: str, track: object) -> Heard | Other:
    """The caller's sound; ours, more than a second of it, or what is none, is passed over."""
    if track != INBOUND or len(payload) > MOST_PAYLOAD:
        return Other()
    try:
        return Heard(frame=base64.b64decode(payload, validate=True))
    except ValueError:
        return Other()


def media(stream_sid: str, frame: bytes) -> str:
    """Sound to play."""
    payload = base64.b64encode(frame).decode()
    return json.dumps({"event": "media", "streamSid": stream_sid, "media": {"payload": payload}})


def mark(stream_sid: str, name: str) -> str:
    """Asks to be told when what came before was heard."""
    return json.dumps({"event": "mark", "streamSid": stream_sid, "mark": {"name": name}})


def clear(stream_sid: str) -> str:
    """Drops what was not heard yet."""
    return json.dumps({"event": "clear", "streamSid": stream_sid})


def _token(start: dict[str, Any]) -> str:
    parameters = start.get("customParameters")
    token = parameters.get("token") if isinstance(parameters, dict) else None
    return token if isinstance(token, str) else ""
