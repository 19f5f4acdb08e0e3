"""« Retour », or hash, at every step of both journeys: the question before, and nothing done again or undone."""

import pytest

from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.journeys.documents import AfterReading
from core.journeys.main_menu import MainMenu
from core.journeys.papers import AskPaper
from core.journeys.steps import GivePaper, Tell
from tests.conftest import Space
from tests.journeys.itineraries import before_the_last_yes, refusing
from tests.journeys.storyboard import Moment, sees
from tests.journeys.walks import Walk
from tests.journeys.ways import USUAL, Way

BEFORE_YES = (*before_the_last_yes(Channel.KIOSK), sees("organ-donation-keep").stops())
KEPT = len(BEFORE_YES)
"""How many moments there are up to the last question."""


@pytest.mark.parametrize("lived", range(1, KEPT), ids=[moment.key for moment in BEFORE_YES[1:]])
def test_back_from_a_question_is_the_question_before(walk: Walk, lived: int) -> None:
    """By touch the page before; by voice the question before, since what is only told would pass by itself.

    From there the same answer leads on again, nothing was looked at twice, and nothing is kept.
    """
    walk.arrives()
    steps = []
    for moment in BEFORE_YES[:lived]:
        steps.append(walk.hands.step)
        walk(moment)
    leaves, here = walk.all_leaves, walk.hands.step.key
    walk(sees(here).goes_back())
    is_voice = walk.way is Way.VOICE
    before = [place for place, step in enumerate(steps) if not (is_voice and isinstance(step, Tell))][-1]
    assert walk.hands.step.key == steps[before].key
    assert walk.all_leaves == leaves
    walk(*BEFORE_YES[before:lived], sees(here, nothing_kept=True).stops())


@pytest.mark.parametrize("lived", range(KEPT + 1, len(refusing(Channel.KIOSK))))
def test_back_after_the_choice_is_kept_undoes_nothing(kiosk_walk: Walk, lived: int) -> None:
    """Wherever she is after « c'est gardé », « Retour » neither undoes it nor asks for it again."""
    walk = kiosk_walk
    walk.arrives()
    walk(*refusing(Channel.KIOSK)[:lived])
    leaves = walk.all_leaves
    if isinstance(walk.hands.step, GivePaper) and walk.way is Way.TOUCH:
        # Paper is on its way: « Retour » is grey, and does nothing.
        assert isinstance(walk.hands.back(), GivePaper)
        return
    walk.hands.back()
    assert walk.hands.step.key not in {moment.key for moment in BEFORE_YES[1:]}
    assert walk.all_leaves == leaves
    assert walk.choice is not None


DOCUMENT_PAPER: tuple[tuple[str, tuple[Moment, ...], str], ...] = (
    ("list", (), "main-menu"),
    ("document", (sees("documents").takes_line(),), "documents"),
    ("question", (sees("documents").takes_line(), sees("document").answers(AfterReading.PAPER)), "document"),
    (
        "list-after-reading",
        (
            sees("documents").takes_line(),
            sees("document").answers(AfterReading.PAPER),
            sees("document-on-paper").answers(AskPaper.DO_NOT_PRINT),
            sees("document").answers(AfterReading.OTHER),
        ),
        "main-menu",
    ),
)


@pytest.mark.parametrize(
    ("moments", "before"), [case[1:] for case in DOCUMENT_PAPER], ids=[c[0] for c in DOCUMENT_PAPER]
)
def test_back_among_documents_goes_up(kiosk_walk: Walk, moments: tuple[Moment, ...], before: str) -> None:
    """From the paper to the document, from the document to the list, from the list to the menu: no second look."""
    walk = kiosk_walk
    walk.arrives(MainMenu.DOCUMENTS)
    walk(*moments)
    leaves = walk.all_leaves
    assert walk.hands.back().key == before
    assert walk.all_leaves == leaves


@pytest.mark.parametrize("way", USUAL, ids=lambda way: way.value)
def test_back_at_the_menu_and_before_anything_leads_nowhere(space: Space, way: Way) -> None:
    """The menu is the floor; at the first question there is nothing before. Neither traps."""
    walk = Walk(space=space, way=way, person=ODETTE)
    first = walk.hands.step.key
    walk(sees(first).goes_back(), sees(first).stops())
    walk.arrives()
    walk(sees("main-menu").goes_back(), sees("main-menu").stops())
    assert walk.proved is not None
    walk.close()
