"""Receipts heard again, and withdrawn from: the last ones by both channels, one by its number on the telephone."""

from dataclasses import replace

import pytest

from core.demo.people import MARCEL, ODETTE
from core.domain.audit import Channel, OutcomeClass
from core.domain.organ_donation import Position
from core.domain.receipts import PaperOutcome
from core.journeys.main_menu import MainMenu, OtherChoices
from core.journeys.organ_donation import Recap
from core.journeys.organ_donation_papers import AfterKeeping
from core.journeys.phone_welcome import LetterOrReceipt, Welcome
from core.journeys.receipts import AfterHearing
from core.journeys.steps import Choose
from tests.journeys.storyboard import Moment, receives, sees
from tests.journeys.walks import Walk, identifies, refuses_everything

TO_RECEIPTS = (sees("main-menu").answers(MainMenu.OTHER), sees("other-choices").answers(OtherChoices.RECEIPTS))


def numbers(walk: Walk) -> list[str]:
    """Those of the receipts that she has, oldest first."""
    her = walk.space.people[walk.person.name]
    with walk.space.store.begin(her) as records:
        return [receipt.number for receipt in records.receipts.chain(her)]


def refuses(walk: Walk) -> str:
    """A refusal of everything, kept; back at the menu. The number of its receipt."""
    walk.arrives(MainMenu.ORGAN_DONATION)
    refuses_everything(walk)
    walk(sees("organ-donation-kept").answers(AfterKeeping.MENU))
    return numbers(walk)[-1]


def calls_about(number: str, channel: Channel = Channel.PHONE, line: int = 2) -> tuple[Moment, ...]:
    """Welcome, 2, 2, the six digits, then the whole identification."""
    return (
        sees("phone-welcome").answers(Welcome.LETTER_OR_RECEIPT),
        sees("phone-letter-or-receipt").answers(LetterOrReceipt.RECEIPT),
        sees("phone-receipt-number").types(number),
        *identifies(ODETTE, channel, line)[1:],
    )


def withdraws(walk: Walk) -> tuple[Moment, ...]:
    """The ordinary way to take a refusal back: read back, then 7."""
    return (
        sees("organ-donation-heard").answers(AfterHearing.WITHDRAW),
        sees("organ-donation-recap-withdrawal").answers(Recap.RIGHT),
        sees("organ-donation-keep-withdrawal").says_yes(),
        walk.gets_receipt(),
        sees("organ-donation-withdrawn").answers(AfterKeeping.MENU),
        sees("main-menu").stops(),
    )


def test_the_last_receipts_are_listed_and_one_is_heard_again(walk: Walk) -> None:
    """Each look is a leaf; nothing changes."""
    refuses(walk)
    walk(
        *TO_RECEIPTS,
        sees("receipts").takes_line(0),
        sees("organ-donation-heard", kept=True).goes_back(),
        sees("receipts").stops(),
    )
    assert walk.leaves[-2:] == ["list-receipts", "hear-receipt"]


def test_a_choice_is_taken_back_from_its_receipt(walk: Walk) -> None:
    """Through the ordinary confirmation; then the first receipt says that it no longer counts."""
    refuses(walk)
    walk(*TO_RECEIPTS, sees("receipts").takes_line(0), *withdraws(walk))
    assert walk.choice is not None
    assert walk.choice.position is Position.WITHDRAWN
    walk(
        *TO_RECEIPTS,
        sees("receipts").takes_line(1),
        sees("organ-donation-heard-before").answers(AfterHearing.MENU),
        *TO_RECEIPTS,
        sees("receipts").takes_line(0),
        sees("organ-donation-heard").stops(),
    )
    step = walk.hands.step
    assert isinstance(step, Choose)
    assert AfterHearing.WITHDRAW not in [option.value for option in step.options]


def test_without_a_receipt_the_list_says_so(walk: Walk) -> None:
    """Somebody who never kept anything."""
    walk.arrives()
    walk(*TO_RECEIPTS, sees("receipts-none").goes_on(), sees("main-menu").stops())


def test_back_from_a_receipt_is_the_list(walk: Walk) -> None:
    """Then the other choices, then the menu; nothing is read twice."""
    refuses(walk)
    walk(
        *TO_RECEIPTS,
        sees("receipts").takes_line(0),
        sees("organ-donation-heard").goes_back(),
        sees("receipts").goes_back(),
        sees("other-choices").goes_back(),
        sees("main-menu").stops(),
    )
    assert walk.leaves.count("hear-receipt") == 1


def test_a_copy_comes_out_at_a_kiosk_and_says_duplicata(kiosk_walk: Walk) -> None:
    """What was kept by telephone gets its paper here too (words.md 2.12)."""
    number = refuses(kiosk_walk)
    kiosk_walk(*TO_RECEIPTS, sees("receipts").takes_line(0), sees("organ-donation-heard").answers(AfterHearing.PAPER))
    assert kiosk_walk.hands.step.copies == 1  # type: ignore[union-attr]
    kiosk_walk(receives("receipt-choice-kept"), sees("main-menu").stops())
    assert numbers(kiosk_walk) == [number]


def test_calling_back_with_the_number_hears_it_and_takes_it_back(phone_walk: Walk) -> None:
    """After proof the receipt comes before the menu; the trace is that of any withdrawal."""
    number = refuses(phone_walk)
    later = phone_walk.another()
    later(*calls_about(number), *withdraws(later))
    assert later.choice is not None
    assert later.choice.position is Position.WITHDRAWN
    assert later.leaves[-3:] == ["hear-receipt", "state-organ-donation-choice", "record-receipt-given"]


@pytest.mark.parametrize("whose", ["nobody's", "somebody else's"])
def test_a_number_of_others_opens_nothing_and_is_told_after_proof_only(phone_walk: Walk, whose: str) -> None:
    """The same words for a number that nobody has and for a neighbour's; refused, traced, then the menu."""
    number = "000000"
    if whose != "nobody's":
        number = refuses(phone_walk.another(MARCEL))
    asked = len(phone_walk.trace)
    phone_walk(*calls_about(number, line=1))
    assert [leaf.reason for leaf in phone_walk.trace[asked:] if leaf.outcome is OutcomeClass.REFUSED] == [
        "receipt-not-yours"
    ]
    phone_walk(sees("receipt-not-yours").goes_on(), sees("main-menu").stops())


def test_before_proof_every_number_sounds_the_same(phone_walk: Walk) -> None:
    """A number that is hers, one that is nobody's: the same questions and acts; without proof, nothing is ever told."""
    number = refuses(phone_walk)
    met = []
    for typed in (number, "000000"):
        caller = phone_walk.another(replace(ODETTE, secret=MARCEL.secret))
        caller(
            sees("phone-welcome").answers(Welcome.LETTER_OR_RECEIPT),
            sees("phone-letter-or-receipt").answers(LetterOrReceipt.RECEIPT),
            sees("phone-receipt-number").types(typed),
            *identifies(caller.person, Channel.PHONE, 2)[1:-1],
            sees("not-proved").stops(),
        )
        met.append((caller.seen, [leaf.act for leaf in caller.trace]))
        caller.hands.leave()
    assert met[0] == met[1]
    assert "hear-receipt" not in met[0][1]


def test_a_receipt_given_before_receipts_named_their_choice_is_still_found(walk: Walk) -> None:
    """By its moment, which is the choice's own."""
    refuses(walk)
    her = walk.space.people[ODETTE.name]
    with walk.space.store.begin(her) as records:
        (receipt,) = records.receipts.chain(her)
        records.receipts.add(her, replace(receipt, number="111111", subject=""))
    walk(*TO_RECEIPTS, sees("receipts").takes_line(0), sees("organ-donation-heard").stops())


def test_the_paper_of_a_call_is_noted_as_not_here(phone_walk: Walk) -> None:
    """It is told where the receipt comes out, and the record knows that none did."""
    refuses(phone_walk)
    assert phone_walk.gets_receipt().value is PaperOutcome.NOT_HERE
    assert phone_walk.leaves[-1] == "record-receipt-given"
