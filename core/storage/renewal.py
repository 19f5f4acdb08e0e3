"""Gives a person a new key, and seals everything of theirs again under it. Knows tables, and no content."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, bindparam, select, update

from core.domain.identifiers import PatientId
from core.storage.envelope import SITE, PersonKey, new_key
from core.storage.errors import BlobsError
from core.storage.tables import PERSONAL_TABLES, document_bodies, patient_keys, sealed_columns
from core.storage.transaction import Transaction
from core.storage.unit_of_work import Store


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """What is sealed under the new key now."""

    version: int
    cells: int
    blobs: int


def renew_key(store: Store, patient_id: PatientId) -> Renewed:
    """In one transaction: all of it is under the new key, or all under the old one. KeyError when they are unknown.

    Copies made before stay under the old key. The old bytes beside the database go after the commit; what a cut leaves
    of them is swept like any blob that nothing refers to.
    """
    if patient_id == SITE:
        raise ValueError("the site's own key seals what is in no personal table")
    with store.transaction(patient_id) as transaction:
        old = transaction.key_of(patient_id)
        new = new_key(patient_id, old.version + 1)
        kept = vars(transaction.wrap(new))
        transaction.connection.execute(
            update(patient_keys).where(patient_keys.c.patient_id == patient_id).values(**kept)
        )
        cells = sum(
            _seal_anew(transaction, column, row, old, new)
            for table in PERSONAL_TABLES
            for column, row in sealed_columns(table).items()
        )
        left = _put_anew(transaction, old, new)
    for name in left:
        with suppress(BlobsError):
            store.vault.blobs.delete(name)
    return Renewed(version=new.version, cells=cells, blobs=len(left))


def _seal_anew(
    transaction: Transaction, column: Column[bytes], row: Column[Any] | None, old: PersonKey, new: PersonKey
) -> int:
    """Every cell of one column."""
    table: Table = column.table
    place = f"{table.name}.{column.name}"
    key = list(table.primary_key.columns)
    mine = table.c.patient_id == old.patient_id
    cells = []
    for found in transaction.connection.execute(select(*key, column).where(mine)).mappings().all():
        name = "" if row is None else str(found[row])
        content = old.unseal_bytes(place, name, found[column])
        values = {f"its_{each.name}": found[each] for each in key}
        cells.append({**values, "anew": new.seal_bytes(place, name, content)})
    if cells:
        this = [each == bindparam(f"its_{each.name}") for each in key]
        transaction.connection.execute(update(table).where(*this).values({column: bindparam("anew")}), cells)
    return len(cells)


def _put_anew(transaction: Transaction, old: PersonKey, new: PersonKey) -> list[str]:
    """Every blob, under a new name: the old one stays what it is until the commit. Gives the old names."""
    mine = document_bodies.c.patient_id == old.patient_id
    blobs = select(document_bodies.c.document_id, document_bodies.c.original_blob).where(
        mine, document_bodies.c.original_blob.is_not(None)
    )
    rows = transaction.connection.execute(blobs).all()
    for row in rows:
        name = transaction.put_blob(new, transaction.get_blob(old, row.original_blob))
        this = document_bodies.c.document_id == row.document_id
        transaction.connection.execute(update(document_bodies).where(mine, this).values(original_blob=name))
    return [row.original_blob for row in rows]
