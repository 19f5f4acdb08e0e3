"""Receipts given to people, in the order of each person's chain, and what became of their paper."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from core.domain.identifiers import PatientId
from core.domain.receipts import PaperOutcome, Receipt, ReceiptKind
from core.ports import Receipts
from core.storage.envelope import PersonKey
from core.storage.tables import receipts
from core.storage.transaction import Transaction

_SEALED = "receipts.sealed"
_MINE = receipts.c.patient_id == bindparam("patient_id")
_CHAIN = select(receipts.c.rank, receipts.c.number, receipts.c.sealed).where(_MINE).order_by(receipts.c.rank)
_LAST = (
    select(receipts.c.rank, receipts.c.number, receipts.c.sealed).where(_MINE).order_by(receipts.c.rank.desc()).limit(1)
)
_SAME = select(receipts.c.number).where(_MINE, receipts.c.number == bindparam("number"))
_ADD = insert(receipts)


class StoredReceipts(Receipts):
    """The receipts of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, patient_id: PatientId, receipt: Receipt) -> None:
        """Keep one; KeyError when its number is taken."""
        if self.is_taken(patient_id, receipt.number):
            raise KeyError("receipt number")
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        last = self._transaction.read_one(_LAST, {"patient_id": patient_id})
        said = {**vars(receipt), "kind": receipt.kind.value, "at": receipt.at.isoformat()}
        row = {
            "patient_id": patient_id,
            "number": receipt.number,
            "rank": (last[0] if last else 0) + 1,
            "sealed": key.seal(_SEALED, receipt.number, said),
        }
        self._transaction.write_last((_ADD, row))

    def chain(self, patient_id: PatientId) -> tuple[Receipt, ...]:
        """All of this person's receipts, oldest first; each names the one before."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        rows = self._transaction.read(_CHAIN, {"patient_id": patient_id})
        return tuple(_receipt(key, number, sealed) for _, number, sealed in rows)

    def last(self, patient_id: PatientId) -> Receipt | None:
        """The newest of this person's receipts, which the next one points back to."""
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_LAST, {"patient_id": patient_id})
        if row is None:
            return None
        _, number, sealed = row
        return _receipt(self._transaction.key_of(patient_id), number, sealed)

    def is_taken(self, patient_id: PatientId, number: str) -> bool:
        """Whether this person has a receipt of that number already; other people may."""
        self._transaction.about(patient_id)
        return bool(self._transaction.read(_SAME, {"patient_id": patient_id, "number": number}))

    def record_paper(self, patient_id: PatientId, number: str, outcome: PaperOutcome, at: datetime) -> None:
        """Note what is known of its paper; KeyError when the person has no such receipt."""
        self._transaction.about(patient_id)
        self._transaction.flush()
        noted = self._transaction.connection.execute(
            update(receipts)
            .where(receipts.c.patient_id == patient_id, receipts.c.number == number)
            .values(paper=outcome.value, paper_at=at)
        )
        if noted.rowcount != 1:
            raise KeyError("receipt")


def _receipt(key: PersonKey, number: str, sealed: bytes) -> Receipt:
    said = key.unseal(_SEALED, number, sealed, dict[str, Any])
    return Receipt(**{**said, "kind": ReceiptKind(said["kind"]), "at": datetime.fromisoformat(said["at"])})
