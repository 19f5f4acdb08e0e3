"""The trace: leaves appended in order, never changed (triggers refuse it), and apart from them their salts."""

from sqlalchemy import Connection, insert, select

from core.domain.audit import AuditLeaf, Channel, OutcomeClass, PurposeOfUse, Role
from core.domain.identifiers import LeafId, VisitId
from core.ports import AuditLog
from core.storage.tables import audit_leaves, audit_salts


class StoredAuditLog(AuditLog):
    """The trace, seen from one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, leaf: AuditLeaf, salt: str) -> None:
        """Keep a leaf, and apart from it the salt of its commitment."""
        coded = {"outcome": leaf.outcome, "role": leaf.role, "purpose": leaf.purpose, "channel": leaf.channel}
        values = {name: member.value for name, member in coded.items()}
        self._connection.execute(insert(audit_leaves), {**vars(leaf), **values})
        self._connection.execute(insert(audit_salts), {"leaf_id": leaf.leaf_id, "salt": salt})

    def all(self) -> tuple[AuditLeaf, ...]:
        """Every leaf, oldest first; a leaf read back has the digest it had."""
        rows = self._connection.execute(select(audit_leaves).order_by(audit_leaves.c.place_in_log))
        return tuple(
            AuditLeaf(
                leaf_id=LeafId(row.leaf_id),
                at=row.at,
                act=row.act,
                outcome=OutcomeClass(row.outcome),
                reason=row.reason,
                role=Role(row.role),
                actor=row.actor,
                patient=row.patient,
                purpose=PurposeOfUse(row.purpose),
                channel=Channel(row.channel),
                place=row.place,
                visit=VisitId(row.visit),
                commitment=row.commitment,
            )
            for row in rows
        )
