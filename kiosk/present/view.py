"""What a presenter may know besides the step: who is proved, which place, what the machine can do. No visit."""

from dataclasses import dataclass, field

from core.domain.patients import Patient
from kiosk.protocol import PrinterState


@dataclass(frozen=True, kw_only=True)
class VisitView:
    """A visit as its screens see it."""

    screen_id: int
    place: str
    may_go_back: bool = False
    has_begun: bool = False
    """Somebody has done something; before that, the kiosk welcomes."""
    has_card: bool = False
    """A card is in the slot, and must be taken."""
    printer: PrinterState = PrinterState.READY
    notice: str = ""
    """A message of the people of the Relais, for whoever comes next."""
    patient: Patient | None = field(default=None, repr=False)
    """The person proved, or None."""
