"""Stories about codes that are wrong: told alike to everybody, counted once for both channels, a human every time."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.acts.reopen_access import ReopenAccess
from core.demo.people import JEANNE, ODETTE, PAUL, DemoPerson
from core.domain.audit import Channel
from core.domain.refusals import Refusal
from core.domain.tries import ONE_PLACE, WITHHELD, Tries
from core.journeys.phone_welcome import Welcome
from core.journeys.proof import AfterLock, AfterMiss
from core.journeys.steps import CardPerson, Done
from core.storage.secret_hasher import Argon2Hasher
from tests.conftest import Space
from tests.journeys.storyboard import Moment, sees
from tests.journeys.walks import Walk, card_of, identifies
from tests.journeys.ways import Way
from tests.people import as_operator

WRONG = "000000"
STRANGER = CardPerson(nir="260099999900199", birth_date=date(1960, 9, 9))
NOBODYS_NUMBER = "99999999"
BOTH = pytest.mark.parametrize(
    "ways", [(Way.BARE_KIOSK, Way.BARE_PHONE), (Way.TOUCH, Way.VOICE)], ids=["bare", "played"]
)


def comes(walk: Walk, *, is_known: bool = True) -> None:
    """To the point where something is tried."""
    if walk.channel is Channel.KIOSK:
        walk(sees("card-wanted").presents(card_of(ODETTE) if is_known else STRANGER))
    else:
        walk(sees("phone-welcome").answers(Welcome.OPEN_SPACE))


def tries(walk: Walk, code: str = WRONG, *, is_known: bool = True) -> None:
    """One try, from the code at a kiosk, from the number on the telephone."""
    if walk.channel is Channel.KIOSK:
        walk(sees("secret-code").types(code))
        return
    walk(
        sees("access-number").types(ODETTE.access_number if is_known else NOBODYS_NUMBER),
        sees("phone-secret-code").types(code),
        sees("one-time-code").types(WRONG),
    )


def tries_again() -> Moment:
    """« Essayer encore »."""
    return sees("not-proved").answers(AfterMiss.TRY_AGAIN)


def is_passed_to_a_person(walk: Walk) -> bool:
    """Whether the end is a person, not a wall."""
    return isinstance(walk.hands.step, Done) and walk.hands.step.hands_over and walk.proved is None


def test_a_wrong_code_then_the_right_one_opens(walk: Walk) -> None:
    """Bad input: wrong code, once. Tries left are told; the right code opens as if nothing had been."""
    comes(walk)
    tries(walk)
    assert walk.hands.step.facts["tries"] == 2
    walk(tries_again(), *identifies(ODETTE, walk.channel)[1:], sees("main-menu").stops())
    assert walk.proved is not None


def test_three_wrong_tries_end_with_a_person(walk: Walk) -> None:
    """Bad input: wrong code. The third leads to a person, not to a wall."""
    comes(walk)
    for _ in range(2):
        tries(walk)
        walk(tries_again())
    tries(walk)
    walk(sees("tries-over").answers(AfterLock.PERSON), sees("human-handover").stops())
    assert is_passed_to_a_person(walk)


def test_a_person_may_be_asked_for_after_any_wrong_try(walk: Walk) -> None:
    """A human way out at the first miss already."""
    comes(walk)
    tries(walk)
    walk(sees("not-proved").answers(AfterMiss.PERSON), sees("human-handover").stops())
    assert is_passed_to_a_person(walk)


def test_somebody_unknown_is_answered_exactly_like_a_wrong_code(walk: Walk) -> None:
    """Bad input: card or number of nobody's. The same screens, the same words, the same end (words.md 1.2)."""
    told = []
    for is_known in (True, False):
        one = walk.another()
        comes(one, is_known=is_known)
        for _ in range(2):
            tries(one, is_known=is_known)
            one(tries_again())
        tries(one, is_known=is_known)
        one(sees("tries-over").answers(AfterLock.FINISH), sees("goodbye-without-proof").stops())
        told.append([line for line in one.hands.shown if not line.startswith("one-time-code")])
    assert told[0] == told[1]


def test_a_line_of_the_printed_list_is_asked_of_everybody(phone_walk: Walk) -> None:
    """Bad input: a number of nobody's is asked for a line too, always the same, in the same words."""
    asked = []
    for number in (ODETTE.access_number, NOBODYS_NUMBER, NOBODYS_NUMBER):
        one = phone_walk.another()
        comes(one)
        one(sees("access-number").types(number), sees("phone-secret-code").types(WRONG))
        asked.append((one.hands.step.key, one.hands.step.facts["line"]))
    assert {key for key, _ in asked} == {"one-time-code"}
    assert asked[1] == asked[2]


def test_too_many_tries_must_wait_and_the_wait_is_told(walk: Walk) -> None:
    """Bad input: throttled. Nothing is looked at before the wait is over; then the right code opens."""
    for _ in range(2):
        one = walk.another()
        comes(one)
        tries(one)
        one(tries_again())
        tries(one)
    comes(walk)
    tries(walk)
    walk(tries_again())
    tries(walk)
    walk(sees("must-wait").stops())
    assert walk.hands.step.facts["wait"] == timedelta(seconds=15)
    walk.space.clock.advance(timedelta(seconds=16))
    walk(sees("must-wait").answers(AfterMiss.TRY_AGAIN))
    walk(*identifies(ODETTE, walk.channel)[1:], sees("main-menu").stops())


def test_a_place_of_many_wrong_tries_waits_and_offers_a_person(walk: Walk) -> None:
    """Bad input: a stranger tried many cards, or numbers, here. She is told how long to wait, or is given a person."""
    terminal = walk.hands.visit.terminal
    name = f"device:{terminal.device}" if walk.channel is Channel.KIOSK else f"withheld:{terminal.device}"
    pace = ONE_PLACE if walk.channel is Channel.KIOSK else WITHHELD
    with walk.space.store.begin() as records:
        many = Tries(count=pace.at_once, last_at=walk.space.clock.now())
        records.credentials.put_tries(walk.space.keys.pseudonym(name), many)
    if walk.channel is Channel.KIOSK:
        walk(*identifies(ODETTE, walk.channel))
    else:
        walk(*identifies(ODETTE, walk.channel)[:3])
    walk(sees("must-wait").stops())
    assert walk.hands.step.facts["wait"] <= pace.every
    walk.space.clock.advance(timedelta(minutes=1))
    walk(sees("must-wait").answers(AfterMiss.TRY_AGAIN))
    walk(*identifies(ODETTE, walk.channel)[1 if walk.channel is Channel.KIOSK else 3 :], sees("main-menu").stops())


@BOTH
def test_five_wrong_codes_on_both_channels_are_one_count(space: Space, ways: tuple[Way, Way]) -> None:
    """Two at the kiosk and three by telephone: the kiosk must wait, even with the right code, and offers a person."""
    kiosk, phone = (Walk(space=space, way=way) for way in ways)
    comes(kiosk)
    tries(kiosk)
    kiosk(tries_again())
    tries(kiosk)
    comes(phone)
    for _ in range(2):
        tries(phone)
        phone(tries_again())
    tries(phone)
    phone(sees("tries-over").answers(AfterLock.PERSON), sees("human-handover").stops())
    kiosk(tries_again())
    tries(kiosk, ODETTE.secret)
    kiosk(sees("must-wait").answers(AfterMiss.PERSON), sees("human-handover").stops())
    assert is_passed_to_a_person(phone)
    assert is_passed_to_a_person(kiosk)
    for walk in (kiosk, phone):
        walk.close()


@BOTH
def test_after_ten_wrong_codes_only_a_person_reopens(space: Space, ways: tuple[Way, Way]) -> None:
    """Closed on both channels, right code or not, each with a human way out; once reopened, both open."""
    for count in range(10):
        one = Walk(space=space, way=ways[count % 2])
        comes(one)
        tries(one)
        one.close()
        space.clock.advance(timedelta(hours=1))
    space.clock.advance(timedelta(hours=14))  # to the next morning: people answer
    for way in ways:
        one = Walk(space=space, way=way)
        is_kiosk = one.channel is Channel.KIOSK
        moments = identifies(ODETTE, one.channel)
        one(*(moments if is_kiosk else moments[:-1]))
        one(sees("access-closed").answers(AfterLock.PERSON), sees("human-handover").stops())
        assert is_passed_to_a_person(one)
        one.close()
    space.door.perform(ReopenAccess(), as_operator(space.people["odette"]))
    for way in ways:
        one = Walk(space=space, way=way)
        one.arrives()
        one(sees("main-menu").stops())
        one.close()


def test_one_persons_wrong_codes_close_nobody_else(kiosk_walk: Walk) -> None:
    """Bad input: a neighbour on the same card keeps their own count."""
    for _ in range(2):
        one = kiosk_walk.another(PAUL)
        _shared_card(one, PAUL)
        for _ in range(2):
            one(sees("secret-code").types(WRONG), tries_again())
        one(sees("secret-code").types(WRONG))
    hers = kiosk_walk.another(JEANNE)
    _shared_card(hers, JEANNE)
    hers(sees("secret-code").types(JEANNE.secret), sees("main-menu").stops())


def _shared_card(walk: Walk, person: DemoPerson) -> None:
    walk(
        sees("card-wanted").presents(card_of(PAUL), card_of(JEANNE)),
        sees("birth-date").types(person.birth_date),
    )


def test_a_wrong_printed_code_counts_like_a_wrong_secret(phone_walk: Walk) -> None:
    """Bad input: one wrong factor among three says nothing of which."""
    walk = phone_walk
    wrong_list = replace(ODETTE, codes=(WRONG, *ODETTE.codes[1:]))
    walk(*identifies(wrong_list, Channel.PHONE)[:-1])
    walk(sees("not-proved").stops())
    assert walk.hands.step.facts["tries"] == 2


@pytest.mark.parametrize("way", [Way.BARE_KIOSK, Way.BARE_PHONE])
def test_a_crowd_is_told_and_nothing_is_typed_twice(space: Space, way: Way) -> None:
    """Too many at once: « Un instant », a person if wanted, and the same code is judged when the queue is shorter."""
    busy = Crowded()
    walk = Walk(space=replace(space, hasher=busy), way=way, person=ODETTE)
    moments = identifies(ODETTE, way.channel)
    walk(*(moments if way.channel is Channel.KIOSK else moments[:-1]))
    walk(sees("too-many-at-once").answers(AfterMiss.TRY_AGAIN))
    assert walk.proved is None
    busy.is_full = False
    walk(sees("too-many-at-once").answers(AfterMiss.TRY_AGAIN))
    assert walk.proved is not None
    walk.close()


class Crowded(Argon2Hasher):
    """A hasher whose queue is full until it is said not to be."""

    is_full = True

    def turn(self) -> AbstractContextManager[None]:
        if self.is_full:
            raise Refusal("too-many-at-once")
        return super().turn()
