"""Receipts given to people, and what became of their paper."""

from datetime import datetime

from sqlalchemy import Connection, exists, insert, select, update

from core.domain.identifiers import PatientId
from core.domain.receipts import PaperOutcome, Receipt
from core.ports import Receipts
from core.storage.tables import receipts


class StoredReceipts(Receipts):
    """The receipts of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, patient_id: PatientId, receipt: Receipt) -> None:
        """Keep one; KeyError when its number is taken."""
        if self.is_taken(patient_id, receipt.number):
            raise KeyError("receipt number")
        self._connection.execute(
            insert(receipts),
            {
                "patient_id": patient_id,
                "number": receipt.number,
                "kind": receipt.kind.value,
                "at": receipt.at,
                "place": receipt.place,
                "leaf_hash": receipt.leaf_hash,
                "signature": receipt.signature,
            },
        )

    def is_taken(self, patient_id: PatientId, number: str) -> bool:
        """Whether this person has a receipt of that number already; other people may."""
        same = (receipts.c.patient_id == patient_id) & (receipts.c.number == number)
        return bool(self._connection.scalar(select(exists().where(same))))

    def record_paper(self, patient_id: PatientId, number: str, outcome: PaperOutcome, at: datetime) -> None:
        """Note what is known of its paper; KeyError when the person has no such receipt."""
        noted = self._connection.execute(
            update(receipts)
            .where(receipts.c.patient_id == patient_id, receipts.c.number == number)
            .values(paper=outcome.value, paper_at=at)
        )
        if noted.rowcount != 1:
            raise KeyError("receipt")
