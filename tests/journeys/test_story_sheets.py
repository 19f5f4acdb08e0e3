"""Stories at a kiosk beside an A4 printer, as in a town hall: bare, then by touch."""

from core.domain.receipts import PaperOutcome
from core.journeys.documents import AfterReading
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation_papers import AfterKeeping
from core.journeys.papers import AfterPaper, AskPaper
from core.journeys.steps import GivePaper, Read
from tests.journeys.storyboard import receives, sees
from tests.journeys.walks import Walk, confirms_refusing_everything, refuses_everything
from tests.journeys.ways import french

IN_VIEW = "D'autres personnes peuvent"


def test_she_takes_her_whole_document_on_a4_after_being_told_who_can_see_it(town_hall_walk: Walk) -> None:
    """The sentence comes before anything is printed, read and heard; the outcome is noted as any paper's."""
    walk = town_hall_walk
    walk.arrives(MainMenu.DOCUMENTS)
    walk(sees("documents").takes_line(0), sees("document").stops())
    opened = walk.hands.step
    assert isinstance(opened, Read)
    walk(sees("document").answers(AfterReading.SHEETS), sees("document-on-sheets").stops())
    assert IN_VIEW in " ".join(french().lines("document-on-sheets"))
    walk(sees("document-on-sheets").answers(AskPaper.PRINT))
    paper = walk.hands.step
    assert isinstance(paper, GivePaper)
    assert paper.on_sheets
    assert paper.reading == opened.reading
    walk(
        receives("document-sheets"),
        sees("sheets--printed").goes_on(),
        sees("document").answers(AfterReading.OTHER),
        sees("documents").stops(),
    )
    assert walk.leaves == ["list-documents", "read-document", "record-receipt-given", "list-documents"]


def test_she_may_leave_it_unprinted(town_hall_walk: Walk) -> None:
    """Too many people around: nothing comes out, and nothing is noted."""
    walk = town_hall_walk
    walk.arrives(MainMenu.DOCUMENTS)
    walk(
        sees("documents").takes_line(0),
        sees("document").answers(AfterReading.SHEETS),
        sees("document-on-sheets").answers(AskPaper.DO_NOT_PRINT),
        sees("document").stops(),
    )
    assert "record-receipt-given" not in walk.leaves


def test_what_became_of_the_sheets_is_told_and_may_be_tried_again(town_hall_walk: Walk) -> None:
    """Bad input: no paper, then a printer that dies half-way: « nous ne savons pas », then a duplicate."""
    walk = town_hall_walk
    walk.arrives(MainMenu.DOCUMENTS)
    walk(
        sees("documents").takes_line(0),
        sees("document").answers(AfterReading.SHEETS),
        sees("document-on-sheets").answers(AskPaper.PRINT),
        receives("document-sheets", PaperOutcome.NO_PAPER),
        sees("sheets--no-paper").answers(AfterPaper.TRY_AGAIN),
        receives("document-sheets", PaperOutcome.UNKNOWN),
        sees("sheets--unknown").answers(AfterPaper.TRY_AGAIN),
    )
    again = walk.hands.step
    assert isinstance(again, GivePaper)
    assert (again.copies, again.on_sheets) == (1, True)
    walk(
        receives("document-sheets", PaperOutcome.NOT_PRINTED),
        sees("sheets--not-printed").answers(AfterPaper.CONTINUE),
        sees("document").stops(),
    )


def test_a_paper_that_tells_a_choice_goes_to_the_slot_when_a4_fails(town_hall_walk: Walk) -> None:
    """What remains to be done must not wait for somebody else's printer (R120)."""
    walk = town_hall_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    refuses_everything(walk)
    walk(
        sees("organ-donation-kept").answers(AfterKeeping.REGISTER_REQUEST),
        sees("organ-donation-paper-on-sheets").answers(AskPaper.PRINT),
    )
    first = walk.hands.step
    assert isinstance(first, GivePaper)
    assert first.on_sheets
    walk(receives("register-request", PaperOutcome.NO_PAPER), sees("sheets--no-paper").answers(AfterPaper.TRY_AGAIN))
    second = walk.hands.step
    assert isinstance(second, GivePaper)
    assert not second.on_sheets
    walk(receives("register-request"), sees("paper--printed").goes_on(), sees("organ-donation-kept").stops())


def test_the_discreet_receipt_still_comes_out_of_the_slot(town_hall_walk: Walk) -> None:
    """It must not lie on a printer in view of others."""
    walk = town_hall_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    confirms_refusing_everything(walk)
    walk(
        sees("receipt-choice-kept").stops(),
    )
    receipt = walk.hands.step
    assert isinstance(receipt, GivePaper)
    assert not receipt.on_sheets


def test_without_the_printer_nothing_new_is_asked(walk: Walk) -> None:
    """Neither at a kiosk without one nor by telephone."""
    walk.arrives(MainMenu.DOCUMENTS)
    walk(sees("documents").takes_line(0), sees("document").stops())
    step = walk.hands.step
    assert isinstance(step, Read)
    assert [option.value for option in step.options] == [AfterReading.PAPER, AfterReading.OTHER]
