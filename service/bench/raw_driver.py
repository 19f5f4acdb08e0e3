"""Hears what the store says to its driver for a piece of work, and says the same to the bare driver: the peer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow
from sqlalchemy import Connection, Insert, Select, Update, event

from core.domain.identifiers import PatientId
from core.storage.database import Database
from core.storage.postgres import APPLICATION_ROLE, Fleet, prepare
from core.storage.postgres_driver import opening
from core.storage.sqlcipher_driver import BEGIN, DIALECT
from core.storage.statements import Rows, written
from core.storage.unit_of_work import Store

Statement = tuple[Any, Any]
"""What is said, and its values: by place or by name, as the driver has them."""
Renew = Callable[[Any, list[list[Any]]], Any]
"""Gives this run's value in place of one heard; sees the rows that the transaction was given so far."""


@dataclass(frozen=True, kw_only=True)
class Replay:
    """The same statements on a bare connection, its own transaction each time."""

    raw: Any = field(repr=False)
    statements: Sequence[Statement] = field(repr=False)

    def run(self, person: PatientId, renew: Renew) -> list[list[Any]]:
        """The rows of each statement that gives some."""
        given = list[list[Any]]()
        for said, values in self.statements:
            if isinstance(said, sql.Composable):
                self.raw.execute(opening(person))
                continue
            cursor = self.raw.execute(said, _renewed(values, lambda value: renew(value, given)))
            if cursor.description is not None:
                given.append(cursor.fetchall())
        self.raw.execute("COMMIT")
        return given


class Separately(Fleet):
    """Says the last writes one by one, as the bare driver will: the commit follows."""

    ends_in_one = False


class _Aloud:
    """An embedded `Database` that notes what it says to the driver itself; all else is left to it."""

    def __init__(self, database: Database, statements: list[Statement]) -> None:
        self._database = database
        self._statements = statements

    def read(self, connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
        """Note it, and ask."""
        self._statements.append(written(DIALECT, wanted, values))
        return self._database.read(connection, wanted, values)

    def write(self, connection: Connection, statement: Insert | Update, values: Mapping[str, Any]) -> int:
        """Note it, and say it."""
        self._statements.append(written(DIALECT, statement, values))
        return self._database.write(connection, statement, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


def heard(store: Store, work: Callable[[Store], object]) -> list[Statement]:
    """What the store says for one piece of work, the commit apart."""
    if not isinstance(store.database, Fleet):
        with spoken(store) as statements:
            work(store)
        return statements
    with messages(store) as statements:
        # Backups, which the address is for, are no part of this.
        work(Store(Separately(store.database.engine, ""), store.vault, store.keys))
    return statements


def open_raw_postgres(url: str, role: str = APPLICATION_ROLE) -> psycopg.Connection[TupleRow]:
    """The driver's own connection, with the settings that ours has."""
    raw = psycopg.connect(url)
    prepare(raw, role)
    return raw


def _renewed(values: Any, renew: Callable[[Any], Any]) -> Any:
    if isinstance(values, dict):
        return {name: renew(value) for name, value in values.items()}
    return [renew(value) for value in values or ()]


@contextmanager
def spoken(store: Store) -> Iterator[list[Statement]]:
    """What an embedded store says while the block runs, BEGIN among it; a COMMIT is not."""
    said, database, engine = list[Statement](), store.database, store.database.engine

    def note_begin(*_: object) -> None:
        said.append((BEGIN, ()))

    def note(*arguments: Any) -> None:
        said.append((arguments[2], tuple(arguments[3])))

    event.listen(engine, "begin", note_begin)
    event.listen(engine, "before_cursor_execute", note)
    store.database = cast("Database", _Aloud(database, said))
    try:
        yield said
    finally:
        store.database = database
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "begin", note_begin)


@contextmanager
def messages(store: Store) -> Iterator[list[Statement]]:
    """What goes to a PostgreSQL server, each its own round trip, heard below SQLAlchemy; a bare COMMIT apart."""
    statements: list[Statement] = []

    class Hearing(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
            statements.append((query, params))
            return super().execute(query, params, **how)

    def lend(driver: Any, *_: object) -> None:
        driver.cursor_factory = Hearing

    def take_back(driver: Any, *_: object) -> None:
        driver.cursor_factory = psycopg.Cursor

    pool = store.database.engine.pool
    event.listen(pool, "checkout", lend)
    event.listen(pool, "checkin", take_back)
    try:
        yield statements
    finally:
        event.remove(pool, "checkout", lend)
        event.remove(pool, "checkin", take_back)
