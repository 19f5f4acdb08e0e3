"""Health documents: the list in `documents`, what is read in `document_bodies`, the bytes received in a blob."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from core.domain.documents import Author, Block, Category, DocumentKind, HealthDocument, Reading
from core.domain.identifiers import DocumentId, PatientId
from core.ports import Documents
from core.storage.block_bytes import pack_blocks, unpack_blocks
from core.storage.envelope import PersonKey
from core.storage.tables import document_bodies, documents
from core.storage.transaction import Transaction

_LINE, _BODY = "documents.sealed", "document_bodies.sealed"
_COLUMNS = (
    documents.c.document_id,
    documents.c.written_on,
    documents.c.filed_at,
    documents.c.is_new,
    documents.c.sealed,
)
_LIST = (
    select(*_COLUMNS)
    .where(documents.c.patient_id == bindparam("patient_id"))
    .order_by(documents.c.written_on.desc(), documents.c.filed_at.desc(), documents.c.document_id)
)
_OPEN = (
    select(*_COLUMNS, document_bodies.c.sealed.label("body"))
    .select_from(documents.join(document_bodies))
    .where(documents.c.patient_id == bindparam("patient_id"), documents.c.document_id == bindparam("document_id"))
)
_ORIGINAL = select(document_bodies.c.original_blob).where(
    document_bodies.c.patient_id == bindparam("patient_id"), document_bodies.c.document_id == bindparam("document_id")
)
_SAME = (
    select(documents.c.document_id)
    .where(documents.c.patient_id == bindparam("patient_id"), documents.c.original_index == bindparam("index"))
    .limit(1)
)
_ADD_LINE, _ADD_BODY = insert(documents), insert(document_bodies)
_MARK_READ = (
    update(documents)
    .where(documents.c.patient_id == bindparam("whose"), documents.c.document_id == bindparam("which"))
    .values(is_new=False)
)


class _SealedLine(NamedTuple):
    """What is sealed of a line of the list; fields may be added at the end, never moved."""

    type_code: str
    label: str
    class_code: str
    category: str
    title: str
    author_name: str
    author_role: str
    author_organisation: str


class StoredDocuments(Documents):
    """The documents of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, patient_id: PatientId, document: HealthDocument, blocks: Sequence[Block], original: bytes) -> None:
        """File a document, its blocks and the bytes received."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        name = document.document_id
        row = {"patient_id": patient_id, "document_id": name}
        line = {
            "written_on": document.written_on,
            "filed_at": document.filed_at,
            "is_new": document.is_new,
            "original_index": self._index(patient_id, hashlib.sha256(original).hexdigest()) if original else None,
            "sealed": seal_line(key, document),
        }
        body = {
            "sealed": seal_body(key, name, blocks),
            "original_blob": self._transaction.put_blob(key, original) if original else None,
        }
        self._transaction.write_last((_ADD_LINE, {**row, **line}), (_ADD_BODY, {**row, **body}))

    def newest_first(self, patient_id: PatientId) -> tuple[HealthDocument, ...]:
        """The whole list, by date written then filed; one query, no block read."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        rows = self._transaction.read(_LIST, {"patient_id": patient_id})
        return tuple(open_line(key, row) for row in rows)

    def open(self, patient_id: PatientId, document_id: DocumentId) -> Reading:
        """One document with its blocks; KeyError when it is not this person's."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_OPEN, {"patient_id": patient_id, "document_id": document_id})
        if row is None:
            raise KeyError("document")
        *line, body = row
        return Reading(document=open_line(key, line), blocks=unpack_blocks(key.unseal(_BODY, document_id, body, bytes)))

    def original(self, patient_id: PatientId, document_id: DocumentId) -> bytes:
        """The bytes received, empty when there were none; KeyError when it is not this person's document."""
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_ORIGINAL, {"patient_id": patient_id, "document_id": document_id})
        if row is None:
            raise KeyError("document")
        (name,) = row
        return b"" if name is None else self._transaction.get_blob(self._transaction.key_of(patient_id), name)

    def mark_read(self, patient_id: PatientId, document_id: DocumentId) -> None:
        """It is no longer new to its person."""
        self._transaction.about(patient_id)
        self._transaction.write_last((_MARK_READ, {"whose": patient_id, "which": document_id}))

    def is_filed(self, patient_id: PatientId, digest: str) -> bool:
        """Whether the same bytes are filed already in this space."""
        self._transaction.about(patient_id)
        same = self._transaction.read(_SAME, {"patient_id": patient_id, "index": self._index(patient_id, digest)})
        return bool(same)

    def _index(self, patient_id: PatientId, digest: str) -> bytes:
        """Keyed, and by person: whoever holds a document can't tell from the database who else has it."""
        return self._transaction.vault.index("original", f"{patient_id}:{digest}")


def seal_line(key: PersonKey, document: HealthDocument) -> bytes:
    """What a line says, beside what the database must sort by."""
    kind, author = document.kind, document.author
    said = _SealedLine(
        type_code=kind.type_code,
        label=kind.label,
        class_code=kind.class_code,
        category=kind.category.value,
        title=document.title,
        author_name=author.name,
        author_role=author.role,
        author_organisation=author.organisation,
    )
    return key.seal(_LINE, document.document_id, said)


def seal_body(key: PersonKey, document_id: DocumentId, blocks: Sequence[Block]) -> bytes:
    """What a document says."""
    return key.seal(_BODY, document_id, pack_blocks(blocks))


def open_line(key: PersonKey, line: Sequence[Any]) -> HealthDocument:
    """A document as a row of the list holds it."""
    document_id, written_on, filed_at, is_new, sealed = line
    opened = key.unseal(_LINE, document_id, sealed, _SealedLine)
    return HealthDocument(
        document_id=document_id,
        kind=_kind(opened.type_code, opened.label, opened.class_code, opened.category),
        title=opened.title,
        author=Author(name=opened.author_name, role=opened.author_role, organisation=opened.author_organisation),
        written_on=written_on,
        filed_at=filed_at,
        is_new=is_new,
    )


@lru_cache(maxsize=512)
def _kind(type_code: str, label: str, class_code: str, category: str) -> DocumentKind:
    """Kinds are about a hundred, and nobody's: lists share them."""
    return DocumentKind(type_code=type_code, label=label, class_code=class_code, category=Category(category))
