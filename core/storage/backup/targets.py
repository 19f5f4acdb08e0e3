"""Where a backup is restored: a new file, or an empty PostgreSQL database. All of it comes, or nothing does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, inspect, text

from core.storage.database import Database
from core.storage.durable_files import sync_folder
from core.storage.errors import StoreError
from core.storage.high_water import MARK_FILE, HighWater
from core.storage.key_files import read_or_make_key
from core.storage.opening import KEY_FILE, STORE_FILE
from core.storage.postgres import KEEPER_ROLE, Fleet, check_roles, open_owner
from core.storage.sqlcipher import Embedded, Owner
from core.storage.sqlcipher_driver import close_whole, open_engine, open_reader

_UNFINISHED = ".restoring"


class Target(Protocol):
    """One transaction on something empty."""

    database: Database

    def be_keeper(self, connection: Connection) -> None:
        """From here on, whoever may put anybody's rows back, and nothing more."""

    def be_owner(self, connection: Connection) -> None:
        """From here on, whoever may change the schema."""

    def keep(self) -> None:
        """After the commit: put what was restored in its place. `StoreError` when the disk did not take all of it."""


class EmbeddedTarget(Target):
    """A SQLCipher file beside its place."""

    def __init__(self, database: Database, work: Path, place: Path) -> None:
        self.database = database
        self._work = work
        self._place = place

    def be_keeper(self, connection: Connection) -> None:
        """SQLite has no roles."""

    def be_owner(self, connection: Connection) -> None:
        """SQLite has no roles."""

    def keep(self) -> None:
        """Close the file, whole, and give it its name."""
        close_whole(self.database.engine, self._work)
        sync_folder(self._place.parent)
        self._work.replace(self._place)
        sync_folder(self._place.parent)


class FleetTarget(Target):
    """An empty database of a PostgreSQL server."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def be_keeper(self, connection: Connection) -> None:
        """The role of backups; until the end of the transaction at most."""
        connection.execute(text(f"SET LOCAL ROLE {KEEPER_ROLE}"))

    def be_owner(self, connection: Connection) -> None:
        """The login, which owns the tables; it sees no personal row, for row-level security is forced on it too."""
        connection.execute(text("RESET ROLE"))

    def keep(self) -> None:
        """Its place is where it is."""


@contextmanager
def open_target(folder: Path, keys: Path, url: str) -> Iterator[Target]:
    """What to restore into; when the block raises before `keep`, all is as it was.

    Raises `StoreError` when something is there already.
    """
    with _fleet(url) if url else _embedded(folder, keys) as target:
        yield target


@contextmanager
def _embedded(folder: Path, keys: Path) -> Iterator[Target]:
    owner = Owner(folder)
    try:
        place, work = folder / STORE_FILE, folder / f"{STORE_FILE}{_UNFINISHED}"
        if place.exists():
            raise StoreError(f"{STORE_FILE} is there already: restore into a folder that holds keys alone")
        _let_go(work)
        key = read_or_make_key(keys / KEY_FILE, may_make=True)
        engine = open_engine(work, key)
        (folder / MARK_FILE).unlink(missing_ok=True)  # it speaks of a store that is no longer here
        mark = HighWater(folder)
        try:
            yield EmbeddedTarget(Embedded(engine, owner, mark, lambda: open_reader(work, key)), work, place)
        finally:
            engine.dispose()
            mark.close()
            if not place.exists():
                (folder / MARK_FILE).unlink()
            _let_go(work)
    finally:
        owner.release()


@contextmanager
def _fleet(url: str) -> Iterator[Target]:
    check_roles(url)
    engine = open_owner(url)
    try:
        with engine.connect() as connection:
            if inspect(connection).get_table_names():
                raise StoreError("the database holds tables already: create an empty one to restore into")
        yield FleetTarget(Fleet(engine, url))
    finally:
        engine.dispose()


def _let_go(work: Path) -> None:
    """What an earlier restore, cut short, has left."""
    for ending in ("", "-wal", "-shm", "-journal"):
        work.with_name(work.name + ending).unlink(missing_ok=True)
