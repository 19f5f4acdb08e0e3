"""Proving who one is: claim and secrets judged together, one answer for whatever is wrong (R30, security.md 3.7)."""

from dataclasses import replace
from datetime import date

import pytest

from core.acts.claims import CardClaim, Claim, NumberClaim
from core.acts.perform import Door
from core.acts.prove_identity import PickCodeLine, Proof, ProofStatus, ProveIdentity, prove_identity
from core.acts.register_patient import RegisterPatient
from core.acts.reopen_access import ReopenAccess
from core.demo.people import JEANNE, MARCEL, ODETTE, PAUL
from core.domain.audit import Channel, OutcomeClass
from core.domain.credentials import ONE_TIME_LINES
from tests.conftest import Space
from tests.core.acts.proving import NUMBER, QuickHasher, at_kiosk, by_phone, card
from tests.people import as_operator, as_stranger

WRONG = "000000"
NOBODY: tuple[Claim, ...] = (
    NumberClaim(access_number="00000000"),
    CardClaim(nir="2530999999066", birth_date=date(1953, 9, 4)),
    CardClaim(nir=ODETTE.nir, birth_date=date(1942, 3, 13)),
    CardClaim(nir="no number", birth_date=ODETTE.birth_date),
)


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


def test_a_closed_space_answers_as_a_wrong_code(space: Space) -> None:
    """Right secrets of somebody whose space is closed: same answer, same hashes, and the printed code is not spent."""
    with space.store.database.engine.begin() as connection:
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
