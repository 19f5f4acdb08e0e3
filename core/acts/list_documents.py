"""The person sees or hears the list of their documents."""

from dataclasses import dataclass
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.documents import HealthDocument


@dataclass(frozen=True, kw_only=True)
class DocumentList:
    """All documents of the person, newest first."""

    documents: tuple[HealthDocument, ...]


@dataclass(frozen=True, kw_only=True)
class ListDocuments(Request[DocumentList]):
    """Show what is in my space."""

    entry: ClassVar = catalogue.LIST_DOCUMENTS
    outcome: ClassVar = DocumentList

    def carry_out(self, scene: Scene) -> DocumentList:
        """One query, whatever the number of documents."""
        return DocumentList(documents=scene.records.documents.newest_first(scene.patient_id))
