"""A received document that fits nobody here is set aside for a human."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """The document waits under `entry_id`; nobody's space shows it."""

    entry_id: str


@dataclass(frozen=True, kw_only=True)
class QuarantineDocument(Request[SetAside]):
    """Set these bytes aside: matricule or traits match no single person (R70c)."""

    entry: ClassVar = catalogue.QUARANTINE_DOCUMENT
    outcome: ClassVar = SetAside

    original: bytes = field(repr=False)
    reason: str
    """A short code of the receiver, such as `identity-mismatch`; never a trait."""

    def carry_out(self, scene: Scene) -> SetAside:
        """Keep the bytes and why they wait."""
        entry_id = scene.ids.token()
        scene.records.quarantine.add(entry_id, self.original, self.reason, scene.now)
        return SetAside(entry_id=entry_id)
