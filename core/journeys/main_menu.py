"""What a person may do once proved: only what exists. Tells a refusal and comes back here."""

from enum import Enum

from core.domain.refusals import Refusal
from core.journeys.documents import documents
from core.journeys.organ_donation import organ_donation
from core.journeys.questions import Journey, choose, tell
from core.journeys.served import Served


class MainMenu(Enum):
    """The choices; on the telephone each keeps the key of words.md section 3."""

    DOCUMENTS = "documents"
    ORGAN_DONATION = "organ-donation"


def main_menu(served: Served) -> Journey[None]:
    """Serve until the person ends the visit, which each channel lets them do at any step."""
    while True:
        wanted = yield from choose("main-menu", tuple(MainMenu), is_floor=True)
        try:
            if wanted is MainMenu.DOCUMENTS:
                yield from documents(served)
            else:
                yield from organ_donation(served)
        except Refusal as refusal:
            yield from tell(refusal.key)
