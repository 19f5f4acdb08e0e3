"""What the store says to psycopg itself, below SQLAlchemy: how a transaction begins and ends. Knows no table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Insert, Select, Update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from core.domain.identifiers import PatientId
from core.ports import TransactionLostError
from core.storage.database import Write
from core.storage.statements import Rows, as_read, written

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
    said = [quoting.mogrify(*written(_DIALECT, statement, row)) for statement, row in writes]
    return "; ".join([*said, "COMMIT"])


def reading_alone(driver: Any, names: Sequence[str], wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
    """Lock the names in their order, then read, as one message; the rows are as SQLAlchemy would give them."""
    quoting = psycopg.ClientCursor(driver)
    message = f"{quoting.mogrify(_LOCK_ALONE, (list(names),))}; {quoting.mogrify(*written(_DIALECT, wanted, values))}"
    given = driver.execute(message, prepare=False)
    given.set_result(-1)
    return as_read(_DIALECT, wanted, given.fetchall())


def reading(driver: Any, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
    """One question, in a round trip of its own."""
    return as_read(_DIALECT, wanted, driver.execute(*written(_DIALECT, wanted, values)).fetchall())


def say(driver: Any, statement: Insert | Update, values: Mapping[str, Any]) -> None:
    """One write, in a round trip of its own."""
    driver.execute(*written(_DIALECT, statement, values))


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
    except (psycopg.IntegrityError, psycopg.DataError, psycopg.ProgrammingError) as error:
        raise DBAPIError.instance(None, None, error, psycopg.Error) from error
    except psycopg.Error as error:
        if driver.closed:
            connection.invalidate()
            connection.engine.dispose()
        raise TransactionLostError(type(error).__name__) from error
