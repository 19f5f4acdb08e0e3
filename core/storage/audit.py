"""The trace: leaves appended, never changed (triggers refuse it); what opens them is sealed with the person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select, update

from core.domain.audit import AuditLeaf
from core.domain.evidence import Evidence, KeptEvidence
from core.domain.identifiers import LeafId, PatientId
from core.ports import AuditLog
from core.storage.envelope import PersonKey
from core.storage.tables import audit_leaves, checkpoints, evidence_of_choices, trace
from core.storage.transaction import Transaction

_SEALED = "trace.sealed"
_EVIDENCE_SEALED = "evidence_of_choices.sealed"
_SEQUENCER = "sequencer"
NEWEST_CHECKPOINT = select(checkpoints.c.note).order_by(checkpoints.c.tree_size.desc()).limit(1)
"""The note, as it was signed."""
_ADD_LEAF, _ADD_OPENING, _ADD_EVIDENCE = insert(audit_leaves), insert(trace), insert(evidence_of_choices)
_EVIDENCE = select(evidence_of_choices.c.sealed).where(
    evidence_of_choices.c.patient_id == bindparam("patient_id"),
    evidence_of_choices.c.leaf_id == bindparam("leaf_id"),
)


@dataclass(frozen=True, kw_only=True)
class NumberedLeaf:
    """A leaf with its place in the log; `body` is the canonical text that its hash is made of."""

    index: int
    body: bytes


class StoredAuditLog(AuditLog):
    """The trace, seen from one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def append(
        self,
        leaf: AuditLeaf,
        *,
        salt: str,
        digest: str,
        about: PatientId | None,
        evidence: KeptEvidence | None = None,
    ) -> None:
        """Keep a pending leaf, and for the person it is about what opens its commitment, with what led to a choice.

        A leaf about nobody known, or somebody erased, keeps no salt: what was typed can't be guessed back from it.
        """
        added = _ADD_LEAF, {"leaf_id": leaf.leaf_id, "body": leaf.canonical().decode()}
        if about is not None and self._transaction.knows(about):
            sealed = seal_opening(self._transaction.key_of(about), leaf.leaf_id, salt, digest)
            self._transaction.about(about)
            opening = _ADD_OPENING, {"patient_id": about, "leaf_id": leaf.leaf_id, "sealed": sealed}
            self._transaction.write_last(added, opening)
            if evidence is not None:
                self._keep(evidence, leaf.leaf_id, about)
        else:
            self._transaction.write_last(added)

    def all(self) -> tuple[AuditLeaf, ...]:
        """Every leaf, in the order in which they came; a leaf read back has the digest it had."""
        self._transaction.flush()
        bodies = self._connection.scalars(select(audit_leaves.c.body).order_by(audit_leaves.c.arrival))
        return tuple(AuditLeaf.from_canonical(body.encode()) for body in bodies)

    def _keep(self, evidence: KeptEvidence, leaf_id: LeafId, about: PatientId) -> None:
        led_to = (evidence.request, evidence.evidence.canonical())
        sealed = self._transaction.key_of(about).seal(_EVIDENCE_SEALED, leaf_id, led_to)
        self._transaction.write_last((_ADD_EVIDENCE, {"patient_id": about, "leaf_id": leaf_id, "sealed": sealed}))

    def opening(self, about: PatientId, leaf_id: LeafId) -> tuple[str, str]:
        """Salt and digest behind the commitment of this person's leaf; KeyError when it is not theirs, or erased."""
        key = self._transaction.key_of(about)
        self._transaction.about(about)
        self._transaction.flush()
        mine = (trace.c.patient_id == about) & (trace.c.leaf_id == leaf_id)
        sealed = self._connection.scalar(select(trace.c.sealed).where(mine))
        if sealed is None:
            raise KeyError("leaf")
        salt, digest = key.unseal(_SEALED, leaf_id, sealed, tuple[str, str])
        return salt, digest

    def evidence(self, about: PatientId, leaf_id: LeafId) -> KeptEvidence | None:
        """What led to the choice behind a leaf of this person; None where the channel told nothing, and once erased."""
        if not self._transaction.knows(about):
            return None
        self._transaction.about(about)
        row = self._transaction.read_one(_EVIDENCE, {"patient_id": about, "leaf_id": leaf_id})
        if row is None:
            return None
        key = self._transaction.key_of(about)
        request, written = key.unseal(_EVIDENCE_SEALED, leaf_id, row[0], tuple[str, bytes])
        return KeptEvidence(request=request, evidence=Evidence.from_canonical(written))

    def checkpoint_size(self) -> int:
        """How many leaves the last signed checkpoint covers."""
        return self._connection.scalar(select(func.max(checkpoints.c.tree_size))) or 0

    # --- For the one sequencer --------------------------------------------------------------------

    def number_pending(self, limit: int) -> int:
        """Give the next places in the log to pending leaves, in the order they came; how many got one."""
        self._transaction.flush()
        self._transaction.hold(_SEQUENCER)
        place = func.row_number().over(order_by=audit_leaves.c.arrival) - 1
        pending = (
            select(audit_leaves.c.arrival, place.label("place"))
            .where(audit_leaves.c.leaf_index.is_(None))
            .order_by(audit_leaves.c.arrival)
            .limit(limit)
            .subquery()
        )
        placed = self._connection.execute(
            update(audit_leaves)
            .where(audit_leaves.c.arrival == pending.c.arrival)
            .values(leaf_index=self.numbered() + pending.c.place)
        )
        return placed.rowcount

    def numbered(self) -> int:
        """How many leaves have their place."""
        last = self._connection.scalar(select(func.max(audit_leaves.c.leaf_index)))
        return 0 if last is None else last + 1

    def leaves_from(self, index: int, limit: int) -> Sequence[NumberedLeaf]:
        """Leaves that have their place, from `index` on, in order."""
        rows = self._connection.execute(
            select(audit_leaves.c.leaf_index, audit_leaves.c.body)
            .where(audit_leaves.c.leaf_index >= index)
            .order_by(audit_leaves.c.leaf_index)
            .limit(limit)
        )
        return [NumberedLeaf(index=row.leaf_index, body=row.body.encode()) for row in rows]

    def take_back(self, leaves: Sequence[NumberedLeaf]) -> None:
        """Put leaves back that the log holds and the database lost: after an older backup was restored.

        One that the backup holds without its place gets it back.
        """
        self._transaction.hold(_SEQUENCER)
        rows = {AuditLeaf.from_canonical(leaf.body).leaf_id: leaf for leaf in leaves}
        waiting = select(audit_leaves.c.leaf_id).where(audit_leaves.c.leaf_id.in_(rows))
        for leaf_id in self._connection.scalars(waiting).all():
            placed = update(audit_leaves).where(audit_leaves.c.leaf_id == leaf_id)
            self._connection.execute(placed.values(leaf_index=rows.pop(leaf_id).index))
        if rows:
            self._connection.execute(
                insert(audit_leaves),
                [
                    {"leaf_id": leaf_id, "body": leaf.body.decode(), "leaf_index": leaf.index}
                    for leaf_id, leaf in rows.items()
                ],
            )

    def keep_checkpoint(self, tree_size: int, note: str) -> None:
        """Remember a signed checkpoint; the same one again changes nothing."""
        self._transaction.put(checkpoints, {"tree_size": tree_size}, {"note": note})

    def last_checkpoint(self) -> str | None:
        """The newest signed checkpoint, as it was signed."""
        return self._connection.scalar(NEWEST_CHECKPOINT)


def seal_opening(key: PersonKey, leaf_id: LeafId, salt: str, digest: str) -> bytes:
    """What opens the commitment of a leaf, for the person it is about."""
    return key.seal(_SEALED, leaf_id, (salt, digest))
