"""The person hears, or reads, what a receipt of theirs is about: as it was kept then (words.md 2.14)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.organ_donation import OrganDonationChoice
from core.domain.receipts import Receipt
from core.domain.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class HeardReceipt:
    """A receipt, and the choice it proves."""

    receipt: Receipt = field(repr=False)
    choice: OrganDonationChoice | None = field(default=None, repr=False)
    """None when the Relais can't say which choice it was."""
    counts: bool = False
    """Whether it is still the person's last word about it."""


@dataclass(frozen=True, kw_only=True)
class HearReceipt(Request[HeardReceipt]):
    """Tell me what I kept that day."""

    entry: ClassVar = catalogue.HEAR_RECEIPT
    outcome: ClassVar = HeardReceipt

    number: str = field(repr=False)

    def carry_out(self, scene: Scene) -> HeardReceipt:
        """Find it among this person's own; refuses `receipt-not-yours` for any other number, given to others or not."""
        chain = scene.records.receipts.chain(scene.patient_id)
        receipt = next((each for each in chain if each.number == self.number), None)
        if receipt is None:
            raise Refusal("receipt-not-yours")
        said = scene.records.organ_donation.history(scene.patient_id)
        choice = choice_behind(receipt, said)
        return HeardReceipt(receipt=receipt, choice=choice, counts=choice is not None and choice == said[-1])


def choice_behind(receipt: Receipt, said: Sequence[OrganDonationChoice]) -> OrganDonationChoice | None:
    """The statement that a receipt names; by its moment for a receipt given before receipts named theirs."""
    name, _, rank = receipt.subject.partition(":")
    if name == catalogue.STATE_ORGAN_DONATION_CHOICE.name:
        return said[int(rank) - 1]
    return None if name else next((each for each in said if each.stated_at == receipt.at), None)
