"""What an ear and its worker say to each other: pieces of many calls, each after its kind, its call and its length."""

import struct
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO

_HEAD = struct.Struct(">cII")


class Kind(Enum):
    """What a piece is."""

    OPEN = b"o"
    """JSON: phrases, traps, fillers, rate, and how many bytes of sound may wait before the call is dropped."""
    SOUND = b"s"
    """Signed 16-bit mono samples."""
    FINISH = b"f"
    CLOSE = b"c"


def write(kind: Kind, number: int, payload: bytes = b"") -> bytes:
    """One piece of call `number`."""
    return _HEAD.pack(kind.value, number, len(payload)) + payload


def read(source: BinaryIO) -> Iterator[tuple[Kind, int, bytes]]:
    """Every piece, until whoever writes has ended."""
    while len(head := source.read(_HEAD.size)) == _HEAD.size:
        kind, number, length = _HEAD.unpack(head)
        yield Kind(kind), number, source.read(length)
