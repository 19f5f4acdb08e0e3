"""How messages travel: JSON text, one a frame, each version of the protocol for itself."""

from typing import Any, TypeVar

import msgspec

from kiosk.protocol.site_messages import SiteMessage
from kiosk.protocol.terminal_messages import TerminalMessage

VERSION = 2
MAX_FRAME_BYTES = 8 * 1024 * 1024
"""A document with page pictures; anything larger closes the connection."""

Said = TypeVar("Said")

_site: msgspec.json.Decoder[SiteMessage] = msgspec.json.Decoder(SiteMessage)
_terminal: msgspec.json.Decoder[TerminalMessage] = msgspec.json.Decoder(TerminalMessage)


def greeting(nonce: str) -> bytes:
    """What a terminal signs: for this protocol and its version only, and for one connection."""
    return f"relais-terminal|{VERSION}|{nonce}".encode()


def encode(message: Any) -> str:
    """Write a message as one text frame."""
    return msgspec.json.encode(message).decode()


def decode_site(frame: str | bytes) -> SiteMessage:
    """Read what the site says; `msgspec.DecodeError`, in words that quote nothing, when it is not a message."""
    return _decoded(_site, frame)


def decode_terminal(frame: str | bytes) -> TerminalMessage:
    """Read what a terminal says; the same error."""
    return _decoded(_terminal, frame)


def _decoded(decoder: msgspec.json.Decoder[Said], frame: str | bytes) -> Said:
    try:
        return decoder.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        # What stands before the tag is looked through, however deep; and the library's words quote the frame.
        raise msgspec.DecodeError("not a message") from None
