"""What a person may do once proved: only what exists. Tells a refusal and comes back here."""

from enum import Enum

from core.domain.refusals import Refusal
from core.journeys.documents import documents
from core.journeys.organ_donation import organ_donation
from core.journeys.questions import Journey, choose, tell
from core.journeys.receipts import hear_again, receipts
from core.journeys.served import Served


class MainMenu(Enum):
    """The choices; on the telephone each keeps the key of words.md section 3."""

    DOCUMENTS = "documents"
    ORGAN_DONATION = "organ-donation"
    OTHER = "other"


class OtherChoices(Enum):
    """Behind « les autres choix », key 9 of the telephone."""

    RECEIPTS = "receipts"


def main_menu(served: Served, receipt_number: str = "") -> Journey[None]:
    """Serve until the person ends the visit, which each channel lets them do at any step.

    `receipt_number` is what they called about: it comes first.
    """
    if receipt_number:
        yield from _serve(hear_again(receipt_number, served))
    while True:
        match (yield from choose("main-menu", tuple(MainMenu), is_floor=True)):
            case MainMenu.DOCUMENTS:
                yield from _serve(documents(served))
            case MainMenu.ORGAN_DONATION:
                yield from _serve(organ_donation(served))
            case MainMenu.OTHER:
                yield from _serve(_other_choices(served))


def _other_choices(served: Served) -> Journey[None]:
    match (yield from choose("other-choices", tuple(OtherChoices))):
        case OtherChoices.RECEIPTS:
            yield from receipts(served)


def _serve(asked: Journey[None]) -> Journey[None]:
    try:
        yield from asked
    except Refusal as refusal:
        yield from tell(refusal.key)
