"""A person demands that nothing of theirs stays, rather than ten years of archive (R10: R. 1111-36; GDPR 17)."""

from dataclasses import dataclass
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.outbox import BLOBS_FORGOTTEN


@dataclass(frozen=True, kw_only=True)
class Erased:
    """Nothing of theirs opens any more, wherever a copy of it lies."""


@dataclass(frozen=True, kw_only=True)
class EraseSpace(Request[Erased]):
    """Destroy the person's key and every row of theirs; the bytes beside the database follow.

    The leaf names a pseudonym, and nothing keeps what would open it.
    """

    entry: ClassVar = catalogue.ERASE_SPACE
    outcome: ClassVar = Erased
    outlives_person: ClassVar = True

    def carry_out(self, scene: Scene) -> Erased:
        """Everything in one transaction, except the blobs: they are owed, and noise without the key."""
        patient_id = scene.patient_id
        scene.records.credentials.forget_tries(scene.keys.pseudonym(patient_id))
        scene.records.patients.erase(patient_id)
        scene.records.outbox.add(scene.ids.token(), BLOBS_FORGOTTEN, {"prefix": patient_id}, scene.now)
        return Erased()
