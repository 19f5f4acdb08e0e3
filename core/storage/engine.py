"""The embedded engine: one encrypted file, one owner process, settings that make a commit last (security.md 0, 5.3).

Knows no table.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import Pool, StaticPool
from sqlcipher3 import dbapi2

from core.domain.identifiers import PatientId
from core.storage.claims import Claim, OwnersClaim
from core.storage.database import Database, Write
from core.storage.errors import StoreError
from core.storage.high_water import HighWater

OLDEST_SQLITE = (3, 51, 3)
"""Earlier ones may corrupt a write-ahead log when two connections checkpoint at once (security.md 0.1)."""

DAMAGED = "the store does not open: wrong key, or damaged file; nothing was changed"
_PAGE = 4096
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA recursive_triggers = ON",  # or REPLACE would slip past the triggers that protect the trace
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",  # nothing leaves in clear on the disk
    "PRAGMA secure_delete = ON",  # an erased person's wrapped key is written over, not only unlinked
)


class Owner:
    """The one process that owns a data folder; a lock that ends with the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._handle)
            raise StoreError("another process has this data folder open: stop it first") from None
        self._is_released = False

    def release(self) -> None:
        """Let another process take the folder; again changes nothing."""
        if not self._is_released:
            self._is_released = True
            os.close(self._handle)


class Embedded(Database):
    """SQLCipher in a data folder. One connection, one transaction at a time; threads take turns (decision 4)."""

    def __init__(self, engine: Engine, owner: Owner, mark: HighWater, reader: Callable[[], Any]) -> None:
        self.engine = engine
        self._owner = owner
        self._mark = mark
        self._reader = reader
        self._turn = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for whoever is writing."""
        with self._turn:
            yield

    def start(self, connection: Connection, patient_id: PatientId | None) -> None:
        """Nothing to add to BEGIN IMMEDIATE."""

    def limit_to(self, connection: Connection, patient_id: PatientId) -> None:
        """SQLite has no row-level security: repositories name the person in every statement, here as there."""

    def hold(self, connection: Connection, name: str, *, is_shared: bool = False) -> None:
        """This transaction is the only one anyway."""

    def end(self, connection: Connection, writes: Sequence[Write]) -> None:
        """Never asked: no message is sent here."""

    def claim(self, name: str) -> Claim:  # noqa: ARG002 - one for all names
        """This process owns the folder anyway."""
        return OwnersClaim()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A second connection, which only reads; the write-ahead log grows until it ends."""
        engine = _engine(self._reader, sqlalchemy.NullPool)
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                yield connection
        finally:
            engine.dispose()

    def forget_deleted(self) -> None:
        """Write the log back into the file and empty it; what is busy now is done at the next occasion."""
        connection = self.engine.raw_connection()
        with closing(connection), suppress(dbapi2.Error):  # what was deleted is deleted: that the log stays is no fault
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def confirmed(self, leaf: int) -> None:
        """Raise the mark that a later opening is held to."""
        self._mark.rise(leaf)

    def close(self) -> None:
        """Write the log back into the file and let another process take the folder."""
        self.engine.dispose()
        self._mark.close()
        self._owner.release()


def check_version(version: tuple[int, ...]) -> None:
    """Refuse a SQLite that may lose what it has confirmed."""
    if version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SQLITE))
        raise StoreError(f"SQLite {found} may corrupt the store: {needed} or later is needed")


def look_at(path: Path, key: bytes, question: str) -> int:
    """Read every page of a database and answer one question about it, without changing a byte.

    A connection that may write would, when it is closed, carry the log into the file and remove it, though what it
    found was damaged. Raises `StoreError` on a wrong key, or when a page is missing, cut or changed.
    """
    if path.stat().st_size < _PAGE:
        # SQLite would take it for a new file, and people would believe that their space is empty.
        raise StoreError(f"{path.name} is cut short; nothing was changed: put it back from its backup")
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    place = f"file:{quote(str(path))}?{'mode=ro' if has_log else 'immutable=1'}"
    connection = dbapi2.connect(place, uri=True, isolation_level=None)
    try:
        _unlock(connection, key)
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise StoreError(DAMAGED)
        return int(connection.execute(question).fetchone()[0])
    except dbapi2.DatabaseError as error:
        raise StoreError(DAMAGED) from error
    finally:
        connection.close()


def open_engine(path: Path, key: bytes) -> Engine:
    """Open or make the database. One connection serves the whole process, one transaction at a time.

    Raises `StoreError` on a wrong key; `look_at` an older file first, to know that it is whole.
    """
    check_version(dbapi2.sqlite_version_info)
    engine = _engine(lambda: _connect(path, key), StaticPool)
    event.listen(engine, "begin", _begin_immediate)
    try:
        with engine.connect():
            pass
    except (sqlalchemy.exc.DatabaseError, dbapi2.DatabaseError) as error:
        engine.dispose()
        raise StoreError(DAMAGED) from error
    return engine


def open_reader(path: Path, key: bytes) -> Any:
    """A connection of the driver's own that can't write, beside the one that does, in the process that owns the file.

    Two connections are safe here: what they could corrupt together is mended since `OLDEST_SQLITE`, and this one
    commits nothing.
    """
    connection = _unlocked(path, key)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _engine(connect: Callable[[], Any], pool: type[Pool]) -> Engine:
    return create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=pool, hide_parameters=True)


def _connect(path: Path, key: bytes) -> Any:
    is_new = not path.exists()
    connection = _unlocked(path, key)
    if is_new:
        path.chmod(0o600)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _unlocked(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    _unlock(connection, key)
    return connection


def _unlock(connection: Any, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error by itself
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def _begin_immediate(connection: Connection) -> None:
    # A deferred transaction that reads, then writes, fails en masse under load (security.md 0.5).
    connection.exec_driver_sql("BEGIN IMMEDIATE")
