"""The person sees or hears the list of their last receipts."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.receipts import Receipt

MOST = 9
"""Three times three by telephone, one screen at a kiosk; an older one is found by its number."""


@dataclass(frozen=True, kw_only=True)
class ReceiptList:
    """The last receipts, newest first."""

    receipts: tuple[Receipt, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ListReceipts(Request[ReceiptList]):
    """Show me my last receipts."""

    entry: ClassVar = catalogue.LIST_RECEIPTS
    outcome: ClassVar = ReceiptList

    def carry_out(self, scene: Scene) -> ReceiptList:
        """No more than can be listened to."""
        return ReceiptList(receipts=scene.records.receipts.chain(scene.patient_id)[: -MOST - 1 : -1])
