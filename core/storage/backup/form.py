"""What a backup is made of, and how that is written: frames, one after the other, in one sealed stream.

    length of the frame, 4 bytes; the frame in MessagePack: Head, then Rows of each table, then Blobs, then Tail

The head says what the tables were, so that a later program can restore what an earlier one kept. Knows no engine.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Boolean, Column, ColumnElement, Date, Integer, LargeBinary, String, type_coerce
from sqlalchemy.types import TypeDecorator, TypeEngine

from core.storage.chunked_aead import open_sealed, seal
from core.storage.columns import UtcTime
from core.storage.errors import DamagedError
from core.storage.vault import Vault

_CONTEXT = b"relais backup 1"
_LABEL = "backup"
_LENGTH_BYTES = 4
_KINDS: dict[str, type[TypeEngine[Any]]] = {
    "text": String,
    "bytes": LargeBinary,
    "truth": Boolean,
    "number": Integer,
    "date": Date,
    "time": UtcTime,
}
"""The kind written for each column: backups are read for years, whatever the types are called."""


class TableForm(msgspec.Struct, frozen=True, kw_only=True):
    """A table as it was: its columns, in the order of the values, and the kind of each."""

    name: str
    columns: dict[str, str]


class Head(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What comes, and what it fits: schema, tables in the order in which rows may be put back, keys that go with it."""

    revision: str
    taken_at: datetime
    checkpoint: str
    """The last of the audit log, as it was signed; empty when there is none."""
    tables: list[TableForm]
    key_marks: dict[str, str]


class Rows(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Some rows of a table; sealed cells stay sealed."""

    table: str
    rows: list[list[Any]]


class Blob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Bytes that lie beside the database, as sealed as they lie there."""

    name: str
    content: bytes


class Tail(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """How much came: a count that is not met is a fault of ours, for a cut stream does not open."""

    rows: dict[str, int]
    blobs: int


Frame = Head | Rows | Blob | Tail


def write(frames: Iterable[Frame], vault: Vault) -> Iterator[bytes]:
    """The sealed bytes of a backup."""
    return seal(map(_packed, frames), vault.wrapping.derive(_LABEL), _CONTEXT)


def read(backup: Iterable[bytes], vault: Vault) -> Iterator[Frame]:
    """What was written. Raises `DamagedError` when the file is cut, edited, or another site's."""
    content = _Reader(open_sealed(backup, vault.wrapping.derive(_LABEL), _CONTEXT))
    while length := content.take(_LENGTH_BYTES):
        yield msgspec.msgpack.decode(content.take(int.from_bytes(length, "big")), type=Frame)


def as_stored(column: Column[Any]) -> ColumnElement[Any]:
    """A column as the database has it, whatever the code makes of it; times alone are read as times, in UTC."""
    return type_coerce(column, _stored_type(column))


def kind_of(column: Column[Any]) -> str:
    """The word for a column's type."""
    stored = _stored_type(column)
    return next(kind for kind, type_ in _KINDS.items() if isinstance(stored, type_))


def type_of(kind: str) -> type[TypeEngine[Any]]:
    """The type behind a word."""
    return _KINDS[kind]


def value_of(kind: str, written: Any) -> Any:
    """A value as the driver wants it: MessagePack has times, and no dates."""
    return date.fromisoformat(written) if kind == "date" and written is not None else written


def _stored_type(column: Column[Any]) -> TypeEngine[Any]:
    made = column.type
    return made.impl_instance if isinstance(made, TypeDecorator) and not isinstance(made, UtcTime) else made


def _packed(frame: Frame) -> bytes:
    packed = msgspec.msgpack.encode(frame)
    return len(packed).to_bytes(_LENGTH_BYTES, "big") + packed


class _Reader:
    """A stream of chunks, taken in pieces of another size."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._waiting = bytearray()

    def take(self, size: int) -> bytes:
        """As many bytes as asked; nothing at the very end, where alone a stream may end."""
        while len(self._waiting) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                if self._waiting or size != _LENGTH_BYTES:
                    raise DamagedError("the last frame is cut")
                return b""
            self._waiting += chunk
        taken = bytes(self._waiting[:size])
        del self._waiting[:size]
        return taken
