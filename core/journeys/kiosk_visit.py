"""A visit at a kiosk, from the card to the menu. Shows no name before proof; knows no reader and no screen."""

from enum import Enum

from core.acts.begin_visit import BeginVisit
from core.acts.claims import CardClaim
from core.acts.prove_identity import ProveIdentity
from core.domain.credentials import SECRET_DIGITS
from core.journeys.main_menu import main_menu
from core.journeys.menu_card import about_no_card
from core.journeys.proof import AfterMiss, hand_over, prove
from core.journeys.questions import Journey, choose_shared, do, enter, present_card, tell
from core.journeys.served import LookForSheets, Served
from core.journeys.steps import CardPerson, CardTrouble, EntryKind, PresentedCard

TRIES_AT_A_CARD = 3
BIRTH_DATE_DIGITS = 8


class WithoutCard(Enum):
    """What somebody may want before, or instead of, a card."""

    NO_CARD = "no-card"
    WHAT_FOR = "what-for"
    PERSON = "person"


class ForgottenCode(Enum):
    """The way out of typing a code."""

    FORGOTTEN = "forgotten"


WELCOME = (WithoutCard.NO_CARD, WithoutCard.WHAT_FOR)
TROUBLE = (WithoutCard.NO_CARD, WithoutCard.PERSON)


def kiosk_visit() -> Journey[None]:
    """Read a card, prove who is there, then serve them."""
    card = yield from wait_for_card()
    person = yield from find_person(card)

    def ask() -> Journey[ProveIdentity]:
        secret = yield from ask_secret()
        return ProveIdentity(claim=CardClaim(nir=person.nir, birth_date=person.birth_date), secret=secret)

    patient = yield from prove(ask)
    # Others may see: when the last visit was is told on the telephone alone (words.md 1.3).
    yield from do(BeginVisit(may_tell=False))
    has_sheets = yield from do(LookForSheets())
    yield from main_menu(Served(patient=patient, has_paper=True, has_sheets=has_sheets))


def wait_for_card() -> Journey[PresentedCard]:
    """Until a card is read; whatever it does, there is something else to do."""
    key, answers, unread = "card-wanted", WELCOME, 0
    while True:
        answer = yield from present_card(key, answers)
        if isinstance(answer, PresentedCard) and answer.people:
            return answer
        if answer is WithoutCard.NO_CARD:
            yield from about_no_card()
            key, answers = "card-wanted", WELCOME
            continue
        if isinstance(answer, WithoutCard):
            yield from tell(f"about-{answer.value}")
            key, answers = "card-wanted", WELCOME
            continue
        answers = TROUBLE
        match answer:
            case CardTrouble.FOREIGN:
                key = "card-foreign"
            case CardTrouble.NO_READER:
                key = "card-no-reader"
            case _:
                unread += 1
                key = "card-unreadable" if unread < TRIES_AT_A_CARD else "card-worn"


def find_person(card: PresentedCard) -> Journey[CardPerson]:
    """Which of the people on the card: asked by birth date, so that no name is shown (words.md 1.2).

    A date that is nobody's goes on all the same, and proves nothing.
    """
    if len(card.people) == 1:
        return card.people[0]
    born = yield from enter("birth-date", EntryKind.DATE, BIRTH_DATE_DIGITS)
    for person in card.people:
        if person.birth_date == born:
            return person
    return CardPerson(nir=card.people[0].nir, birth_date=born)


def ask_secret() -> Journey[str]:
    """The six digits, or the way out of somebody who forgot them."""
    while True:
        answer = yield from enter("secret-code", EntryKind.SECRET, SECRET_DIGITS, tuple(ForgottenCode))
        if isinstance(answer, str):
            return answer
        if (yield from choose_shared("secret-forgotten", tuple(AfterMiss))) is AfterMiss.PERSON:
            yield from hand_over()
