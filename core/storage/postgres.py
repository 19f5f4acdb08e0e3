"""The engine of a fleet: PostgreSQL, many transactions at once, each seeing one person. Knows no table.

Row-level security is the second lock on the door: repositories name the person in every statement all the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy
from psycopg import sql
from sqlalchemy import Connection, Engine, Insert, Select, Update, create_engine, event, text
from sqlalchemy.engine import URL, make_url

from core.domain.identifiers import PatientId
from core.storage.claims import Claim, SessionClaim
from core.storage.database import Database, Write, read_once
from core.storage.errors import StoreError
from core.storage.postgres_driver import LOCK, driver_of, ending, opening, reading, reading_alone, say
from core.storage.statements import Rows

APPLICATION_ROLE = "relais_app"
"""What business runs as: neither owner of a table, nor free of row-level security."""
KEEPER_ROLE = "relais_keeper"
"""What backup and restore run as: sees all rows, which are sealed, and holds no key."""
OLDEST_SERVER = 150_000
CONNECTIONS = 16
"""More than one process can use at once. Fewer answered more calls under overload; but with 5, 59 of 27,000 calls
offered at twice the rate that could be borne ended in an error, and none with 16."""
WAIT_SECONDS = 10
_SETTINGS = (
    "SET synchronous_commit = on",  # a commit is on the disk before a person is told
    "SET lock_timeout = '10s'",
    "SET statement_timeout = '30s'",
    "SET idle_in_transaction_session_timeout = '60s'",
    "SET timezone = 'UTC'",
    "SET plan_cache_mode = force_generic_plan",  # every statement names one person: no plan depends on whom
)
_SNAPSHOT = """
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = '10min'
"""
"""It lasts as long as whoever takes the bytes needs, if they go on taking."""
_SEE = text("SELECT set_config('relais.patient', :patient_id, true)")
_HOLD = text(LOCK.format(kind="", names=":names"))
_HOLD_SHARED = text(LOCK.format(kind="_shared", names=":names"))
_ROLES = text(
    "SELECT pg_has_role(:app, 'MEMBER'), pg_has_role(:keeper, 'MEMBER'), rolsuper, rolbypassrls,"
    " current_setting('server_version_num')::int, current_setting('fsync'), current_setting('full_page_writes')"
    " FROM pg_roles WHERE rolname = current_user"
)


class Fleet(Database):
    """A PostgreSQL database, as the role of business."""

    ends_in_one = True

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine = engine
        self._url = url

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Everybody may start at once; the pool of connections has its own queue."""
        yield

    def start(self, connection: Connection, patient_id: PatientId | None) -> None:
        """BEGIN, whom it sees, and their turn, in one round trip."""
        with driver_of(connection) as driver:
            driver.execute(opening(patient_id), prepare=False)

    def limit_to(self, connection: Connection, patient_id: PatientId) -> None:
        """For this transaction only, so that a pooled connection never carries a person over."""
        connection.execute(_SEE, {"patient_id": patient_id})

    def hold(self, connection: Connection, *names: str, is_shared: bool = False) -> None:
        """Wait for a lock of each name, in order; they end with the transaction."""
        connection.execute(_HOLD_SHARED if is_shared else _HOLD, {"names": list(names)})

    def read(self, connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
        """One round trip."""
        with driver_of(connection) as driver:
            return reading(driver, wanted, values)

    def read_alone(
        self, connection: Connection, names: Sequence[str], wanted: Select[Any], values: Mapping[str, Any]
    ) -> Rows:
        """One round trip; each of its statements sees what was committed before it began."""
        with driver_of(connection) as driver:
            return reading_alone(driver, names, wanted, values)

    def write(self, connection: Connection, statement: Insert | Update, values: Mapping[str, Any]) -> int:
        """One round trip; the number of a new row would be another."""
        with driver_of(connection) as driver:
            say(driver, statement, values)
        return 0

    def end(self, connection: Connection, writes: Sequence[Write]) -> None:
        """One round trip for all: an error among them keeps nothing."""
        with driver_of(connection) as driver:
            driver.execute(ending(driver, writes), prepare=False)

    def claim(self, name: str) -> Claim:
        """A lock of this database, whichever site asks."""
        return SessionClaim(self.engine, name)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection of its own, as the keeper of backups."""
        with read_once(open_postgres(self._url, role=KEEPER_ROLE, connections=1)) as connection:
            with driver_of(connection) as driver:
                driver.execute(_SNAPSHOT)
            yield connection

    def forget_deleted(self) -> None:
        """Nothing that business may ask for: vacuuming, checkpoints and the log are the server's own affair."""

    def confirmed(self, leaf: int) -> None:
        """PostgreSQL refuses a log that ends too early by itself."""

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_postgres(url: str, *, role: str = APPLICATION_ROLE, connections: int = CONNECTIONS) -> Engine:
    """An engine whose every connection runs as `role`, with settings that make a commit last.

    Raises `StoreError` when the server can't be reached, is too old, or when the login could see past row-level
    security.
    """
    engine = create_engine(
        _driver_url(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=False,
        hide_parameters=True,
        connect_args={"connect_timeout": WAIT_SECONDS, "application_name": "relais"},
    )
    event.listen(engine, "connect", lambda driver, _: prepare(driver, role))
    try:
        engine.connect().close()
    except sqlalchemy.exc.DBAPIError as error:
        engine.dispose()
        raise StoreError(f"the database does not open: {_one_line(error)}") from None
    return engine


def open_owner(url: str) -> Engine:
    """An engine as the owner of the tables, one connection at a time: for migrations only."""
    return create_engine(_driver_url(url), poolclass=sqlalchemy.NullPool, hide_parameters=True)


def check_roles(url: str) -> None:
    """Refuse a login that row-level security does not bind, or a server that may lose what it has confirmed."""
    owner = open_owner(url)
    try:
        with owner.connect() as connection:
            found = connection.execute(_ROLES, {"app": APPLICATION_ROLE, "keeper": KEEPER_ROLE}).one()
    except sqlalchemy.exc.DBAPIError as error:
        raise StoreError(f"the database does not open: {_one_line(error)}") from None
    finally:
        owner.dispose()
    is_app, is_keeper, is_super, sees_all, version, *durable = found
    if not (is_app and is_keeper):
        raise StoreError(f"the login must be a member of {APPLICATION_ROLE} and {KEEPER_ROLE}: see docs/operations.md")
    if is_super or sees_all:
        raise StoreError("the login is a superuser or bypasses row-level security: use an ordinary one")
    if version < OLDEST_SERVER:
        raise StoreError("PostgreSQL 15 or later is needed")
    if durable != ["on", "on"]:
        raise StoreError("fsync and full_page_writes must be on: a confirmed choice could be lost")


def _driver_url(url: str) -> URL:
    try:
        given = make_url(url)
    except (sqlalchemy.exc.ArgumentError, ValueError):  # what it says may quote a part of the password
        raise StoreError("database: postgresql://LOGIN@HOST/NAME is expected") from None
    if given.get_backend_name() != "postgresql":
        raise StoreError("database: postgresql://LOGIN@HOST/NAME is expected")
    return given.set(drivername="postgresql+psycopg")


def prepare(driver: Any, role: str) -> None:
    """Make a connection of the driver's own what the store needs: a role, and the settings of a session."""
    driver.autocommit = True  # the store says BEGIN itself, with whom it sees, in one round trip
    driver.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
    for setting in _SETTINGS:
        driver.execute(setting)


def _one_line(error: sqlalchemy.exc.DBAPIError) -> str:
    return " ".join(str(error.orig).split())
