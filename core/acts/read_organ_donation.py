"""The person sees or hears what the Relais holds about organ donation."""

from dataclasses import dataclass
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.organ_donation import OrganDonationChoice, Position
from core.domain.patients import age


@dataclass(frozen=True, kw_only=True)
class OrganDonationRecord:
    """What counts now; `choice` is None when nothing was ever said."""

    choice: OrganDonationChoice | None
    age: int
    """Under 18 the law's texts differ (R119)."""

    @property
    def holds_refusal(self) -> bool:
        """Whether there is a refusal to withdraw."""
        return self.choice is not None and self.choice.position is Position.REFUSAL


@dataclass(frozen=True, kw_only=True)
class ReadOrganDonation(Request[OrganDonationRecord]):
    """Tell me what you hold."""

    entry: ClassVar = catalogue.READ_ORGAN_DONATION
    outcome: ClassVar = OrganDonationRecord

    def carry_out(self, scene: Scene) -> OrganDonationRecord:
        """The latest statement counts (R118)."""
        return OrganDonationRecord(
            choice=scene.records.organ_donation.latest(scene.patient_id),
            age=age(scene.patient.identity.birth_date, scene.now.date()),
        )
