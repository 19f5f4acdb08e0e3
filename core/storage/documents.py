"""Health documents: the list in `documents`, what is read in `document_bodies`, so that the list stays light."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from core.domain.documents import Author, Block, Category, DocumentKind, HealthDocument, Reading
from core.domain.identifiers import DocumentId, PatientId
from core.ports import Documents
from core.storage.block_bytes import pack_blocks, unpack_blocks
from core.storage.tables import document_bodies, documents

_LINE = (
    documents.c.document_id,
    documents.c.type_code,
    documents.c.label,
    documents.c.class_code,
    documents.c.category,
    documents.c.title,
    documents.c.author_name,
    documents.c.author_role,
    documents.c.author_organisation,
    documents.c.written_on,
    documents.c.filed_at,
    documents.c.is_new,
)
_LIST = (
    select(*_LINE)
    .where(documents.c.patient_id == bindparam("patient_id"))
    .order_by(documents.c.written_on.desc(), documents.c.filed_at.desc(), documents.c.document_id)
)


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
        return tuple(map(_document, self._connection.execute(_LIST, {"patient_id": patient_id}).all()))

    def open(self, patient_id: PatientId, document_id: DocumentId) -> Reading:
        """One document with its blocks; KeyError when it is not this person's."""
        both = documents.join(document_bodies)
        row = self._connection.execute(
            select(*_LINE, document_bodies.c.blocks)
            .select_from(both)
            .where(documents.c.patient_id == patient_id, documents.c.document_id == document_id)
        ).one_or_none()
        if row is None:
            raise KeyError("document")
        *line, blocks = row
        return Reading(document=_document(line), blocks=unpack_blocks(blocks))

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


def _document(line: Sequence[Any]) -> HealthDocument:
    document_id, type_code, label, class_code, category, title, name, role, organisation, written, filed, is_new = line
    return HealthDocument(
        document_id=document_id,
        kind=_kind(type_code, label, class_code, category),
        title=title,
        author=Author(name=name, role=role, organisation=organisation),
        written_on=written,
        filed_at=filed,
        is_new=is_new,
    )


@lru_cache(maxsize=512)
def _kind(type_code: str, label: str, class_code: str, category: str) -> DocumentKind:
    """Kinds are about a hundred, and nobody's: lists share them."""
    return DocumentKind(type_code=type_code, label=label, class_code=class_code, category=Category(category))
