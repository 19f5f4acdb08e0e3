"""What the store says to SQLCipher itself, below SQLAlchemy: settings that make a commit last (security.md 0, 5.3).

Knows no table.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Insert, Select, Update, create_engine, event, pool
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlcipher3 import dbapi2

from core.storage.errors import StoreError
from core.storage.statements import Rows, as_read, written

OLDEST_SQLITE = (3, 51, 3)
"""Earlier ones may corrupt a write-ahead log when two connections checkpoint at once (security.md 0.1)."""

DAMAGED = "the store does not open: wrong key, or damaged file; nothing was changed"
_PAGE = 4096
BEGIN = "BEGIN IMMEDIATE"
"""A deferred transaction that reads, then writes, fails en masse under load (security.md 0.5)."""
DIALECT = sqlite_dialect(paramstyle="named")
WAIT_WHEN_BUSY = "PRAGMA busy_timeout = 5000"
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA recursive_triggers = ON",  # or REPLACE would slip past the triggers that protect the trace
    WAIT_WHEN_BUSY,
    "PRAGMA temp_store = MEMORY",  # nothing leaves in clear on the disk
    "PRAGMA secure_delete = ON",  # an erased person's wrapped key is written over, not only unlinked
)


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
    try:
        with closing(dbapi2.connect(place, uri=True, isolation_level=None)) as connection:
            _unlock(connection, key)
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise StoreError(DAMAGED)
            return int(connection.execute(question).fetchone()[0])
    except dbapi2.DatabaseError as error:
        raise StoreError(_why_closed(error)) from error


def open_engine(path: Path, key: bytes) -> Engine:
    """Open or make the database. One connection serves the whole process, one transaction at a time.

    Raises `StoreError` on a wrong key; `look_at` an older file first, to know that it is whole.
    """
    check_version(dbapi2.sqlite_version_info)
    engine = _engine(lambda: connect(path, key), pool.StaticPool)
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect():
            pass
    except (DatabaseError, dbapi2.DatabaseError) as error:
        engine.dispose()
        raise StoreError(_why_closed(error)) from error
    return engine


def reading(connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
    """One question."""
    with _driver_of(connection) as driver:
        return as_read(DIALECT, wanted, driver.execute(*written(DIALECT, wanted, values)).fetchall())


def say(connection: Connection, statement: Insert | Update, values: Mapping[str, Any]) -> int:
    """One write; the number of the row that the connection added last."""
    with _driver_of(connection) as driver:
        return int(driver.execute(*written(DIALECT, statement, values)).lastrowid or 0)


def logs_beside(path: Path) -> list[Path]:
    """What SQLite keeps beside a database while somebody has it open, or after a close that could not write it back."""
    return [path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm")]


def close_whole(engine: Engine, path: Path) -> None:
    """Close a database so that one file holds all of it, and may be given another name.

    SQLite does not say that it could not: `StoreError` when its log is still there.
    """
    engine.dispose()
    if any(left.exists() for left in logs_beside(path)):
        raise StoreError(f"{path.name} could not be written: is the disk full, or failing?")


def said_by_driver(error: Exception) -> str:
    """What went wrong, for an operator: SQLite names the trouble; a server's words may quote a row."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return str(said) if isinstance(said, dbapi2.OperationalError) else type(said).__name__


def _why_closed(error: Exception) -> str:
    """A disk that is full or fails is no damaged file: whoever believed so would put an old backup in its place."""
    said = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(said, dbapi2.OperationalError):
        return f"the store can't be used now ({said}): is the disk full, failing or closed to us? nothing was changed"
    return DAMAGED


def open_reader(path: Path, key: bytes) -> Any:
    """A connection of the driver's own that can't write, beside the one that does, in the process that owns the file.

    Two connections are safe here: what they could corrupt together is mended since `OLDEST_SQLITE`, and this one
    commits nothing.
    """
    connection = _unlocked(path, key)
    connection.execute("PRAGMA query_only = ON")
    return connection


def reading_engine(reader: Callable[[], Any]) -> Engine:
    """The same for SQLAlchemy: a connection each time."""
    return _engine(reader, pool.NullPool)


def _engine(creator: Callable[[], Any], poolclass: type[pool.Pool]) -> Engine:
    return create_engine("sqlite://", module=dbapi2, creator=creator, poolclass=poolclass, hide_parameters=True)


def connect(path: Path, key: bytes) -> Any:
    """A connection of the driver's own that writes, with every setting that makes a commit last."""
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


def _begin(connection: Connection) -> None:
    with _driver_of(connection) as driver:
        driver.execute(BEGIN)


@contextmanager
def _driver_of(connection: Connection) -> Iterator[Any]:
    """Talk to the driver itself; what it raises is SQLAlchemy's error all the same."""
    try:
        yield connection.connection.driver_connection
    except dbapi2.Error as error:
        raise DBAPIError.instance(None, None, error, dbapi2.Error) from error
