"""What one process alone may do for a database, as long as it lives. Knows nothing of what that is."""

from contextlib import suppress
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from core.ports import TransactionLostError

_TRY = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 1))")
_GIVE_BACK = text("SELECT pg_advisory_unlock_all()")
_ARE_YOU_THERE = text("SELECT 1")


class Claim(Protocol):
    """A right that ends with the process, however it ends."""

    def is_ours(self) -> bool:
        """Whether it is ours now; asks for it when it is not. `TransactionLostError` when nobody can tell."""

    def release(self) -> None:
        """Let another process have it; again changes nothing."""


class OwnersClaim(Claim):
    """Who owns the data folder has every right to what is in it."""

    def is_ours(self) -> bool:
        """Always."""
        return True

    def release(self) -> None:
        """It goes with the folder."""


class SessionClaim(Claim):
    """A lock of PostgreSQL that lasts as long as one connection, which does nothing else."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._connection: Connection | None = None

    def is_ours(self) -> bool:
        """Asks the server each time: who has lost the connection has lost the lock, and asks for it anew."""
        try:
            if self._connection is not None:
                self._connection.execute(_ARE_YOU_THERE)
            else:
                self._connection = self._take()
        except SQLAlchemyError as error:
            self.release()
            raise TransactionLostError(type(error).__name__) from error
        return self._connection is not None

    def release(self) -> None:
        """Given back, for a server may take a moment to see that a connection has ended."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.execute(_GIVE_BACK)
            connection.close()

    def _take(self) -> Connection | None:
        connection = self._engine.connect()
        connection.detach()  # back in the pool, it would go on holding the lock
        try:
            if connection.scalar(_TRY, {"name": self._name}):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None
