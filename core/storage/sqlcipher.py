"""SQLCipher in a data folder: one encrypted file, one owner process, one transaction at a time. Knows no table."""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Select, Update
from sqlcipher3 import dbapi2

from core.domain.identifiers import PatientId
from core.ports import TransactionLostError
from core.storage.claims import Claim, OwnersClaim
from core.storage.database import Database, Write, read_once
from core.storage.errors import StoreError
from core.storage.high_water import HighWater
from core.storage.sqlcipher_driver import WAIT_WHEN_BUSY, reading, reading_engine, say
from core.storage.statements import Rows


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
        self._is_closed = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for whoever is writing. Once closed, nobody does: the file may be another process's by now."""
        with self._turn:
            if self._is_closed:
                raise TransactionLostError("the store is closed")
            yield

    def start(self, connection: Connection, patient_id: PatientId | None) -> None:
        """Nothing to add to BEGIN IMMEDIATE."""

    def limit_to(self, connection: Connection, patient_id: PatientId) -> None:
        """SQLite has no row-level security: repositories name the person in every statement, here as there."""

    def hold(self, connection: Connection, *names: str, is_shared: bool = False) -> None:
        """This transaction is the only one anyway."""

    def read(self, connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
        """Ask the driver."""
        return reading(connection, wanted, values)

    def read_alone(
        self,
        connection: Connection,
        names: Sequence[str],  # noqa: ARG002 - nobody else is here
        wanted: Select[Any],
        values: Mapping[str, Any],
    ) -> Rows:
        """Read: this transaction is the only one anyway."""
        return reading(connection, wanted, values)

    def write(self, connection: Connection, statement: Insert | Update, values: Mapping[str, Any]) -> int:
        """Say it to the driver."""
        return say(connection, statement, values)

    def end(self, connection: Connection, writes: Sequence[Write]) -> None:
        """Never asked: no message is sent here."""

    def claim(self, name: str) -> Claim:  # noqa: ARG002 - one for all names
        """This process owns the folder anyway."""
        return OwnersClaim()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A second connection, which only reads; the write-ahead log grows until it ends."""
        with read_once(reading_engine(self._reader)) as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection

    def forget_deleted(self) -> None:
        """Write the log back into the file and empty it; while somebody reads, that waits for the next occasion."""
        connection = self.engine.raw_connection()
        with closing(connection), suppress(dbapi2.Error):  # what was deleted is deleted: that the log stays is no fault
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout = 0")  # a backup reads for minutes, and everybody waits for this turn
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                cursor.execute(WAIT_WHEN_BUSY)

    def confirmed(self, leaf: int) -> None:
        """Raise the mark that a later opening is held to."""
        self._mark.rise(leaf)

    def close(self) -> None:
        """After the act in hand, write the log back into the file and let another process take the folder."""
        with self._turn:
            self._is_closed = True
        self.engine.dispose()
        self._mark.close()
        self._owner.release()
