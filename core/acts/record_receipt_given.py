"""What became of a receipt's paper is noted, so that nobody is told « imprimé » without knowing."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.receipts import PaperOutcome


@dataclass(frozen=True, kw_only=True)
class Noted:
    """The paper's fate is in the record."""

    outcome: PaperOutcome


@dataclass(frozen=True, kw_only=True)
class RecordReceiptGiven(Request[Noted]):
    """The terminal says what it knows of the paper."""

    entry: ClassVar = catalogue.RECORD_RECEIPT_GIVEN
    outcome: ClassVar = Noted

    number: str = field(repr=False)
    """The receipt's number, or empty for a paper without one."""
    paper: PaperOutcome

    def carry_out(self, scene: Scene) -> Noted:
        """Note it; the choice itself is kept whatever the paper did."""
        if self.number:
            scene.records.receipts.record_paper(scene.patient_id, self.number, self.paper, scene.now)
        return Noted(outcome=self.paper)
