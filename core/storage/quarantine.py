"""Received documents that fit nobody, kept whole until a human looks; sealed with the key of the site itself."""

from datetime import datetime

from sqlalchemy import func, insert, select

from core.ports import Quarantine
from core.storage.envelope import SITE
from core.storage.tables import quarantine
from core.storage.transaction import Transaction


class StoredQuarantine(Quarantine):
    """The quarantine, seen from one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, entry_id: str, original: bytes, reason: str, at: datetime) -> None:
        """Set the bytes aside with the reason."""
        blob = self._transaction.put_blob(self._transaction.key_of(SITE), original)
        values = {"entry_id": entry_id, "original_blob": blob, "reason": reason, "at": at}
        self._transaction.connection.execute(insert(quarantine), values)

    def count(self) -> int:
        """How many wait for a human."""
        return self._transaction.connection.scalar(select(func.count()).select_from(quarantine)) or 0
