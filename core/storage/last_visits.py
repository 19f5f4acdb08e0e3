"""Each person's last visit, one sealed row that the next one replaces."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from core.domain.audit import Channel
from core.domain.identifiers import PatientId, VisitId
from core.domain.last_visits import LastVisit, VisitEnd
from core.ports import LastVisits
from core.storage.tables import last_visits
from core.storage.transaction import Transaction

_SEALED = "last_visits.sealed"
_MINE = select(last_visits.c.sealed).where(last_visits.c.patient_id == bindparam("patient_id"))


class StoredLastVisits(LastVisits):
    """The last visits of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, patient_id: PatientId) -> LastVisit | None:
        """A person's last visit; None before the first."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_MINE, {"patient_id": patient_id})
        return None if row is None else _visit(key.unseal(_SEALED, "", row[0], dict[str, Any]))

    def put(self, patient_id: PatientId, visit: LastVisit) -> None:
        """Keep it in the place of the one before."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        said = {
            **vars(visit),
            "began_at": visit.began_at.isoformat(),
            "channel": visit.channel.value,
            "end": visit.end.value,
        }
        row = {"patient_id": patient_id, "sealed": key.seal(_SEALED, "", said)}
        self._transaction.put_last(last_visits, [row])


def _visit(said: dict[str, Any]) -> LastVisit:
    return LastVisit(
        visit=VisitId(said["visit"]),
        began_at=datetime.fromisoformat(said["began_at"]),
        channel=Channel(said["channel"]),
        place=said["place"],
        end=VisitEnd(said["end"]),
        receipt_before=said["receipt_before"],
        owes_stop=said["owes_stop"],
    )
