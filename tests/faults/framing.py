"""Where messages begin and end in a stream of bytes: lines, WebSocket frames, round trips of PostgreSQL."""

import struct
from collections.abc import Iterator
from typing import Protocol


class Framing(Protocol):
    """One direction of one connection."""

    def feed(self, received: bytes) -> Iterator[bytes]:
        """Give each message that is whole now, in order; every byte comes out once."""


class Lines(Framing):
    """A message ends with a line feed."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, received: bytes) -> Iterator[bytes]:
        *whole, self._rest = (self._rest + received).split(b"\n")
        return (line + b"\n" for line in whole)


class WebSocketFrames(Framing):
    """The opening handshake, then frames (RFC 6455, section 5.2)."""

    def __init__(self) -> None:
        self._rest = b""
        self._is_open = False

    def feed(self, received: bytes) -> Iterator[bytes]:
        self._rest += received
        while 0 < (size := self._size()) <= len(self._rest):
            message, self._rest = self._rest[:size], self._rest[size:]
            self._is_open = True
            yield message

    def _size(self) -> int:
        """How long the next message is; 0 while that is not known yet."""
        if not self._is_open:
            return self._rest.find(b"\r\n\r\n") + 4 if b"\r\n\r\n" in self._rest else 0
        if len(self._rest) < 2:
            return 0
        short, mask = self._rest[1] & 0x7F, 4 if self._rest[1] & 0x80 else 0
        extended = {126: ">H", 127: ">Q"}.get(short)
        if extended is None:
            return 2 + mask + short
        width = struct.calcsize(extended)
        if len(self._rest) < 2 + width:
            return 0
        return 2 + width + mask + int(struct.unpack_from(extended, self._rest, 2)[0])


class PostgresRoundTrips(Framing):
    """All that a client says before it waits, and all that the server answers to it (PostgreSQL's manual, 55.7).

    For connections without TLS and GSS: `sslmode=disable&gssencmode=disable`.
    """

    def __init__(self, *, ends: bytes, has_startup: bool = False) -> None:
        self._rest = b""
        self._group = b""
        self._ends = ends
        self._is_startup = has_startup

    def feed(self, received: bytes) -> Iterator[bytes]:
        self._rest += received
        while message := self._message():
            self._group += message
            if self._is_startup or self._is_last(message):
                whole, self._group, self._is_startup = self._group, b"", False
                yield whole

    def _is_last(self, message: bytes) -> bool:
        # Authentication that is granted (code 0) is followed by more; any other asks the client for something.
        if message[:1] == b"R":
            return message[5:9] not in {b"\0\0\0\0", b"\0\0\0\x0c"}
        return message[:1] in self._letters

    @property
    def _letters(self) -> set[bytes]:
        return {self._ends[index : index + 1] for index in range(len(self._ends))}

    def _message(self) -> bytes:
        """The next one, or nothing while it is not whole. Only the first of a client has no letter."""
        start = 0 if self._is_startup else 1
        if len(self._rest) < start + 4:
            return b""
        size = start + int(struct.unpack_from(">I", self._rest, start)[0])
        if len(self._rest) < size:
            return b""
        message, self._rest = self._rest[:size], self._rest[size:]
        return message


def postgres_client() -> Framing:
    """What psycopg sends: up to Sync, Query, Flush, a password, the end of a copy, or goodbye."""
    return PostgresRoundTrips(ends=b"SQHpcfX", has_startup=True)


def postgres_server() -> Framing:
    """What PostgreSQL answers: up to « ready for query », a fatal error, or « send your copy »."""
    return PostgresRoundTrips(ends=b"ZGW")
