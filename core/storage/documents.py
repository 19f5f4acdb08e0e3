"""Health documents: the list in `documents`, what is read in `document_bodies`, so that the list stays light."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, Row, exists, insert, select, update

from core.domain.documents import Author, Block, Category, DocumentKind, HealthDocument, Reading
from core.domain.identifiers import DocumentId, PatientId
from core.ports import Documents
from core.storage.block_bytes import pack_blocks, unpack_blocks
from core.storage.tables import document_bodies, documents

_LIST = select(documents).order_by(documents.c.written_on.desc(), documents.c.filed_at.desc(), documents.c.document_id)


class StoredDocuments(Documents):
    """The documents of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, patient_id: PatientId, document: HealthDocument, blocks: Sequence[Block], original: bytes) -> None:
        """File a document, its blocks and the bytes received."""
        key = {"patient_id": patient_id, "document_id": document.document_id}
        self._connection.execute(
            insert(documents),
            {
                **key,
                "type_code": document.kind.type_code,
                "label": document.kind.label,
                "class_code": document.kind.class_code,
                "category": document.kind.category.value,
                "title": document.title,
                "author_name": document.author.name,
                "author_role": document.author.role,
                "author_organisation": document.author.organisation,
                "written_on": document.written_on,
                "filed_at": document.filed_at,
                "is_new": document.is_new,
                "original_digest": hashlib.sha256(original).hexdigest() if original else None,
            },
        )
        self._connection.execute(insert(document_bodies), {**key, "blocks": pack_blocks(blocks), "original": original})

    def newest_first(self, patient_id: PatientId) -> tuple[HealthDocument, ...]:
        """The whole list, by date written then filed; one query, no block read."""
        rows = self._connection.execute(_LIST.where(documents.c.patient_id == patient_id))
        return tuple(_document(row) for row in rows)

    def open(self, patient_id: PatientId, document_id: DocumentId) -> Reading:
        """One document with its blocks; KeyError when it is not this person's."""
        both = documents.join(document_bodies)
        row = self._connection.execute(
            select(documents, document_bodies.c.blocks)
            .select_from(both)
            .where(documents.c.patient_id == patient_id, documents.c.document_id == document_id)
        ).one_or_none()
        if row is None:
            raise KeyError("document")
        return Reading(document=_document(row), blocks=unpack_blocks(row.blocks))

    def mark_read(self, patient_id: PatientId, document_id: DocumentId) -> None:
        """It is no longer new to its person."""
        self._connection.execute(
            update(documents)
            .where(documents.c.patient_id == patient_id, documents.c.document_id == document_id)
            .values(is_new=False)
        )

    def is_filed(self, patient_id: PatientId, digest: str) -> bool:
        """Whether the same bytes are filed already in this space."""
        same = exists().where(documents.c.patient_id == patient_id, documents.c.original_digest == digest)
        return bool(self._connection.scalar(select(same)))


def _document(row: Row[tuple[object, ...]]) -> HealthDocument:
    return HealthDocument(
        document_id=DocumentId(row.document_id),
        kind=DocumentKind(
            type_code=row.type_code, label=row.label, class_code=row.class_code, category=Category(row.category)
        ),
        title=row.title,
        author=Author(name=row.author_name, role=row.author_role, organisation=row.author_organisation),
        written_on=row.written_on,
        filed_at=row.filed_at,
        is_new=row.is_new,
    )
