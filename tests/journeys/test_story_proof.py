"""Stories about proving who one is: cards, numbers, codes, and always a human way out."""

from dataclasses import replace
from datetime import date

import pytest

from core.demo.people import JEANNE, MARCEL, ODETTE, PAUL, DemoPerson
from core.domain.audit import Channel
from core.domain.receipts import PaperOutcome
from core.journeys.discretion import Listeners
from core.journeys.kiosk_visit import ForgottenCode, WithoutCard
from core.journeys.papers import AskPaper
from core.journeys.phone_welcome import FirstTime, LetterOrReceipt, Places, Welcome
from core.journeys.proof import AfterMiss
from core.journeys.steps import CardTrouble, PresentedCard
from tests.journeys.storyboard import sees
from tests.journeys.walks import Walk, card_of, identifies


def test_card_and_code_open_the_menu(kiosk_walk: Walk) -> None:
    """The right code with the right card, and nothing asked before."""
    kiosk_walk(*identifies(ODETTE, Channel.KIOSK), sees("main-menu").stops())
    assert kiosk_walk.proved is not None
    assert kiosk_walk.all_leaves == ["count-try", "record-proof", "begin-visit"]


def test_number_code_and_printed_code_open_the_menu(phone_walk: Walk) -> None:
    """The three factors, then who hears."""
    phone_walk(*identifies(ODETTE, Channel.PHONE), sees("main-menu").stops())
    assert phone_walk.proved is not None


@pytest.mark.parametrize(("answer", "is_discreet"), [(Listeners.NOBODY_ELSE, False), (Listeners.SOMEBODY, True)])
def test_the_call_is_discreet_until_nobody_else_hears(
    phone_walk: Walk, answer: Listeners, *, is_discreet: bool
) -> None:
    """The visit remembers who hears, for every prompt that follows."""
    phone_walk(*identifies(ODETTE, Channel.PHONE)[:-1])
    assert phone_walk.hands.visit.is_discreet
    phone_walk(sees("who-hears").answers(answer), sees("main-menu").stops())
    assert phone_walk.hands.visit.is_discreet is is_discreet


def test_an_unreadable_card_three_times_offers_the_telephone(kiosk_walk: Walk) -> None:
    """Bad input: unreadable card. Three gestures twice, then the telephone; the card may still be tried."""
    kiosk_walk(
        sees("card-wanted").answers(CardTrouble.UNREADABLE),
        sees("card-unreadable").answers(CardTrouble.UNREADABLE),
        sees("card-unreadable").answers(CardTrouble.UNREADABLE),
        sees("card-worn").answers(CardTrouble.UNREADABLE),
        sees("card-worn").answers(WithoutCard.PERSON),
        sees("about-person").goes_on(),
        sees("card-wanted").presents(card_of(ODETTE)),
        sees("secret-code").types(ODETTE.secret),
        sees("main-menu").stops(),
    )


@pytest.mark.parametrize(
    ("trouble", "key"), [(CardTrouble.FOREIGN, "card-foreign"), (CardTrouble.NO_READER, "card-no-reader")]
)
def test_other_cards_and_a_missing_reader_are_told(kiosk_walk: Walk, trouble: CardTrouble, key: str) -> None:
    """Bad input: not a Vitale card, or no reader. What to do is said."""
    kiosk_walk(sees("card-wanted").answers(trouble), sees(key).presents(card_of(ODETTE)), sees("secret-code").stops())


def test_a_card_with_nobody_on_it_is_unreadable(kiosk_walk: Walk) -> None:
    """Bad input: an empty card."""
    kiosk_walk(sees("card-wanted").answers(PresentedCard(people=())), sees("card-unreadable").stops())


@pytest.mark.parametrize("person", [PAUL, JEANNE], ids=lambda person: person.name)
def test_several_people_on_one_card_are_told_apart_by_birth_date(kiosk_walk: Walk, person: DemoPerson) -> None:
    """Bad input: several people. No name is shown; each opens their own space with their own code."""
    walk = kiosk_walk.another(person)
    walk(
        sees("card-wanted").presents(card_of(PAUL), card_of(JEANNE)),
        sees("birth-date").types(person.birth_date),
        sees("secret-code").types(person.secret),
    )
    assert walk.proved is not None
    assert walk.proved.identity.birth_date == person.birth_date
    before_proof = " ".join(walk.hands.shown[:-1])
    assert not any(name in before_proof for name in ("Paul", "Jeanne", "Caron", "Thibaut"))


def test_a_birth_date_of_nobody_goes_on_and_proves_nothing(kiosk_walk: Walk) -> None:
    """Bad input: a date that is nobody's is not told apart from a wrong code."""
    kiosk_walk(
        sees("card-wanted").presents(card_of(PAUL), card_of(JEANNE)),
        sees("birth-date").types(date(1900, 1, 1)),
        sees("secret-code").types(PAUL.secret),
        sees("not-proved").stops(),
    )


def test_a_forgotten_code_leads_to_a_person_or_back(kiosk_walk: Walk) -> None:
    """« J'ai oublié mon code » costs no try."""
    kiosk_walk(
        sees("card-wanted").presents(card_of(ODETTE)),
        sees("secret-code").answers(ForgottenCode.FORGOTTEN),
        sees("secret-forgotten").answers(AfterMiss.TRY_AGAIN),
        sees("secret-code").answers(ForgottenCode.FORGOTTEN),
        sees("secret-forgotten").answers(AfterMiss.PERSON),
        sees("human-handover").stops(),
    )
    assert kiosk_walk.all_leaves == []


def test_a_printed_code_serves_once(phone_walk: Walk) -> None:
    """The second call asks for the next line; the first line is worth nothing any more."""
    first = phone_walk.another(MARCEL)
    first(*identifies(MARCEL, Channel.PHONE), sees("main-menu").stops())
    second = phone_walk.another(MARCEL)
    second(*identifies(MARCEL, Channel.PHONE)[:3])
    assert second.hands.step.facts["line"] == 2
    second(sees("one-time-code").types(MARCEL.codes[0]), sees("not-proved").stops())


def test_right_numbers_that_do_not_belong_together_prove_nothing(phone_walk: Walk) -> None:
    """Bad input: one wrong factor among three is not told from another."""
    mixed = replace(ODETTE, secret=MARCEL.secret)
    phone_walk(*identifies(mixed, Channel.PHONE)[:-1], sees("not-proved").stops())


def test_an_answer_that_was_not_offered_changes_nothing(walk: Walk) -> None:
    """Bad input: unknown answer. It is refused, and the question still waits, before proof and after it."""
    first = walk.hands.step.key
    walk(sees(first).blunders(), sees(first).stops())
    walk.arrives()
    walk(sees("main-menu").blunders(), sees("main-menu").stops())
    assert walk.leaves == []


@pytest.mark.parametrize("wanted", Places)
def test_before_proof_anybody_hears_where_when_and_how(phone_walk: Walk, wanted: Places) -> None:
    """Kiosks, hours, keys; then the welcome again."""
    phone_walk(
        sees("phone-welcome").answers(Welcome.PLACES),
        sees("phone-places").answers(wanted),
        sees(f"phone-{wanted.value}").goes_on(),
        sees("phone-welcome").stops(),
    )


@pytest.mark.parametrize("wanted", FirstTime)
def test_whoever_cannot_prove_who_they_are_reaches_a_person(phone_walk: Walk, wanted: FirstTime) -> None:
    """A first time, a lost number, a forgotten code, a lost list: what a person will do, then a person."""
    phone_walk(
        sees("phone-welcome").answers(Welcome.FIRST_TIME),
        sees("phone-first-time").answers(wanted),
        sees("phone-new-space" if wanted is FirstTime.NEW_SPACE else "phone-new-codes").goes_on(),
        sees("human-handover").stops(),
    )


def test_a_letter_is_answered_elsewhere_and_the_caller_is_told_where(phone_walk: Walk) -> None:
    """In writing, or with a person: the voice says that it can't, and the welcome comes again."""
    phone_walk(
        sees("phone-welcome").answers(Welcome.LETTER_OR_RECEIPT),
        sees("phone-letter-or-receipt").answers(LetterOrReceipt.LETTER),
        sees("phone-letter").goes_on(),
        sees("phone-welcome").stops(),
    )


def test_no_card_and_what_for_come_back_to_the_card(kiosk_walk: Walk) -> None:
    """Somebody without a card is told what to do instead."""
    kiosk_walk(
        sees("card-wanted").answers(WithoutCard.WHAT_FOR),
        sees("about-what-for").goes_on(),
        sees("card-wanted").answers(WithoutCard.NO_CARD),
        sees("about-no-card").goes_on(),
        sees("menu-card-wanted").answers(AskPaper.DO_NOT_PRINT),
        sees("card-wanted").stops(),
    )


def test_the_keys_of_the_telephone_come_out_on_paper_for_anybody(kiosk_walk: Walk) -> None:
    """Without a card: nothing on it is about anybody, so no proof is asked and nothing is traced."""
    kiosk_walk(
        sees("card-wanted").answers(WithoutCard.NO_CARD),
        sees("about-no-card").goes_on(),
        sees("menu-card-wanted").answers(AskPaper.PRINT),
        sees("menu-card").answers(PaperOutcome.PRINTED),
        sees("menu-card--printed").goes_on(),
        sees("card-wanted").stops(),
    )
    assert kiosk_walk.leaves == []
