"""The person refuses organ donation, in whole or in part, or takes back a refusal."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.acts.receipt_numbers import give_receipt
from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.organ_donation import REGISTER_AGE, Organ, OrganDonationChoice, Position, Purpose, check_refusal
from core.domain.patients import age
from core.domain.receipts import Receipt, ReceiptKind
from core.domain.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What is kept now, and its receipt."""

    choice: OrganDonationChoice
    receipt: Receipt


@dataclass(frozen=True, kw_only=True)
class StateOrganDonationChoice(Request[Stated]):
    """Refuse all, some organs or some purposes; or withdraw an earlier refusal. Empty `organs` means all."""

    entry: ClassVar = catalogue.STATE_ORGAN_DONATION_CHOICE
    outcome: ClassVar = Stated

    position: Position = field(repr=False)
    organs: frozenset[Organ] = field(repr=False, default=frozenset())
    purposes: frozenset[Purpose] = field(repr=False, default=frozenset(Purpose))

    def carry_out(self, scene: Scene) -> Stated:
        """Keep the choice and number its receipt.

        Refuses `organ-donation-too-young` before 13 (R115) and `organ-donation-nothing-to-withdraw`.
        """
        if age(scene.patient.identity.birth_date, scene.now.date()) < REGISTER_AGE:
            raise Refusal("organ-donation-too-young")
        if self.position is Position.REFUSAL:
            check_refusal(self.organs, self.purposes)
        elif not self._may_withdraw(scene):
            raise Refusal("organ-donation-nothing-to-withdraw")
        choice = OrganDonationChoice(
            position=self.position, organs=self.organs, purposes=self.purposes, stated_at=scene.now
        )
        rank = scene.records.organ_donation.add(scene.patient_id, choice)
        receipt = give_receipt(scene, ReceiptKind.CHOICE_KEPT, f"{self.entry.name}:{rank}")
        return Stated(choice=choice, receipt=receipt)

    def _may_withdraw(self, scene: Scene) -> bool:
        latest = scene.records.organ_donation.latest(scene.patient_id)
        return self.position is Position.WITHDRAWN and latest is not None and latest.position is Position.REFUSAL
