"""Stories about reading documents, each at a kiosk and by telephone."""

import pytest

from core.demo.people import LUCIEN, ODETTE, SUZANNE
from core.domain.documents import HealthDocument
from core.domain.receipts import PaperOutcome
from core.journeys.documents import AfterReading
from core.journeys.main_menu import MainMenu
from core.journeys.papers import AfterPaper, AskPaper
from core.journeys.steps import Choose, UnknownAnswerError
from tests.conftest import Space
from tests.journeys.storyboard import receives, sees
from tests.journeys.walks import Walk
from tests.journeys.ways import Way


def lines(walk: Walk) -> list[HealthDocument]:
    """The documents that the list offers."""
    step = walk.hands.step
    assert isinstance(step, Choose)
    return [option.value for option in step.options]


def test_the_list_is_newest_first_and_each_line_says_what_when_by_whom(walk: Walk) -> None:
    """She finds the latest at the top."""
    walk.arrives(MainMenu.DOCUMENTS)
    documents = lines(walk)
    assert documents == sorted(documents, key=lambda document: document.written_on, reverse=True)
    step = walk.hands.step
    assert isinstance(step, Choose)
    assert all({"title", "date", "author", "rank"} <= set(option.facts) for option in step.options)


def test_she_reads_one_and_its_reading_is_traced(walk: Walk) -> None:
    """Opening leaves a leaf; another document starts from the list again."""
    walk.arrives(MainMenu.DOCUMENTS)
    newest = lines(walk)[0]
    walk(
        sees("documents").answers(newest),
        sees("document").answers(AfterReading.OTHER),
        sees("documents").stops(),
    )
    assert walk.leaves == ["list-documents", "read-document", "list-documents"]
    assert not lines(walk)[0].is_new


def test_back_from_the_list_goes_up_to_the_menu(walk: Walk) -> None:
    """Not through every document read since."""
    walk.arrives(MainMenu.DOCUMENTS)
    newest, older = lines(walk)[:2]
    walk(
        sees("documents").answers(newest),
        sees("document").answers(AfterReading.OTHER),
        sees("documents").answers(older),
        sees("document").goes_back(),
        sees("documents").goes_back(),
        sees("main-menu").stops(),
    )


def test_back_replays_without_a_second_look(walk: Walk) -> None:
    """Back from a document to the list asks the store for nothing, and leaves no second leaf."""
    walk.arrives(MainMenu.DOCUMENTS)
    walk(sees("documents").answers(lines(walk)[0]), sees("document").goes_back(), sees("documents").stops())
    assert walk.leaves == ["list-documents", "read-document"]


def test_an_empty_space_says_so(walk: Walk) -> None:
    """Suzanne has nothing yet: told, then the menu."""
    hers = walk.another(SUZANNE)
    hers.arrives(MainMenu.DOCUMENTS)
    hers(sees("documents-none").goes_on(), sees("main-menu").stops())
    assert hers.leaves == ["list-documents"]


def test_three_hundred_documents_are_paged_to_the_oldest(walk: Walk) -> None:
    """Lucien goes through his whole list to the last line, and opens it."""
    his = walk.another(LUCIEN)
    his.arrives(MainMenu.DOCUMENTS)
    assert len(lines(his)) == 300
    oldest = lines(his)[-1]
    his(sees("documents").takes_line(-1), sees("document").stops())
    assert his.hands.step.facts["date"] == oldest.written_on
    assert his.leaves == ["list-documents", "read-document"]


def test_a_document_on_paper_is_asked_for_twice_and_tells_three_things(kiosk_walk: Walk) -> None:
    """Title, date and author only; back to the list is still possible afterwards, and from it to the menu."""
    walk = kiosk_walk
    walk.arrives(MainMenu.DOCUMENTS)
    walk(
        sees("documents").answers(lines(walk)[0]),
        sees("document").answers(AfterReading.PAPER),
        sees("document-on-paper").answers(AskPaper.PRINT),
        receives("document-paper"),
        sees("paper--printed").goes_on(),
        sees("document").answers(AfterReading.OTHER),
        sees("documents").goes_back(),
        sees("main-menu").stops(),
    )
    assert walk.leaves.count("record-receipt-given") == 1


def test_no_paper_for_a_document_is_told_and_may_be_tried_again(kiosk_walk: Walk) -> None:
    """Bad input: no paper. She goes on without, or tries again."""
    walk = kiosk_walk
    walk.arrives(MainMenu.DOCUMENTS)
    walk(
        sees("documents").answers(lines(walk)[0]),
        sees("document").answers(AfterReading.PAPER),
        sees("document-on-paper").answers(AskPaper.PRINT),
        receives("document-paper", PaperOutcome.NO_PAPER),
        sees("paper--no-paper").answers(AfterPaper.TRY_AGAIN),
        receives("document-paper", PaperOutcome.NOT_PRINTED),
        sees("paper--not-printed").answers(AfterPaper.CONTINUE),
        sees("document").stops(),
    )


def test_by_telephone_the_paper_is_said_to_be_at_a_kiosk(phone_walk: Walk) -> None:
    """No question that leads nowhere."""
    walk = phone_walk
    walk.arrives(MainMenu.DOCUMENTS)
    walk(
        sees("documents").answers(lines(walk)[0]),
        sees("document").answers(AfterReading.PAPER),
        sees("document-on-paper-elsewhere").goes_on(),
        sees("documents").goes_back(),
        sees("main-menu").stops(),
    )


def test_a_document_of_somebody_else_cannot_be_asked_for(walk: Walk) -> None:
    """Bad input: an answer that the list did not offer opens nothing and leaves no leaf."""
    walk.arrives(MainMenu.DOCUMENTS)
    before = walk.all_leaves
    walk(sees("documents").blunders(), sees("documents").stops())
    assert walk.all_leaves == before


@pytest.mark.parametrize("way", [Way.BARE_KIOSK, Way.BARE_PHONE])
def test_the_journey_itself_refuses_a_document_of_somebody_else(space: Space, way: Way) -> None:
    """Bad input: even a document that exists, of another person, is no answer."""
    his = Walk(space=space, way=way, person=LUCIEN)
    his.arrives(MainMenu.DOCUMENTS)
    hers = Walk(space=space, way=way, person=ODETTE)
    hers.arrives(MainMenu.DOCUMENTS)
    before = len(space.leaves())
    with pytest.raises(UnknownAnswerError):
        hers.hands.answer(lines(his)[0])
    assert len(space.leaves()) == before
    assert hers.hands.step.key == "documents"
