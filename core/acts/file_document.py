"""A received document is filed in the person's space."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.documents import Author, Block, DocumentKind, HealthDocument
from core.domain.identifiers import DocumentId
from core.domain.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class Filed:
    """The document is in the space."""

    document_id: DocumentId


@dataclass(frozen=True, kw_only=True)
class FileDocument(Request[Filed]):
    """Put this document in the space of the person of the context, whose identity the caller has matched (R70c)."""

    entry: ClassVar = catalogue.FILE_DOCUMENT
    outcome: ClassVar = Filed

    kind: DocumentKind = field(repr=False)
    title: str = field(repr=False)
    author: Author
    written_on: date
    blocks: tuple[Block, ...] = field(repr=False)
    original: bytes = field(repr=False, default=b"")
    """The bytes received; empty when the document was written here."""
    is_new: bool = True
    """False when the person has read it elsewhere already: a file taken over from an older one."""

    def carry_out(self, scene: Scene) -> Filed:
        """Draw an identifier and file. Refuses `document-already-filed` when the same bytes are in this space."""
        documents = scene.records.documents
        if self.original and documents.is_filed(scene.patient_id, hashlib.sha256(self.original).hexdigest()):
            raise Refusal("document-already-filed")
        document = HealthDocument(
            document_id=DocumentId(scene.ids.token()),
            kind=self.kind,
            title=self.title,
            author=self.author,
            written_on=self.written_on,
            filed_at=scene.now,
            is_new=self.is_new,
        )
        documents.add(scene.patient_id, document, self.blocks, self.original)
        return Filed(document_id=document.document_id)
