"""Tries at proving who one is: counted before they are looked at, then waits, then closed (R30, security.md 3.7)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from core.acts.claims import CardClaim
from core.acts.give_credentials import give_new_credentials
from core.acts.prove_identity import ProofStatus
from core.acts.reopen_access import ReopenAccess
from core.demo.people import ODETTE
from core.domain.outbox import ACCESS_CLOSED
from core.domain.refusals import Refusal
from core.domain.tries import TRIES_A_DAY
from service.clock import SettableClock
from tests.conftest import Space
from tests.core.acts.proving import QuickHasher, at_kiosk, by_phone, card
from tests.people import as_operator

WRONG = "000000"
NOBODYS_CARD = CardClaim(nir="2530999999066", birth_date=date(1953, 9, 4))
ACTS_OF_TEN = [*["count-try", "record-proof"] * TRIES_A_DAY, "close-access", "count-try", "count-try"]


class Full(QuickHasher):
    """Its queue is full."""

    def turn(self) -> AbstractContextManager[None]:
        raise Refusal("too-many-at-once")


def test_five_tries_then_waits_then_closed(space: Space, clock: SettableClock) -> None:
    """15 s, 30 s, 1 min, 2 min, 4 min; after the tenth only a human reopens."""
    quick = QuickHasher()
    waits = []
    for _ in range(TRIES_A_DAY):
        proof = at_kiosk(space, card(ODETTE), WRONG, quick)
        while proof.status is ProofStatus.MUST_WAIT:
            waits.append(proof.wait.total_seconds())
            clock.advance(proof.wait)
            proof = at_kiosk(space, card(ODETTE), WRONG, quick)
        assert proof.status is ProofStatus.NOT_PROVED
    assert waits == [15, 30, 60, 120, 240]
    assert len(quick.asked) == TRIES_A_DAY
    clock.advance(timedelta(days=400))
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.CLOSED
    assert len(quick.asked) == TRIES_A_DAY


def test_a_human_reopens(space: Space) -> None:
    """Then the first try is the first again."""
    quick = QuickHasher()
    for _ in range(6):
        at_kiosk(space, card(ODETTE), WRONG, quick)
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.MUST_WAIT
    reopened = space.door.perform(ReopenAccess(), as_operator(space.people["odette"]))
    assert reopened.tries_forgotten == 5
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.PROVED


def test_one_counter_for_both_channels(space: Space) -> None:
    """Three misses at a kiosk and two on the phone are five."""
    quick = QuickHasher()
    left = [at_kiosk(space, card(ODETTE), WRONG, quick).tries_left for _ in range(3)]
    left += [by_phone(space, WRONG, WRONG, hasher=quick).tries_left for _ in range(2)]
    assert left == [9, 8, 7, 6, 5]
    assert by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=quick).status is ProofStatus.MUST_WAIT


def test_a_success_is_given_back_and_ends_what_is_in_a_row(space: Space) -> None:
    """Four misses before it make nobody wait after it; but they are four of the ten of this day."""
    quick = QuickHasher()
    for _ in range(4):
        at_kiosk(space, card(ODETTE), WRONG, quick)
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.PROVED
    assert [at_kiosk(space, card(ODETTE), WRONG, quick).tries_left for _ in range(5)] == [5, 4, 3, 2, 1]


def test_a_stranger_who_comes_between_her_visits_has_no_ten_fresh_tries(space: Space, clock: SettableClock) -> None:
    """Three guesses after each of her visits: the tenth of the day closes the access, even to her right code."""
    quick = QuickHasher()
    told = []
    for turn in range(12):
        if turn % 3 == 0:
            told.append(at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status)
        told.append(by_phone(space, WRONG, WRONG, hasher=quick).status)
        clock.advance(timedelta(hours=1))
    assert told.count(ProofStatus.NOT_PROVED) == TRIES_A_DAY
    assert told[-2:] == [ProofStatus.CLOSED] * 2
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.CLOSED
    assert sum(secret == WRONG for _, secret in quick.asked) == 2 * TRIES_A_DAY


def test_the_tenth_wrong_try_closes_in_her_trace(space: Space, clock: SettableClock) -> None:
    """Once, by its own leaf, which she may see; those who come after are told, and nothing more is written of it."""
    for _ in range(TRIES_A_DAY + 2):
        at_kiosk(space, card(ODETTE), WRONG, QuickHasher())
        clock.advance(timedelta(minutes=10))
    acts = [leaf.act for leaf in space.leaves(since=-len(ACTS_OF_TEN))]
    assert acts == ACTS_OF_TEN
    closing = next(leaf for leaf in space.leaves() if leaf.act == "close-access")
    assert closing.patient == space.keys.pseudonym(space.people["odette"])


@pytest.mark.parametrize(("claim", "is_known"), [(card(ODETTE), "yes"), (NOBODYS_CARD, "no")])
def test_the_people_of_the_relais_are_owed_one_notice(
    space: Space, clock: SettableClock, claim: CardClaim, is_known: str
) -> None:
    """Where, how and when, not whose; one however many tries follow. A card that is nobody's costs the same row."""
    for _ in range(TRIES_A_DAY + 2):
        at_kiosk(space, claim, WRONG, QuickHasher())
        clock.advance(timedelta(minutes=10))
    with space.store.begin() as records:
        (errand,) = records.outbox.lease(clock.now(), clock.now(), 10)
    assert errand.topic == ACCESS_CLOSED
    assert (errand.payload["channel"], errand.payload["is_known"]) == ("kiosk", is_known)
    assert space.people["odette"] not in repr(dict(errand.payload))


def test_a_tenth_try_that_is_right_opens_and_one_told_closed_stays_so(space: Space, clock: SettableClock) -> None:
    """Right while nobody was told: it opens. Right after somebody was told that the access is closed: it does not."""
    for is_told, status in ((False, ProofStatus.PROVED), (True, ProofStatus.NOT_PROVED)):
        for _ in range(TRIES_A_DAY - 1):
            at_kiosk(space, card(ODETTE), WRONG, QuickHasher())
            clock.advance(timedelta(minutes=10))
        hasher = Interrupted(space) if is_told else QuickHasher()
        assert at_kiosk(space, card(ODETTE), ODETTE.secret, hasher).status is status
        clock.advance(timedelta(days=1))


class Interrupted(QuickHasher):
    """While a secret is compared, somebody else comes with the same card."""

    def __init__(self, space: Space) -> None:
        super().__init__()
        self._space = space

    def verify(self, kept: str, secret: str) -> bool:
        assert at_kiosk(self._space, card(ODETTE), WRONG, QuickHasher()).status is ProofStatus.CLOSED
        return super().verify(kept, secret)


def test_a_try_is_counted_before_it_is_looked_at(space: Space) -> None:
    """A process that dies while hashing has spent the try."""

    class Dies(QuickHasher):
        def verify(self, kept: str, secret: str) -> bool:
            super().verify(kept, secret)
            raise KeyboardInterrupt

    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            at_kiosk(space, card(ODETTE), ODETTE.secret, Dies())
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, QuickHasher()).status is ProofStatus.MUST_WAIT


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-3650)])
def test_a_clock_going_backwards_gives_no_free_try(space: Space, clock: SettableClock, jump: timedelta) -> None:
    """The wait is not shortened."""
    quick = QuickHasher()
    for _ in range(5):
        at_kiosk(space, card(ODETTE), WRONG, quick)
    clock.advance(jump)
    proof = at_kiosk(space, card(ODETTE), ODETTE.secret, quick)
    assert (proof.status, proof.wait) == (ProofStatus.MUST_WAIT, timedelta(seconds=15))


@pytest.mark.parametrize("jump", [timedelta(days=3650), timedelta(days=-3650)])
def test_a_clock_that_was_set_makes_nobody_wait_for_ever(space: Space, clock: SettableClock, jump: timedelta) -> None:
    """The wait is owed once more by the clock there is now, then the right code opens."""
    for _ in range(5):
        at_kiosk(space, card(ODETTE), WRONG, QuickHasher())
    clock.advance(jump)
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, QuickHasher()).wait == timedelta(seconds=15)
    clock.advance(timedelta(seconds=15))
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, QuickHasher()).status is ProofStatus.PROVED


def test_a_crowd_costs_nobody_a_try(space: Space) -> None:
    """The queue of hashes is full: refused before anything is counted, so that no crash can leave it counted."""
    before = len(space.leaves())
    for _ in range(TRIES_A_DAY + 1):
        with pytest.raises(Refusal, match="too-many-at-once"):
            by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=Full())
    assert len(space.leaves()) == before
    assert at_kiosk(space, card(ODETTE), WRONG, QuickHasher()).tries_left == TRIES_A_DAY - 1


def test_new_codes_open_a_closed_access(space: Space) -> None:
    """A human gave them: what was tried at the old ones counts no more."""
    for _ in range(6):
        at_kiosk(space, card(ODETTE), WRONG, QuickHasher())
    clear = give_new_credentials(space.door, space.hasher, as_operator(space.people["odette"]))
    assert at_kiosk(space, card(ODETTE), clear.secret).status is ProofStatus.PROVED


def test_another_key_on_the_card_gives_no_more_tries_to_anybody(space: Space) -> None:
    """Known or not, a number counts without its key: else six tries would tell who is known."""
    for nir, born in ((ODETTE.nir, ODETTE.birth_date), ("253099999906600", date(1953, 9, 4))):
        answers = [
            at_kiosk(space, CardClaim(nir=f"{nir[:13]}{key:02d}", birth_date=born), WRONG, QuickHasher()).tries_left
            for key in range(7)
        ]
        assert answers == [9, 8, 7, 6, 5, 5, 5]


def test_tries_on_two_channels_at_once_are_all_counted(space: Space) -> None:
    """Sixteen threads, kiosk and telephone: five are looked at, whatever the order."""
    quick = QuickHasher()

    def attempt(turn: int) -> ProofStatus:
        if turn % 2:
            return at_kiosk(space, card(ODETTE), WRONG, quick).status
        return by_phone(space, WRONG, None, hasher=quick).status

    with ThreadPoolExecutor(16) as threads:
        told = Counter(threads.map(attempt, range(16)))
    assert told == {ProofStatus.NOT_PROVED: 5, ProofStatus.MUST_WAIT: 11}
    assert len(quick.asked) == 5
