"""Stories about a choice on organ donation, each at a kiosk and by telephone: refusing, correcting, withdrawing."""

from core.domain.organ_donation import Organ, Position, Purpose
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation import Extent, Recap, Wish
from core.journeys.organ_donation_papers import AfterKeeping, TellRelatives
from tests.journeys.storyboard import sees
from tests.journeys.walks import Walk, refuses_everything


def test_a_partial_refusal_is_read_back_confirmed_and_kept(walk: Walk) -> None:
    """She refuses her kidneys and corneas; nothing is kept before the last yes; the receipt follows."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_ORGANS),
        sees("organ-donation-organs").picks(Organ.KIDNEYS, Organ.CORNEAS),
        sees("organ-donation-recap", nothing_kept=True).answers(Recap.RIGHT),
        sees("organ-donation-keep", nothing_kept=True).says_yes(),
        walk.gets_receipt(),
        sees("organ-donation-kept", kept=True).answers(AfterKeeping.NUMBER),
        sees("receipt-number").goes_on(),
        sees("organ-donation-kept").answers(AfterKeeping.MENU),
        sees("main-menu").stops(),
    )
    choice = walk.choice
    assert choice is not None
    assert (choice.position, choice.organs) == (Position.REFUSAL, frozenset({Organ.KIDNEYS, Organ.CORNEAS}))
    assert walk.leaves == ["read-organ-donation", "state-organ-donation-choice", "record-receipt-given"]


def test_every_organ_ticked_is_the_refusal_of_all(walk: Walk) -> None:
    """Nobody is told that something is left when nothing is."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_ORGANS),
        sees("organ-donation-organs").picks(*Organ),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep").says_yes(),
        walk.gets_receipt(),
        sees("organ-donation-kept").stops(),
    )
    assert walk.choice is not None
    assert not walk.choice.is_partial


def test_a_refusal_of_some_purposes_keeps_those_purposes(walk: Walk) -> None:
    """Research is refused; grafts are not (R115)."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_PURPOSES),
        sees("organ-donation-purposes").picks(Purpose.RESEARCH),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep").says_yes(),
        walk.gets_receipt(),
        sees("organ-donation-kept").stops(),
    )
    assert walk.choice is not None
    assert walk.choice.purposes == frozenset({Purpose.RESEARCH})


def test_a_correction_keeps_nothing_of_the_first_answer(walk: Walk) -> None:
    """« Corriger » comes back to the choice; what is kept at last is the second answer."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_ORGANS),
        sees("organ-donation-organs").picks(Organ.HEART),
        sees("organ-donation-recap").answers(Recap.CORRECT),
        sees("organ-donation-wish", nothing_kept=True).answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.EVERYTHING),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep", nothing_kept=True).says_yes(),
        walk.gets_receipt(),
        sees("organ-donation-kept").stops(),
    )
    assert walk.choice is not None
    assert not walk.choice.is_partial


def test_a_no_at_the_last_question_keeps_nothing(walk: Walk) -> None:
    """The last question is the only one that keeps, and she may say no."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.EVERYTHING),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep").says_no(),
        sees("organ-donation-nothing-kept", nothing_kept=True).goes_on(),
        sees("main-menu").stops(),
    )
    assert walk.leaves == ["read-organ-donation"]


def test_leaving_everything_as_it_is_changes_nothing(walk: Walk) -> None:
    """« Ne rien dire aujourd'hui » leads back to the menu."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.NOTHING_TODAY),
        sees("main-menu", nothing_kept=True).stops(),
    )


def test_a_refusal_can_be_withdrawn_and_the_last_word_counts(walk: Walk) -> None:
    """Withdrawing asks for no more than refusing did (promise 3), and is offered only when there is a refusal."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    refuses_everything(walk)
    walk(
        sees("organ-donation-kept").answers(AfterKeeping.MENU),
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-refusal").goes_on(),
        sees("organ-donation-wish").answers(Wish.WITHDRAW),
        sees("organ-donation-recap-withdrawal").answers(Recap.RIGHT),
        sees("organ-donation-keep-withdrawal").says_yes(),
        walk.gets_receipt(),
        sees("organ-donation-withdrawn").answers(AfterKeeping.MENU),
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-withdrawal").stops(),
    )
    assert walk.choice is not None
    assert walk.choice.position is Position.WITHDRAWN


def test_after_a_choice_is_kept_back_leads_nowhere(walk: Walk) -> None:
    """What is done is done: « Retour » neither undoes it nor asks for it again."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    refuses_everything(walk)
    walk(sees("organ-donation-kept").goes_back(), sees("organ-donation-kept").stops())
    assert walk.leaves.count("state-organ-donation-choice") == 1


def test_telling_relatives_keeps_nothing(walk: Walk) -> None:
    """A relative reports, and does not decide; this step keeps no position (R114)."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.TELL_RELATIVES),
        sees("organ-donation-relatives").goes_on(),
        sees("organ-donation-relatives-paper").answers(TellRelatives.MENU),
        sees("main-menu", nothing_kept=True).stops(),
    )
