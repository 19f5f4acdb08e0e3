"""Received documents that fit nobody, kept whole until a human looks."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from core.ports import Quarantine
from core.storage.tables import quarantine


class StoredQuarantine(Quarantine):
    """The quarantine, seen from one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry_id: str, original: bytes, reason: str, at: datetime) -> None:
        """Set the bytes aside with the reason."""
        values = {"entry_id": entry_id, "original": original, "reason": reason, "at": at}
        self._connection.execute(insert(quarantine), values)

    def count(self) -> int:
        """How many wait for a human."""
        return self._connection.scalar(select(func.count()).select_from(quarantine)) or 0
