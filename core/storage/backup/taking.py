"""Takes a backup while the site goes on: rows of one moment, then the blobs. Knows nothing of where it is written."""

from collections.abc import Generator, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, select

from core.ports import Blobs
from core.storage.audit import NEWEST_CHECKPOINT
from core.storage.backup.form import Blob, Frame, Head, Rows, TableForm, Tail, as_stored, kind_of, write
from core.storage.backup.key_marks import key_marks
from core.storage.migrate import LATEST
from core.storage.tables import metadata
from core.storage.unit_of_work import Store

_AT_ONCE = 16
"""Rows that the driver holds: one may carry the pages of a whole document."""
_FRAME_BYTES = 256 * 1024


def take_backup(store: Store, folder: Path, at: datetime) -> Iterator[bytes]:
    """The bytes of a backup, as they come; memory holds a few rows, or one blob, at a time.

    Blobs come after the rows that name them, and are never changed: none is missing, except those of somebody who is
    erased meanwhile. Abandoned before its end, it is no backup: it does not open.
    """
    return write(_frames(store, folder, at), store.vault)


def _frames(store: Store, folder: Path, at: datetime) -> Iterator[Frame]:
    counts = {}
    with store.database.snapshot() as connection:
        yield Head(
            revision=LATEST,
            taken_at=at,
            checkpoint=connection.scalar(NEWEST_CHECKPOINT) or "",
            tables=[_form(table) for table in metadata.sorted_tables],
            key_marks=key_marks(folder, store.vault),
        )
        for table in metadata.sorted_tables:
            counts[str(table.name)] = yield from _rows(connection, table)
    blobs = yield from _blobs(store.vault.blobs)
    yield Tail(rows=counts, blobs=blobs)


def _form(table: Table) -> TableForm:
    return TableForm(name=str(table.name), columns={str(column.name): kind_of(column) for column in table.columns})


def _rows(connection: Connection, table: Table) -> Generator[Frame, None, int]:
    count, size, waiting = 0, 0, list[list[object]]()
    stored = select(*map(as_stored, table.columns))
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(stored):
        waiting.append(list(row))
        size += sum(len(cell) if isinstance(cell, str | bytes) else 8 for cell in row)
        count += 1
        if size >= _FRAME_BYTES:
            yield Rows(table=str(table.name), rows=waiting)
            size, waiting = 0, []
    if waiting:
        yield Rows(table=str(table.name), rows=waiting)
    return count


def _blobs(blobs: Blobs) -> Generator[Frame, None, int]:
    count = 0
    for name in blobs.names():
        try:
            content = blobs.get(name)
        except KeyError:
            continue  # somebody was erased since the list was read, or a document was undone
        yield Blob(name=name, content=content)
        count += 1
    return count
