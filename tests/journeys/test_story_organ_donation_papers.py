"""Stories about the receipt and the papers of organ donation: asked for, declined, not printed, fetched later."""

import pytest

from core.domain.organ_donation import Organ
from core.domain.receipts import PaperOutcome
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation import Extent, Recap, Wish
from core.journeys.organ_donation_papers import AfterKeeping, TellRelatives
from core.journeys.papers import AfterPaper, AskPaper
from tests.journeys.storyboard import receives, sees
from tests.journeys.walks import Walk, confirms_refusing_everything, refuses_everything


def test_a_refusal_of_some_organs_gets_both_papers(kiosk_walk: Walk) -> None:
    """Register request and paper for a relative, always both, and only after a question (R117, R120)."""
    walk = kiosk_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_ORGANS),
        sees("organ-donation-organs").picks(Organ.LIVER),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep").says_yes(),
        receives("receipt-choice-kept"),
        sees("organ-donation-kept").answers(AfterKeeping.BOTH_PAPERS),
        sees("organ-donation-papers").answers(AskPaper.PRINT),
        receives("register-request"),
        sees("paper--printed").goes_on(),
        receives("relative-paper"),
        sees("paper--printed").goes_on(),
        sees("organ-donation-kept").answers(AfterKeeping.MENU),
        sees("main-menu").stops(),
    )
    assert walk.papers == ["receipt-choice-kept", "register-request", "relative-paper"]


def test_a_paper_that_tells_something_may_be_declined(kiosk_walk: Walk) -> None:
    """A question first; « ne pas imprimer » prints nothing and loses nothing."""
    walk = kiosk_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    refuses_everything(walk)
    walk(
        sees("organ-donation-kept").answers(AfterKeeping.RELATIVE_PAPER),
        sees("organ-donation-paper").answers(AskPaper.DO_NOT_PRINT),
        sees("organ-donation-kept", kept=True).stops(),
    )
    assert walk.papers == ["receipt-choice-kept"]


def test_by_telephone_papers_are_said_to_be_at_a_kiosk(phone_walk: Walk) -> None:
    """No question that leads nowhere: she is told where to get them (promise 8)."""
    walk = phone_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    refuses_everything(walk)
    walk(
        sees("organ-donation-kept").answers(AfterKeeping.REGISTER_REQUEST),
        sees("organ-donation-paper-elsewhere").goes_on(),
        sees("organ-donation-kept").answers(AfterKeeping.NUMBER),
        sees("receipt-number").stops(),
    )


def test_without_a_refusal_the_relatives_paper_suggests_none(kiosk_walk: Walk) -> None:
    """She writes her own position by hand."""
    walk = kiosk_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.TELL_RELATIVES),
        sees("organ-donation-relatives").goes_on(),
        sees("organ-donation-relatives-paper").answers(TellRelatives.PAPER),
        sees("organ-donation-paper").answers(AskPaper.PRINT),
        receives("relative-position-paper"),
        sees("paper--printed").goes_on(),
        sees("main-menu", nothing_kept=True).stops(),
    )


@pytest.mark.parametrize("outcome", [PaperOutcome.NO_PAPER, PaperOutcome.NOT_PRINTED, PaperOutcome.UNKNOWN])
def test_a_receipt_that_does_not_come_keeps_the_choice_and_says_the_number(
    kiosk_walk: Walk, outcome: PaperOutcome
) -> None:
    """Bad input: no paper, dead printer, mute printer. Told as known; the number is there; another try is offered."""
    walk = kiosk_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    confirms_refusing_everything(walk)
    walk(
        receives("receipt-choice-kept", outcome),
        sees(f"receipt--{outcome.value}", kept=True).answers(AfterPaper.NUMBER),
        sees("receipt-number").goes_on(),
        sees(f"receipt--{outcome.value}").answers(AfterPaper.TRY_AGAIN),
        receives("receipt-choice-kept"),
        sees("organ-donation-kept", kept=True).stops(),
    )
    assert walk.leaves.count("state-organ-donation-choice") == 1
    assert walk.leaves.count("record-receipt-given") == 2


@pytest.mark.parametrize("outcome", [PaperOutcome.NO_PAPER, PaperOutcome.NOT_PRINTED, PaperOutcome.UNKNOWN])
def test_nothing_is_printed_again_by_itself(kiosk_walk: Walk, outcome: PaperOutcome) -> None:
    """Bad input: the same. She goes on without; one paper was asked for, and the choice is kept."""
    walk = kiosk_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    confirms_refusing_everything(walk)
    walk(
        receives("receipt-choice-kept", outcome),
        sees(f"receipt--{outcome.value}", kept=True).answers(AfterPaper.CONTINUE),
        sees("organ-donation-kept", kept=True).stops(),
    )
    assert walk.papers == ["receipt-choice-kept"]


def test_a_refusal_held_already_gets_its_papers_at_a_kiosk(kiosk_walk: Walk) -> None:
    """Kept by telephone last week: she comes for the papers, and states nothing again (R120)."""
    walk = kiosk_walk
    walk.arrives(MainMenu.ORGAN_DONATION)
    refuses_everything(walk)
    walk(
        sees("organ-donation-kept").answers(AfterKeeping.MENU),
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-refusal").goes_on(),
        sees("organ-donation-wish").answers(Wish.PAPERS),
        sees("organ-donation-held-papers").answers(AfterKeeping.REGISTER_REQUEST),
        sees("organ-donation-paper").answers(AskPaper.PRINT),
        receives("register-request"),
        sees("paper--printed").goes_on(),
        sees("organ-donation-held-papers").answers(AfterKeeping.MENU),
        sees("main-menu").stops(),
    )
    assert walk.papers == ["receipt-choice-kept", "register-request"]
    assert walk.leaves.count("state-organ-donation-choice") == 1
