"""The person opens one document."""

from dataclasses import dataclass
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.documents import Reading
from core.domain.identifiers import DocumentId
from core.domain.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class ReadDocument(Request[Reading]):
    """Read one of my documents; its leaf is committed before the content leaves (promise 4)."""

    entry: ClassVar = catalogue.READ_DOCUMENT
    outcome: ClassVar = Reading

    document_id: DocumentId

    def carry_out(self, scene: Scene) -> Reading:
        """Refuses `document-not-found` for a document that is not this person's."""
        try:
            reading = scene.records.documents.open(scene.patient_id, self.document_id)
        except KeyError:
            raise Refusal("document-not-found") from None
        scene.records.documents.mark_read(scene.patient_id, self.document_id)
        return reading
