"""One message of a Media Streams peer (`media_messages.read`): a message of ours, or the one error."""

import json
from collections.abc import Callable
from dataclasses import fields

from ivr.line.twilio.media_messages import (
    DIGITS,
    MOST_CHARACTERS,
    BadMessageError,
    Heard,
    Key,
    Message,
    Other,
    Played,
    Start,
    Stop,
    Words,
    mark,
    read,
)
from tests.fuzz.promises import demand_own_words

Parse = Callable[[str], Message]

SECOND = 8_001
"""Bytes of a second of sound, and what the letters of base64 round up to."""
OWN_WORDS = frozenset({"too long", "not JSON", "no event"})


def one(data: bytes, parse: Parse = read) -> None:
    """Try one text frame; a WebSocket gives it decoded, so what is no UTF-8 is tried letter by letter."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    try:
        message = parse(text)
    except BadMessageError as refused:
        demand_own_words(refused, OWN_WORDS)
        return
    assert len(text) <= MOST_CHARACTERS
    if isinstance(message, Heard):
        assert len(message.frame) <= SECOND
        return
    assert isinstance(message, Key | Words | Played | Start | Stop | Other)
    for each in fields(message):
        value = getattr(message, each.name)
        assert isinstance(value, str)
        value.encode()
    if isinstance(message, Key):
        assert len(message.digit) == 1
        assert message.digit in DIGITS
        assert message == parse(json.dumps({"event": "dtmf", "dtmf": {"digit": message.digit}}))
    if isinstance(message, Played):
        assert message == parse(mark("MZ", message.name)) or len(message.name) > MOST_CHARACTERS // 12
