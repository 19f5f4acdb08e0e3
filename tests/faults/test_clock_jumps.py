"""A site's clock that jumps between two acts: throttles hold, the last word counts, receipts and trace stay true."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from core.acts.prove_identity import ProofStatus
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.demo.people import ODETTE
from core.domain.organ_donation import Position
from core.domain.receipts import Receipt
from core.domain.tries import FREE_TRIES, TRIES_A_DAY
from service.clock import SettableClock
from tests.conftest import MORNING, Space
from tests.core.acts.proving import QuickHasher, at_kiosk, card
from tests.people import as_patient

JUMPS = {
    "an-hour-forward": MORNING + timedelta(hours=1),
    "an-hour-back": MORNING - timedelta(hours=1),
    "ten-years-forward": MORNING.replace(year=2036),
    "ten-years-back": MORNING.replace(year=2016),
    "summer-time": datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    "the-hour-that-comes-twice": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "leap-day": datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
}
jumps = pytest.mark.parametrize("then", JUMPS.values(), ids=JUMPS)
REFUSAL = StateOrganDonationChoice(position=Position.REFUSAL)
WITHDRAWAL = StateOrganDonationChoice(position=Position.WITHDRAWN)


def jump(clock: SettableClock, then: datetime) -> None:
    clock.advance(then - clock.now())


def is_signed(space: Space, receipt: Receipt) -> bool:
    """Whether the site's public key says so."""
    key = load_pem_public_key(space.keys.public_pem().encode())
    assert isinstance(key, Ed25519PublicKey)
    padded = receipt.signature + "=" * (-len(receipt.signature) % 4)
    key.verify(base64.urlsafe_b64decode(padded), receipt.signed_text().encode())
    return True


@jumps
def test_the_last_word_counts_whatever_the_clock_said(space: Space, clock: SettableClock, then: datetime) -> None:
    """She refuses, the clock jumps, she takes it back: taken back. Her second receipt follows her first."""
    odette = as_patient(space.people["odette"])
    before = len(space.leaves())
    first = space.door.perform(REFUSAL, odette)
    jump(clock, then)
    second = space.door.perform(WITHDRAWAL, odette)
    with space.store.begin() as records:
        kept = records.organ_donation.latest(space.people["odette"])
    assert kept is not None
    assert (kept.position, kept.stated_at) == (Position.WITHDRAWN, then)
    assert second.receipt.previous == first.receipt.chain_hash()
    assert is_signed(space, first.receipt)
    assert is_signed(space, second.receipt)
    assert [leaf.at for leaf in space.leaves(before)] == [MORNING, then]


@jumps
def test_an_answer_kept_for_a_retry_does_not_age(space: Space, clock: SettableClock, then: datetime) -> None:
    """The same act asked again under its key after a jump is the same act: one leaf, one receipt."""
    odette = replace(as_patient(space.people["odette"]), idempotency_key="yes")
    before = len(space.leaves())
    first = space.door.perform(REFUSAL, odette)
    jump(clock, then)
    assert space.door.perform(REFUSAL, odette) == first
    assert len(space.leaves(before)) == 1


@jumps
def test_no_jump_gives_a_closed_access_back(space: Space, clock: SettableClock, then: datetime) -> None:
    """After the last try of all, only a human reopens it: the right code stays refused, now and back again."""
    quick = QuickHasher()
    for _ in range(TRIES_A_DAY):
        at_kiosk(space, card(ODETTE), "000000", quick)
        clock.advance(timedelta(minutes=30))
    for moment in (then, MORNING, then + timedelta(days=1)):
        jump(clock, moment)
        assert at_kiosk(space, card(ODETTE), ODETTE.secret, quick).status is not ProofStatus.PROVED


@jumps
def test_a_jump_never_gives_more_than_the_tries_of_a_day(space: Space, clock: SettableClock, then: datetime) -> None:
    """Jumping to and fro between misses: as many codes are looked at as without it, never one more."""
    quick = QuickHasher()
    for number in range(TRIES_A_DAY * 4):
        jump(clock, MORNING if number % 2 else then)
        at_kiosk(space, card(ODETTE), "000000", quick)
    assert FREE_TRIES <= len([known for known, _ in quick.asked if known]) <= TRIES_A_DAY
