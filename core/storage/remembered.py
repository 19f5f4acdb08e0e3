"""Outcomes of acts, kept as JSON in the transaction of their act, so that a repeated request changes nothing more."""

from typing import TypeVar

import msgspec
from sqlalchemy import Connection, insert, select

from core.ports import Remembered
from core.storage.tables import remembered

T = TypeVar("T")


class StoredRemembered(Remembered):
    """The memory of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, key: str, digest: str, outcome: type[T]) -> T | None:
        """The outcome kept under `key`; ValueError when it answered another request than `digest`."""
        row = self._connection.execute(select(remembered).where(remembered.c.key == key)).one_or_none()
        if row is None:
            return None
        if row.digest != digest:
            raise ValueError("this idempotency key answered another request")
        return msgspec.json.decode(row.outcome, type=outcome)

    def keep(self, key: str, digest: str, outcome: object) -> None:
        """Remember an outcome."""
        values = {"key": key, "digest": digest, "outcome": msgspec.json.encode(outcome)}
        self._connection.execute(insert(remembered), values)
