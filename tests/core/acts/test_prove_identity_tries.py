"""Tries at proving who one is: counted before they are looked at, then waits, then closed (R30, security.md 3.7)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from core.acts.claims import CardClaim
from core.acts.prove_identity import ProofStatus
from core.acts.reopen_access import ReopenAccess
from core.demo.people import ODETTE
from core.domain.credentials import TRIES_A_DAY
from core.domain.refusals import Refusal
from service.clock import SettableClock
from tests.conftest import Space
from tests.core.acts.proving import QuickHasher, at_kiosk, by_phone, card
from tests.people import as_operator


class Crowded(QuickHasher):
    """Its queue is full when this secret comes."""

    def __init__(self, turned_away: str) -> None:
        super().__init__()
        self._turned_away = turned_away

    def verify(self, kept: str, secret: str) -> bool:
        if secret == self._turned_away:
            raise Refusal("too-many-at-once")
        return super().verify(kept, secret)


def test_five_tries_then_waits_then_closed(space: Space, clock: SettableClock) -> None:
    """15 s, 30 s, 1 min, 2 min, 4 min; after the tenth only a human reopens."""
    quick = QuickHasher()
    waits = []
    for _ in range(TRIES_A_DAY):
        proof = at_kiosk(space, card(ODETTE), "000000", quick)
        while proof.status is ProofStatus.MUST_WAIT:
            waits.append(proof.wait.total_seconds())
            clock.advance(proof.wait)
            proof = at_kiosk(space, card(ODETTE), "000000", quick)
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
        at_kiosk(space, card(ODETTE), "000000", quick)
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.MUST_WAIT
    reopened = space.door.perform(ReopenAccess(), as_operator(space.people["odette"]))
    assert reopened.tries_forgotten == 5
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.PROVED


def test_one_counter_for_both_channels(space: Space) -> None:
    """Three misses at a kiosk and two on the phone are five."""
    quick = QuickHasher()
    left = [at_kiosk(space, card(ODETTE), "000000", quick).tries_left for _ in range(3)]
    left += [by_phone(space, "000000", "000000", hasher=quick).tries_left for _ in range(2)]
    assert left == [9, 8, 7, 6, 5]
    assert by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=quick).status is ProofStatus.MUST_WAIT


def test_a_success_sets_the_counter_back(space: Space) -> None:
    """Four misses before it cost nothing after it."""
    quick = QuickHasher()
    for _ in range(4):
        at_kiosk(space, card(ODETTE), "000000", quick)
    assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is ProofStatus.PROVED
    assert at_kiosk(space, card(ODETTE), "000000", quick).tries_left == 9


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
        at_kiosk(space, card(ODETTE), "000000", quick)
    clock.advance(jump)
    proof = at_kiosk(space, card(ODETTE), ODETTE.secret, quick)
    assert (proof.status, proof.wait) == (ProofStatus.MUST_WAIT, timedelta(seconds=15))


def test_a_crowd_costs_nobody_a_try(space: Space) -> None:
    """The queue of hashes is full, for the first secret or for the second: refused, and the counter is as before."""
    for _ in range(TRIES_A_DAY + 1):
        with pytest.raises(Refusal, match="too-many-at-once"):
            by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=Crowded(ODETTE.codes[0]))
    assert at_kiosk(space, card(ODETTE), "000000", QuickHasher()).tries_left == TRIES_A_DAY - 1
    assert [leaf.act for leaf in space.leaves()].count("uncount-try") == TRIES_A_DAY + 1


def test_a_crowd_does_not_shorten_a_wait(space: Space, clock: SettableClock) -> None:
    """A try given back leaves the moment of the last one where it is."""
    for _ in range(5):
        at_kiosk(space, card(ODETTE), "000000", QuickHasher())
    clock.advance(timedelta(seconds=15))
    with pytest.raises(Refusal):
        at_kiosk(space, card(ODETTE), ODETTE.secret, Crowded(ODETTE.secret))
    proof = at_kiosk(space, card(ODETTE), ODETTE.secret, QuickHasher())
    assert (proof.status, proof.wait) == (ProofStatus.MUST_WAIT, timedelta(seconds=15))


def test_another_key_on_the_card_gives_no_more_tries_to_anybody(space: Space) -> None:
    """Known or not, a number counts without its key: else six tries would tell who is known."""
    for nir, born in ((ODETTE.nir, ODETTE.birth_date), ("253099999906600", date(1953, 9, 4))):
        answers = [
            at_kiosk(space, CardClaim(nir=f"{nir[:13]}{key:02d}", birth_date=born), "000000", QuickHasher()).tries_left
            for key in range(7)
        ]
        assert answers == [9, 8, 7, 6, 5, 5, 5]


def test_tries_on_two_channels_at_once_are_all_counted(space: Space) -> None:
    """Sixteen threads, kiosk and telephone: five are looked at, whatever the order."""
    quick = QuickHasher()

    def attempt(turn: int) -> ProofStatus:
        if turn % 2:
            return at_kiosk(space, card(ODETTE), "000000", quick).status
        return by_phone(space, "000000", None, hasher=quick).status

    with ThreadPoolExecutor(16) as threads:
        told = Counter(threads.map(attempt, range(16)))
    assert told == {ProofStatus.NOT_PROVED: 5, ProofStatus.MUST_WAIT: 11}
    assert len(quick.asked) == 5
