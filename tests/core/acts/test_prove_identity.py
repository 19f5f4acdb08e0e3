"""Proving who one is: claim and secrets judged together, counted before they are looked at (R30, security.md 3.7)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from core.acts.claims import CardClaim, Claim, NumberClaim
from core.acts.perform import Door
from core.acts.prove_identity import PickCodeLine, Proof, ProofStatus, ProveIdentity, prove_identity
from core.acts.register_patient import RegisterPatient
from core.acts.reopen_access import ReopenAccess
from core.demo.people import JEANNE, MARCEL, ODETTE, PAUL, DemoPerson
from core.domain.audit import Channel, OutcomeClass
from core.domain.credentials import ONE_TIME_LINES, TRIES_A_DAY
from core.domain.refusals import Refusal
from core.ports import SecretHasher
from service.clock import SettableClock
from tests.conftest import Space
from tests.people import as_operator, as_stranger

WRONG = "000000"
NUMBER = NumberClaim(access_number=ODETTE.access_number)
NOBODY: tuple[Claim, ...] = (
    NumberClaim(access_number="00000000"),
    CardClaim(nir="2530999999066", birth_date=date(1953, 9, 4)),
    CardClaim(nir=ODETTE.nir, birth_date=date(1942, 3, 13)),
    CardClaim(nir="no number", birth_date=ODETTE.birth_date),
)


@dataclass
class QuickHasher(SecretHasher):
    """Compares with the demonstration's clear secrets, and notes what it was asked."""

    asked: list[tuple[bool, str]] = field(default_factory=list)

    def hash(self, secret: str) -> str:
        return f"quick:{secret}"

    def verify(self, kept: str, secret: str) -> bool:
        self.asked.append((bool(kept), secret))
        clear = {ODETTE.secret_hash: ODETTE.secret, **dict(zip(ODETTE.code_hashes, ODETTE.codes, strict=True))}
        return bool(kept) and clear.get(kept) == secret


class Crowded(QuickHasher):
    """Its queue is full when this secret comes."""

    def __init__(self, turned_away: str) -> None:
        super().__init__()
        self._turned_away = turned_away

    def verify(self, kept: str, secret: str) -> bool:
        if secret == self._turned_away:
            raise Refusal("too-many-at-once")
        return super().verify(kept, secret)


def card(person: DemoPerson) -> CardClaim:
    """What the reader gives of a person's card."""
    return CardClaim(nir=person.nir, birth_date=person.birth_date)


def at_kiosk(space: Space, claim: Claim, secret: str, hasher: SecretHasher | None = None) -> Proof:
    """A card and a secret code."""
    asked = ProveIdentity(claim=claim, secret=secret)
    return prove_identity(space.door, hasher or space.hasher, asked, as_stranger())


def by_phone(
    space: Space, secret: str, code: str | None, claim: Claim = NUMBER, hasher: SecretHasher | None = None
) -> Proof:
    """An access number, a secret code and a code of the printed list."""
    asked = ProveIdentity(claim=claim, secret=secret, one_time_code=code)
    return prove_identity(space.door, hasher or space.hasher, asked, as_stranger(Channel.PHONE))


def test_her_card_and_code_open_her_space(space: Space) -> None:
    """At a kiosk, with the real hashes."""
    proof = at_kiosk(space, card(ODETTE), ODETTE.secret)
    assert proof.status is ProofStatus.PROVED
    assert proof.patient is not None
    assert proof.patient.patient_id == space.people["odette"]


def test_his_number_code_and_line_open_his_space(space: Space) -> None:
    """By phone, with the real hashes."""
    proof = by_phone(space, MARCEL.secret, MARCEL.codes[0], NumberClaim(access_number=MARCEL.access_number))
    assert proof.status is ProofStatus.PROVED
    assert proof.patient is not None
    assert proof.patient.patient_id == space.people["marcel"]


def test_two_people_on_one_card_open_each_their_own(space: Space) -> None:
    """Their number is the same: the birth date tells them apart (R89a), the code of one is not the other's."""
    for person in (PAUL, JEANNE):
        proof = at_kiosk(space, card(person), person.secret)
        assert proof.patient is not None
        assert proof.patient.patient_id == space.people[person.name]
    assert at_kiosk(space, card(PAUL), JEANNE.secret).status is ProofStatus.NOT_PROVED


@pytest.mark.parametrize(
    ("secret", "code"),
    [("000000", ODETTE.codes[0]), (ODETTE.secret, "000000"), (ODETTE.secret, ODETTE.codes[1]), (ODETTE.secret, None)],
)
def test_any_wrong_part_gives_the_same_answer(space: Space, secret: str, code: str | None) -> None:
    """Wrong secret, wrong code, another line's code, or no code: one answer."""
    assert by_phone(space, secret, code, hasher=QuickHasher()) == Proof(status=ProofStatus.NOT_PROVED, tries_left=9)


@pytest.mark.parametrize("claim", NOBODY, ids=lambda claim: type(claim).__name__)
def test_an_unknown_person_gets_the_answers_of_a_wrong_code(space: Space, claim: Claim) -> None:
    """Same words, same waits, same hashing work, to the end; so nobody learns who is known."""
    for known in (NUMBER, card(ODETTE)):
        quick_known, quick_unknown = QuickHasher(), QuickHasher()
        told_known = [by_phone(space, "000000", "000000", known, quick_known) for _ in range(7)]
        told_unknown = [by_phone(space, "000000", "000000", claim, quick_unknown) for _ in range(7)]
        assert told_known == told_unknown
        assert [secret for _, secret in quick_known.asked] == [secret for _, secret in quick_unknown.asked]
        space.door.perform(ReopenAccess(), as_operator(space.people["odette"]))
        claim = replace(claim, **_another(claim))  # a new counter for the second round


def _another(claim: Claim) -> dict[str, object]:
    return {"access_number": "99999999"} if isinstance(claim, NumberClaim) else {"birth_date": date(1900, 1, 1)}


def test_an_unknown_number_costs_a_real_hash(space: Space) -> None:
    """Nothing is short-cut: secret and code are both compared, with nothing."""
    quick = QuickHasher()
    by_phone(space, "000000", "111111", NOBODY[0], quick)
    assert quick.asked == [(False, "000000"), (False, "111111")]


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


def test_a_code_serves_once(space: Space) -> None:
    """The same code again is a miss; the next line is asked."""
    quick, told = QuickHasher(), as_stranger(Channel.PHONE)
    assert space.door.perform(PickCodeLine(claim=NUMBER), told).line == 1
    assert by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=quick).status is ProofStatus.PROVED
    assert space.door.perform(PickCodeLine(claim=NUMBER), told).line == 2
    assert by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=quick).status is ProofStatus.NOT_PROVED
    assert by_phone(space, ODETTE.secret, ODETTE.codes[1], hasher=quick).status is ProofStatus.PROVED


def test_a_miss_does_not_spend_the_code(space: Space) -> None:
    """The same line is asked again after a wrong secret."""
    quick = QuickHasher()
    by_phone(space, "000000", ODETTE.codes[0], hasher=quick)
    assert space.door.perform(PickCodeLine(claim=NUMBER), as_stranger(Channel.PHONE)).line == 1
    assert by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=quick).status is ProofStatus.PROVED


def test_two_calls_at_once_do_not_both_use_one_code(space: Space) -> None:
    """The second one's code was struck while it was being compared."""

    class Slow(QuickHasher):
        """While the first call's code is compared, another call uses it."""

        def verify(self, kept: str, secret: str) -> bool:
            if secret == ODETTE.codes[0]:
                with space.store.begin() as records:
                    records.credentials.use_code(space.people["odette"], 1)
            return super().verify(kept, secret)

    assert by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=Slow()).status is ProofStatus.NOT_PROVED


@pytest.mark.parametrize("claim", NOBODY, ids=lambda claim: type(claim).__name__)
def test_an_unknown_claim_is_told_a_line_too(door: Door, claim: Claim) -> None:
    """A plausible one, the same each time."""
    told = [door.perform(PickCodeLine(claim=claim), as_stranger(Channel.PHONE)).line for _ in range(3)]
    assert len(set(told)) == 1
    assert 1 <= told[0] <= ONE_TIME_LINES


def test_an_idempotency_key_may_come_with_a_proof(space: Space) -> None:
    """A journey gives every request a key; the two acts of a proof do not collide under it."""
    asked = ProveIdentity(claim=card(ODETTE), secret=ODETTE.secret)
    proof = prove_identity(space.door, QuickHasher(), asked, as_stranger(key="step-3"))
    assert proof.status is ProofStatus.PROVED


def test_nothing_typed_is_in_the_trace(space: Space) -> None:
    """Leaves name the act and pseudonyms, never a number or a code."""
    by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=QuickHasher())
    trace = repr([vars(leaf) for leaf in space.leaves(since=-3)])
    for typed in (ODETTE.secret, ODETTE.codes[0], ODETTE.access_number, ODETTE.nir, space.people["odette"]):
        assert typed not in trace


def test_a_miss_is_a_refused_leaf_in_the_trace_of_the_person_it_was_about(space: Space) -> None:
    """Somebody tried: she may know of it, and the trace tells a miss from a proof."""
    for secret, outcome in ((WRONG, OutcomeClass.REFUSED), (ODETTE.secret, OutcomeClass.DONE)):
        at_kiosk(space, card(ODETTE), secret, hasher=QuickHasher())
        last = space.leaves()[-1]
        assert (last.act, last.outcome) == ("record-proof", outcome)
        assert last.patient == space.keys.pseudonym(space.people["odette"])


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


def test_a_closed_space_answers_as_a_wrong_code(space: Space) -> None:
    """Right secrets of somebody whose space is closed: same answer, same hashes, and the printed code is not spent."""
    with space.store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET state = 'closed'")
    right, wrong = QuickHasher(), QuickHasher()
    told = by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=right)
    assert told == Proof(status=ProofStatus.NOT_PROVED, tries_left=9)
    assert by_phone(space, "000000", "000000", hasher=wrong).status is told.status
    assert len(right.asked) == len(wrong.asked) == 2
    assert space.door.perform(PickCodeLine(claim=NUMBER), as_stranger(Channel.PHONE)).line == 1


def test_a_list_used_up_answers_as_a_wrong_code(space: Space) -> None:
    """Somebody known without a printed line left: a line is asked, two hashes are made, nothing is proved."""
    with space.store.begin() as records:
        records.credentials.put_codes(space.people["odette"], [])
    line = space.door.perform(PickCodeLine(claim=NUMBER), as_stranger(Channel.PHONE)).line
    assert 1 <= line <= ONE_TIME_LINES
    quick = QuickHasher()
    told = by_phone(space, ODETTE.secret, ODETTE.codes[0], hasher=quick)
    assert told == Proof(status=ProofStatus.NOT_PROVED, tries_left=9)
    assert quick.asked == [(True, ODETTE.secret), (False, ODETTE.codes[0])]


def test_two_people_of_one_number_and_one_birthday_open_nobodys_space(space: Space) -> None:
    """Twins under one number: nothing tells them apart, so neither code opens either space, as for somebody unknown."""
    twin = replace(ODETTE.identity, first_names=("Colette",))
    space.door.perform(RegisterPatient(identity=twin), as_operator())
    quick = QuickHasher()
    told = at_kiosk(space, card(ODETTE), ODETTE.secret, quick)
    assert told == Proof(status=ProofStatus.NOT_PROVED, tries_left=9)
    assert quick.asked == [(False, ODETTE.secret)]


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
