"""What the store says to psycopg itself, below SQLAlchemy: how a transaction begins and ends. Knows no table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Insert, Select
from sqlalchemy.engine import URL
from sqlalchemy.types import TypeEngine

from core.domain.identifiers import PatientId
from core.ports import TransactionLostError
from core.storage.database import Write

Convert = Callable[[Any], Any]
LOCK = "SELECT pg_advisory_xact_lock{kind}(hashtextextended(name, 0)) FROM unnest(CAST({names} AS text[])) AS name"
"""Waits for each name in its order; given back when the transaction ends."""
_LOCK_ALONE = LOCK.format(kind="", names="%s")
_BEGIN = sql.SQL("BEGIN")
_BEGIN_ABOUT = sql.SQL(
    "BEGIN; SELECT set_config('relais.patient', {who}, true), pg_advisory_xact_lock(hashtextextended({name}, 0))"
)
_DIALECT = URL.create("postgresql+psycopg").get_dialect()()


def opening(patient_id: PatientId | None) -> sql.Composable:
    """What opens a transaction; with a person, it sees them alone, after whoever acts for them now."""
    if patient_id is None:
        return _BEGIN
    return _BEGIN_ABOUT.format(who=sql.Literal(patient_id), name=sql.Literal(f"person:{patient_id}"))


def ending(driver: Any, writes: Sequence[Write]) -> str:
    """The last writes and COMMIT, values quoted by the driver, as one message."""
    quoting = psycopg.ClientCursor(driver)
    said = [quoting.mogrify(_said(statement, tuple(row)), _bound(statement, row)) for statement, row in writes]
    return "; ".join([*said, "COMMIT"])


def reading_alone(
    driver: Any, names: Sequence[str], wanted: Select[Any], values: Mapping[str, Any]
) -> Sequence[Sequence[Any]]:
    """Lock the names in their order, then read, as one message; the rows are as SQLAlchemy would give them."""
    quoting = psycopg.ClientCursor(driver)
    message = f"{quoting.mogrify(_LOCK_ALONE, (list(names),))}; {quoting.mogrify(_asked(wanted), values)}"
    given = driver.execute(message, prepare=False)
    given.set_result(-1)
    readers = _readers(wanted)
    return [[read(value) for read, value in zip(readers, row, strict=True)] for row in given.fetchall()]


@contextmanager
def driver_of(connection: Connection) -> Iterator[Any]:
    """Talk to the driver itself; what SQLAlchemy would notice of a lost connection is noticed here too.

    Where one was lost the others mostly are (a server that restarted): the idle ones go with it, or each would cost
    somebody their act.
    """
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("a pooled connection has its driver's")
    try:
        yield driver
    except (psycopg.IntegrityError, psycopg.DataError, psycopg.ProgrammingError):
        raise
    except psycopg.Error as error:
        if driver.closed:
            connection.invalidate()
            connection.engine.dispose()
        raise TransactionLostError(type(error).__name__) from error


@lru_cache(maxsize=64)
def _said(statement: Insert, columns: tuple[str, ...]) -> str:
    """An insert as the driver takes it; made once."""
    return str(statement.inline().compile(dialect=_DIALECT, column_keys=list(columns)))


@lru_cache(maxsize=64)
def _asked(wanted: Select[Any]) -> str:
    """A question as the driver takes it; made once."""
    return str(wanted.compile(dialect=_DIALECT))


def _bound(statement: Insert, row: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the types of their columns write them."""
    columns = statement.table.columns
    return {name: _binder(columns[name].type)(value) for name, value in row.items()}


@lru_cache(maxsize=64)
def _binder(kind: TypeEngine[Any]) -> Convert:
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _as_it_is


@lru_cache(maxsize=64)
def _readers(wanted: Select[Any]) -> tuple[Convert, ...]:
    kinds = [column.type.dialect_impl(_DIALECT) for column in wanted.selected_columns]
    return tuple(kind.result_processor(_DIALECT, None) or _as_it_is for kind in kinds)


def _as_it_is(value: Any) -> Any:
    return value
