"""What an engine must do for the store, whichever it is. Two exist: `sqlcipher.Embedded` and `postgres.Fleet`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Insert, Select, Update
from sqlalchemy.exc import DBAPIError

from core.domain.identifiers import PatientId
from core.ports import TransactionLostError
from core.storage.claims import Claim
from core.storage.errors import StoreError
from core.storage.statements import Rows

Write = tuple[Insert | Update, Mapping[str, Any]]
"""A row to add, to put in place of the one with its key, or to change."""


class Database(Protocol):
    """Transactions of one engine: how they start, whom they may see, and who waits for whom."""

    engine: Engine
    """SQLAlchemy's own."""
    ends_in_one: bool = False
    """Whether a round trip less counts here."""

    def turn(self) -> AbstractContextManager[None]:
        """Wait until a transaction may start."""

    def start(self, connection: Connection, patient_id: PatientId | None) -> None:
        """Open the transaction; with a person, it sees them alone, and their acts wait for each other."""

    def limit_to(self, connection: Connection, patient_id: PatientId) -> None:
        """From here on this transaction sees the personal rows of this person, and no other's."""

    def hold(self, connection: Connection, *names: str, is_shared: bool = False) -> None:
        """Wait until no other transaction holds these names, and hold them to the end of this one; or with others.

        They are taken in the order given: whoever takes several takes them as everybody does.
        """

    def read(self, connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
        """Ask. Said to the driver itself, like `write`: SQLAlchemy would take longer than the engine."""

    def read_alone(
        self, connection: Connection, names: Sequence[str], wanted: Select[Any], values: Mapping[str, Any]
    ) -> Rows:
        """Hold these names, then read what whoever held them before has left."""

    def write(self, connection: Connection, statement: Insert | Update, values: Mapping[str, Any]) -> int:
        """Say one of the last writes now; the number that the engine gave a new row, 0 where it was not asked."""

    def end(self, connection: Connection, writes: Sequence[Write]) -> None:
        """Say the last writes and COMMIT in one message; asked only where `ends_in_one`."""

    def claim(self, name: str) -> Claim:
        """What no other process may do for these records as long as this one does it."""

    def snapshot(self) -> AbstractContextManager[Connection]:
        """Everybody's rows as they are now, and stay while others write; nothing can be written through it.

        Raises `StoreError` when the database goes away meanwhile.
        """

    def forget_deleted(self) -> None:
        """Leave as little as the engine allows of what was deleted, in files that it writes ahead of itself."""

    def confirmed(self, leaf: int) -> None:
        """A transaction is committed; `leaf` is the arrival of the last leaf it left, 0 for none."""

    def close(self) -> None:
        """Let go of files and connections."""


@contextmanager
def read_once(engine: Engine) -> Iterator[Connection]:
    """The one connection of an engine that was made to read by, and ends with it."""
    try:
        with engine.connect() as connection:
            yield connection
    except (DBAPIError, TransactionLostError) as error:
        raise StoreError(f"the database went away while it was read ({type(error).__name__})") from error
    finally:
        engine.dispose()
