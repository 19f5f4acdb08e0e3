"""What the store says to psycopg itself, below SQLAlchemy: how a transaction begins and ends. Knows no table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Insert
from sqlalchemy.engine import URL

from core.domain.identifiers import PatientId
from core.ports import TransactionLostError
from core.storage.database import Write

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
    said = [quoting.mogrify(_said(statement, tuple(values)), values) for statement, values in writes]
    return "; ".join([*said, "COMMIT"])


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
