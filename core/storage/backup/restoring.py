"""Restores a backup: into something empty, in one transaction, checked before it counts. Knows no command."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from core.ports import Blobs, TransactionLostError
from core.storage.backup.checking import check_log, check_sample
from core.storage.backup.form import Blob, Frame, Head, Rows, TableForm, Tail, read
from core.storage.backup.key_marks import check_keys
from core.storage.backup.row_writers import RowWriter
from core.storage.backup.targets import Target, open_target
from core.storage.erasures import erase_again
from core.storage.errors import DamagedError, StoreError
from core.storage.keys import open_keys
from core.storage.migrate import LATEST, OLDEST, upgrade_within
from core.storage.places import Places, within
from core.storage.sqlcipher_driver import said_by_driver
from core.storage.tables import audit_leaves, metadata
from core.storage.transaction import Transaction
from core.storage.vault import Vault

_UNFINISHED_FILE = "restore.unfinished"
"""There while blobs come: whatever lies in their place is ours to take away."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What came back."""

    taken_at: datetime
    row_count: int
    blob_count: int
    leaf_count: int
    people_opened: int
    """How many people's records were opened to see that they do."""
    people_erased: int
    """How many were erased since the backup was taken, and are so again."""


def restore_backup(
    backup: Iterable[bytes], folder: Path, *, database: str = "", places: Places | None = None
) -> Restored:
    """Put everything back into a data folder that holds the site's keys and nothing else, or an empty database.

    Raises `StoreError`, and leaves nothing, when something is there already, when a key is missing or another's, when
    the file is cut, edited or of another site, when it was made by a newer program, or when the disk is full.
    """
    places = places or within(folder)
    vault = places.open_vault(may_make=False)
    try:
        with open_target(folder, places.keys, database) as target, _empty_blobs(folder, vault.blobs):
            restored = _restore(read(backup, vault), places.keys, folder, target, vault)
            target.keep()
            return restored
    except DamagedError as fault:
        raise StoreError(f"the backup does not open: {fault}; nothing was restored") from None
    except (DBAPIError, TransactionLostError) as fault:
        said = said_by_driver(fault)
        raise StoreError(f"is the disk full, or the database away? ({said}); nothing was restored") from fault
    finally:
        vault.wrapping.close()


def _restore(frames: Iterator[Frame], keys: Path, folder: Path, target: Target, vault: Vault) -> Restored:
    head = next(frames, None)
    if not isinstance(head, Head):
        raise DamagedError("it does not begin as a backup does")
    check_revision(head.revision)
    check_keys(keys, vault, head.key_marks)
    with target.database.engine.begin() as connection:
        upgrade_within(connection, head.revision)
        target.be_keeper(connection)
        tail = _put_back(connection, head.tables, frames, vault.blobs)
        target.be_owner(connection)
        _number_on(connection)
        upgrade_within(connection)
        target.be_keeper(connection)
        _check_counts(connection, tail)
        transaction = Transaction(connection, target.database, vault, None)
        erased = erase_again(transaction, keys)
        opened = check_sample(transaction)
        leaves = check_log(connection, open_keys(keys, folder), head.checkpoint)
    return Restored(
        taken_at=head.taken_at,
        row_count=sum(tail.rows.values()),
        blob_count=tail.blobs,
        leaf_count=leaves,
        people_opened=opened,
        people_erased=len(erased),
    )


def check_revision(revision: str) -> None:
    """Refuse a schema that this program can't make, or can't bring up to its own."""
    if revision > LATEST:
        raise StoreError(f"the backup has schema {revision}, newer than this program ({LATEST}): use that one")
    if revision < OLDEST:
        raise StoreError(f"the backup has schema {revision}, from before records were sealed")


def _put_back(connection: Connection, tables: list[TableForm], frames: Iterator[Frame], blobs: Blobs) -> Tail:
    writers = {form.name: RowWriter(connection, form) for form in tables}
    blob_count = 0
    for frame in frames:
        match frame:
            case Rows():
                writers[frame.table].put(frame.rows)
            case Blob():
                blobs.put(frame.name, frame.content)
                blob_count += 1
            case Tail():
                came = {name: writer.count for name, writer in writers.items()}
                # The stream is read to its end: a cut there is known here only.
                if next(frames, None) is not None or came != frame.rows or blob_count != frame.blobs:
                    raise DamagedError("another number of rows or blobs than was kept")
                return frame
            case Head():
                raise DamagedError("two backups in one")
    raise DamagedError("it has no end")


def _number_on(connection: Connection) -> None:
    """The next leaf comes after those that were put back; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        last = sqlalchemy.func.max(audit_leaves.c.arrival)
        sequence = sqlalchemy.func.pg_get_serial_sequence(audit_leaves.name, audit_leaves.c.arrival.name)
        connection.execute(sqlalchemy.select(sqlalchemy.func.setval(sequence, last)).having(last.is_not(None)))


def _check_counts(connection: Connection, tail: Tail) -> None:
    for table in metadata.sorted_tables:
        count = connection.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(table))
        if count != tail.rows.get(table.name, count):
            raise StoreError(f"{table.name}: {count} rows were put back of {tail.rows[table.name]}")


@contextmanager
def _empty_blobs(folder: Path, blobs: Blobs) -> Iterator[None]:
    """A place for blobs that is empty before, and again when what follows fails."""
    unfinished = folder / _UNFINISHED_FILE
    if unfinished.exists():
        _let_go(blobs)
    elif next(blobs.names(), None) is not None:
        raise StoreError("there are blobs already: restore into a folder that holds keys alone")
    unfinished.touch(mode=0o600)
    try:
        yield
    except BaseException:
        _let_go(blobs)
        raise
    finally:
        unfinished.unlink()


def _let_go(blobs: Blobs) -> None:
    for name in list(blobs.names()):
        blobs.delete(name)
