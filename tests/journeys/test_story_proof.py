"""Stories about proving who one is: cards, codes, waits, and always a human way out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.acts.reopen_access import ReopenAccess
from core.demo.people import JEANNE, MARCEL, ODETTE, PAUL
from core.domain.audit import Channel
from core.domain.patients import Patient
from core.domain.refusals import Refusal
from core.journeys.discretion import Listeners
from core.journeys.kiosk_visit import ForgottenCode, WithoutCard
from core.journeys.phone_visit import Welcome
from core.journeys.proof import AfterLock, AfterMiss
from core.journeys.steps import CardPerson, CardTrouble, Done, PresentedCard, UnknownAnswerError
from core.journeys.visit import Visit
from core.storage.secret_hasher import Argon2Hasher
from tests.conftest import Space
from tests.journeys.storyboard import Moment, sees
from tests.journeys.walks import Walk, card_of, identifies
from tests.people import as_operator

WRONG = "000000"


def proved(walk: Walk) -> Patient | None:
    """Who is proved."""
    assert isinstance(walk.hands, Visit)
    return walk.hands.patient


def tries(walk: Walk, *, is_known: bool = True) -> tuple[Moment, ...]:
    """One wrong try, from the code at a kiosk, from the number on the telephone."""
    if walk.channel is Channel.KIOSK:
        return (sees("secret-code").types(WRONG),)
    number = ODETTE.access_number if is_known else "99999999"
    return (
        sees("access-number").types(number),
        sees("phone-secret-code").types(WRONG),
        sees("one-time-code").types(WRONG),
    )


def comes(walk: Walk, card: CardPerson) -> tuple[Moment, ...]:
    """To the point where something is tried."""
    if walk.channel is Channel.KIOSK:
        return (sees("card-wanted").presents(card),)
    return (sees("phone-welcome").answers(Welcome.OPEN_SPACE),)


def test_card_and_code_open_the_menu(kiosk_walk: Walk) -> None:
    """The right code with the right card, and nothing asked before."""
    kiosk_walk(*identifies(ODETTE, Channel.KIOSK), sees("main-menu").stops())
    assert proved(kiosk_walk) is not None
    assert kiosk_walk.all_leaves == ["count-try", "record-proof"]


def test_number_code_and_printed_code_open_the_menu(phone_walk: Walk) -> None:
    """The three factors, then who hears."""
    phone_walk(*identifies(ODETTE, Channel.PHONE), sees("main-menu").stops())
    assert proved(phone_walk) is not None


@pytest.mark.parametrize(("answer", "is_discreet"), [(Listeners.NOBODY_ELSE, False), (Listeners.SOMEBODY, True)])
def test_the_call_is_discreet_until_nobody_else_hears(
    phone_walk: Walk, answer: Listeners, *, is_discreet: bool
) -> None:
    """The visit remembers who hears, for every prompt that follows."""
    visit = phone_walk.hands
    assert isinstance(visit, Visit)
    phone_walk(*identifies(ODETTE, Channel.PHONE)[:-1])
    assert visit.is_discreet
    phone_walk(sees("who-hears").answers(answer), sees("main-menu").stops())
    assert visit.is_discreet is is_discreet


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
def test_several_people_on_one_card_are_told_apart_by_birth_date(space: Space, person: object) -> None:
    """Bad input: several people. No name is shown; each opens their own space with their own code."""
    assert person in (PAUL, JEANNE)
    chosen = PAUL if person is PAUL else JEANNE
    walk = Walk(space=space, channel=Channel.KIOSK, person=chosen)
    walk(
        sees("card-wanted").presents(card_of(PAUL), card_of(JEANNE)),
        sees("birth-date").types(chosen.birth_date),
        sees("secret-code").types(chosen.secret),
        sees("main-menu").stops(),
    )
    patient = proved(walk)
    assert patient is not None
    assert patient.identity.birth_date == chosen.birth_date


def test_a_birth_date_of_nobody_goes_on_and_proves_nothing(kiosk_walk: Walk) -> None:
    """Bad input: a date that is nobody's is not told apart from a wrong code."""
    kiosk_walk(
        sees("card-wanted").presents(card_of(PAUL), card_of(JEANNE)),
        sees("birth-date").types(date(1900, 1, 1)),
        sees("secret-code").types(PAUL.secret),
        sees("not-proved").stops(),
    )


def test_somebody_unknown_hears_what_a_wrong_code_hears(walk: Walk) -> None:
    """Bad input: card or number of nobody's. Same steps, same tries left, same end (words.md 1.2)."""
    stranger = CardPerson(nir="260099999900199", birth_date=date(1960, 9, 9))
    met = []
    for card, known in ((card_of(ODETTE), True), (stranger, False)):
        one = Walk(space=walk.space, channel=walk.channel, person=ODETTE)
        one(*comes(one, card))
        for _ in range(2):
            one(*tries(one, is_known=known))
            met.append((one.hands.step.key, dict(one.hands.step.facts)))
            one(sees("not-proved").answers(AfterMiss.TRY_AGAIN))
        one(
            *tries(one, is_known=known),
            sees("tries-over").answers(AfterLock.FINISH),
            sees("goodbye-without-proof").stops(),
        )
    assert met[:2] == met[2:]


def test_three_wrong_tries_end_with_a_person(walk: Walk) -> None:
    """Bad input: wrong code. Tries left are told; the third leads to a person, not to a wall."""
    walk(*comes(walk, card_of(ODETTE)))
    walk(*tries(walk), sees("not-proved").answers(AfterMiss.TRY_AGAIN))
    walk(*tries(walk), sees("not-proved").answers(AfterMiss.TRY_AGAIN))
    walk(*tries(walk), sees("tries-over").answers(AfterLock.PERSON), sees("human-handover").stops())
    assert isinstance(walk.hands.step, Done)
    assert walk.hands.step.hands_over
    assert proved(walk) is None


def test_a_person_may_be_asked_for_after_any_wrong_try(walk: Walk) -> None:
    """A human way out at the first miss already."""
    walk(*comes(walk, card_of(ODETTE)), *tries(walk))
    walk(sees("not-proved").answers(AfterMiss.PERSON), sees("human-handover").stops())


def test_too_many_tries_must_wait_and_the_wait_is_told(walk: Walk) -> None:
    """Bad input: throttled. Nothing is looked at before the wait is over; then the right code opens."""
    for _ in range(2):
        one = Walk(space=walk.space, channel=Channel.KIOSK, person=ODETTE)
        one(sees("card-wanted").presents(card_of(ODETTE)))
        one(sees("secret-code").types(WRONG), sees("not-proved").answers(AfterMiss.TRY_AGAIN))
        one(sees("secret-code").types(WRONG), sees("not-proved").answers(AfterMiss.TRY_AGAIN))
    walk(*comes(walk, card_of(ODETTE)))
    walk(*tries(walk), sees("not-proved").answers(AfterMiss.TRY_AGAIN))
    walk(*tries(walk))
    assert walk.hands.step.key == "must-wait"
    assert walk.hands.step.facts["wait"] == timedelta(seconds=15)
    walk.space.clock.advance(timedelta(seconds=16))
    walk(sees("must-wait").answers(AfterMiss.TRY_AGAIN))
    walk(*identifies(ODETTE, walk.channel)[1:], sees("main-menu").stops())


def test_a_closed_access_is_told_and_a_human_reopens_it(kiosk_walk: Walk) -> None:
    """Bad input: closed. Even the right code waits for a person; afterwards it opens."""
    walk = kiosk_walk
    for _ in range(10):
        one = Walk(space=walk.space, channel=Channel.KIOSK, person=ODETTE)
        one(sees("card-wanted").presents(card_of(ODETTE)), sees("secret-code").types(WRONG))
        walk.space.clock.advance(timedelta(hours=1))
    walk(
        sees("card-wanted").presents(card_of(ODETTE)),
        sees("secret-code").types(ODETTE.secret),
        sees("access-closed").answers(AfterLock.PERSON),
        sees("human-handover").stops(),
    )
    odette = walk.space.people["odette"]
    walk.space.door.perform(ReopenAccess(), as_operator(odette))
    again = Walk(space=walk.space, channel=Channel.KIOSK, person=ODETTE)
    again(*identifies(ODETTE, Channel.KIOSK), sees("main-menu").stops())


def test_tries_are_counted_together_on_both_channels(space: Space) -> None:
    """One counter: five tries by telephone make the kiosk wait."""
    for _ in range(5):
        one = Walk(space=space, channel=Channel.PHONE, person=ODETTE)
        one(sees("phone-welcome").answers(Welcome.OPEN_SPACE), *tries(one))
    walk = Walk(space=space, channel=Channel.KIOSK, person=ODETTE)
    walk(
        sees("card-wanted").presents(card_of(ODETTE)),
        sees("secret-code").types(ODETTE.secret),
        sees("must-wait").stops(),
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


def test_a_printed_code_serves_once(space: Space) -> None:
    """The second call asks for the next line; the first line is worth nothing any more."""
    first = Walk(space=space, channel=Channel.PHONE, person=MARCEL)
    first(*identifies(MARCEL, Channel.PHONE), sees("main-menu").stops())
    second = Walk(space=space, channel=Channel.PHONE, person=MARCEL)
    second(*identifies(MARCEL, Channel.PHONE)[:3])
    assert second.hands.step.facts["line"] == 2
    second(sees("one-time-code").types(MARCEL.codes[0]), sees("not-proved").stops())


def test_right_numbers_that_do_not_belong_together_prove_nothing(phone_walk: Walk) -> None:
    """Bad input: one wrong factor among three is not told from another."""
    mixed = replace(ODETTE, secret=MARCEL.secret)
    phone_walk(*identifies(mixed, Channel.PHONE)[:-1], sees("not-proved").stops())


def test_an_answer_that_was_not_offered_changes_nothing(walk: Walk) -> None:
    """Bad input: unknown answer. It is refused, and the question still waits."""
    before = walk.hands.step.key
    with pytest.raises(UnknownAnswerError):
        walk.hands.answer("yes")
    assert walk.hands.step.key == before


def test_waiting_callers_hear_hours_and_lost_codes_reach_a_person(phone_walk: Walk) -> None:
    """Before proof there is something for everybody."""
    phone_walk(
        sees("phone-welcome").answers(Welcome.HOURS),
        sees("phone-hours").goes_on(),
        sees("phone-welcome").answers(Welcome.LOST_CODE),
        sees("human-handover").stops(),
    )


def test_no_card_and_what_for_come_back_to_the_card(kiosk_walk: Walk) -> None:
    """Somebody without a card is told what to do instead."""
    kiosk_walk(
        sees("card-wanted").answers(WithoutCard.WHAT_FOR),
        sees("about-what-for").goes_on(),
        sees("card-wanted").answers(WithoutCard.NO_CARD),
        sees("about-no-card").goes_on(),
        sees("card-wanted").stops(),
    )


def test_a_crowd_is_told_and_nothing_is_typed_twice(space: Space) -> None:
    """Too many at once: « Un instant », a person if wanted, and the same code is judged when the queue is shorter."""

    class Busy(Argon2Hasher):
        is_full = True

        def verify(self, kept: str, secret: str) -> bool:
            if self.is_full:
                raise Refusal("too-many-at-once")
            return super().verify(kept, secret)

    busy = Busy()
    for channel in (Channel.KIOSK, Channel.PHONE):
        busy.is_full = True
        walk = Walk(space=replace(space, hasher=busy), channel=channel, person=ODETTE)
        moments = identifies(ODETTE, channel)
        proof = moments if channel is Channel.KIOSK else moments[:-1]
        walk(*proof, sees("too-many-at-once").answers(AfterMiss.TRY_AGAIN))
        assert proved(walk) is None
        busy.is_full = False
        walk(sees("too-many-at-once").answers(AfterMiss.TRY_AGAIN))
        assert proved(walk) is not None
    busy.is_full = True
    walk = Walk(space=replace(space, hasher=busy), channel=Channel.KIOSK, person=ODETTE)
    walk(*identifies(ODETTE, Channel.KIOSK), sees("too-many-at-once").answers(AfterMiss.PERSON))
    walk(sees("human-handover").stops())
