"""Looks whether what was put back opens, and whether the trace is whole. Runs inside the transaction of a restore."""

from sqlalchemy import Connection, select

from core.domain.checkpoints import open_checkpoint
from core.domain.identifiers import PatientId
from core.domain.merkle import Frontier, leaf_hash
from core.storage.envelope import SITE, SealError
from core.storage.errors import DamagedError, KeyWrappingError, StoreError
from core.storage.keys import SiteKeys
from core.storage.tables import audit_leaves, patient_keys
from core.storage.transaction import Transaction
from core.storage.unit_of_work import StoredRecords

PEOPLE = 50
"""Opened as a sample: identifiers are drawn at random, so that the first in their order are anybody."""


def check_sample(transaction: Transaction) -> int:
    """Open records of some people, of every key-encryption key, to the bytes of a document; how many people."""
    seen = 0
    for patient_id in _some_people(transaction.connection):
        try:
            _open(transaction, patient_id)
        except (KeyWrappingError, SealError, DamagedError, KeyError) as fault:
            raise StoreError(f"what was put back does not open ({type(fault).__name__}): {fault}") from None
        seen += 1
    return seen


def check_log(connection: Connection, keys: SiteKeys, checkpoint: str) -> int:
    """See that leaves with a place have every place, and that the last signed root is theirs; how many leaves."""
    frontier, roots, count = Frontier(), dict[int, bytes](), 0
    signed = open_checkpoint(checkpoint, keys.log_key) if checkpoint else None
    leaves = select(audit_leaves.c.leaf_index, audit_leaves.c.body)
    numbered = leaves.where(audit_leaves.c.leaf_index.is_not(None)).order_by(audit_leaves.c.leaf_index)
    for index, body in connection.execution_options(yield_per=1000).execute(numbered):
        if index != count:
            raise StoreError(f"the trace has no leaf at {count}")
        frontier.append(leaf_hash(body.encode()))
        count += 1
        if signed and count == signed.size:
            roots[count] = frontier.root()
    if signed and signed.size and roots.get(signed.size) != signed.root:
        raise StoreError("the trace is not the one that its last checkpoint signed")
    return count


def _some_people(connection: Connection) -> list[PatientId]:
    """The first of each version of the key-encryption key, and as many more as make a sample."""
    people = select(patient_keys.c.patient_id).where(patient_keys.c.patient_id != SITE)
    found = {SITE}
    for version in connection.scalars(select(patient_keys.c.kek_version).distinct()).all():
        mine = people.where(patient_keys.c.kek_version == version).order_by(patient_keys.c.patient_id)
        found |= {PatientId(each) for each in connection.scalars(mine.limit(PEOPLE))}
    return sorted(found)


def _open(transaction: Transaction, patient_id: PatientId) -> None:
    transaction.key_of(patient_id)
    if patient_id == SITE:
        return
    records = StoredRecords(transaction)
    records.patients.get(patient_id)
    records.credentials.of(patient_id)
    records.credentials.next_code(patient_id)
    records.receipts.last(patient_id)
    records.organ_donation.latest(patient_id)
    records.last_visits.of(patient_id)
    for document in records.documents.newest_first(patient_id)[:1]:
        records.documents.open(patient_id, document.document_id)
        records.documents.original(patient_id, document.document_id)
