"""What every store promises about secrets, tries, receipts, the trace and remembered outcomes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core.domain.audit import AuditLeaf, Channel, OutcomeClass, PurposeOfUse, Role
from core.domain.credentials import Credential, OneTimeCode
from core.domain.identifiers import LeafId, PatientId, VisitId
from core.domain.organ_donation import Organ, OrganDonationChoice, Position
from core.domain.patients import Patient
from core.domain.receipts import PaperOutcome, Receipt, ReceiptKind
from core.domain.refusals import Refusal
from core.domain.tries import Tries
from core.storage.unit_of_work import Store
from tests.people import OTHER, YVONNE, identity

NOW = datetime(2026, 11, 23, 9, 42, 7, 123456, tzinfo=UTC)


def leaf(name: str = "leaf-1", at: datetime = NOW) -> AuditLeaf:
    """One act of somebody."""
    return AuditLeaf(
        leaf_id=LeafId(name),
        at=at,
        act="list-documents",
        outcome=OutcomeClass.DONE,
        reason="",
        role=Role.PATIENT,
        actor="aa",
        patient="aa",
        purpose=PurposeOfUse.SELF_SERVICE,
        channel=Channel.KIOSK,
        place="Valmont",
        visit=VisitId("v"),
        commitment="cc",
    )


def receipt(number: str = "481205") -> Receipt:
    """A receipt of a choice."""
    return Receipt(number=number, kind=ReceiptKind.CHOICE_KEPT, at=NOW, place="Valmont", leaf_hash="ab", signature="s")


def test_a_number_leads_to_its_person_until_replaced(store: Store) -> None:
    """A new number takes over; the old one leads nowhere."""
    with store.begin() as records:
        assert records.credentials.of(YVONNE) is None
        for number in ("11111111", "22222222"):
            records.credentials.put(Credential(patient_id=YVONNE, access_number=number, secret_hash=f"h{number}"))
        assert records.credentials.by_access_number("11111111") is None
        found = records.credentials.by_access_number("22222222")
        assert found is not None
        assert (found.patient_id, found.secret_hash) == (YVONNE, "h22222222")


def test_a_printed_line_serves_once(store: Store) -> None:
    """Lines are asked in order; a line struck is never asked again, nor struck twice."""
    with store.begin() as records:
        records.credentials.put_codes(YVONNE, [OneTimeCode(line=line, code_hash=f"h{line}") for line in (2, 1)])
        assert records.credentials.next_code(YVONNE) == OneTimeCode(line=1, code_hash="h1")
        assert records.credentials.use_code(YVONNE, 1) is True
        assert records.credentials.use_code(YVONNE, 1) is False
        assert records.credentials.use_code(OTHER, 2) is False
        assert records.credentials.use_code(YVONNE, 99) is False
        assert records.credentials.next_code(YVONNE) == OneTimeCode(line=2, code_hash="h2")
        assert records.credentials.use_code(YVONNE, 2) is True
        assert records.credentials.next_code(YVONNE) is None


def test_a_new_list_replaces_the_old_one(store: Store) -> None:
    """Nothing of the lost list serves any more."""
    with store.begin() as records:
        records.credentials.put_codes(YVONNE, [OneTimeCode(line=line, code_hash="old") for line in range(1, 41)])
        records.credentials.put_codes(YVONNE, [OneTimeCode(line=1, code_hash="new")])
        assert records.credentials.next_code(YVONNE) == OneTimeCode(line=1, code_hash="new")
        assert records.credentials.use_code(YVONNE, 2) is False
        records.credentials.put_codes(YVONNE, [])
        assert records.credentials.next_code(YVONNE) is None


def test_tries_are_counted_under_a_pseudonym(store: Store) -> None:
    """Unknown counters are at nothing; the last count kept is the count."""
    with store.begin() as records:
        assert records.credentials.tries("aa") == Tries()
        for tries in (Tries(count=1, last_at=NOW), Tries(count=2, last_at=NOW - timedelta(days=1)), Tries()):
            records.credentials.put_tries("aa", tries)
            assert records.credentials.tries("aa") == tries
        assert records.credentials.tries("bb") == Tries()


def test_counts_that_have_worn_away_are_forgotten(store: Store) -> None:
    """Where nobody tried for long: a place's, a number's. Never what is held against a person, nor a closed access."""
    yesterday, now = NOW - timedelta(days=1), NOW
    kept = {
        "wrong": Tries(count=3, last_at=yesterday, of_the_day=(yesterday,)),
        "closed": Tries(count=10, last_at=yesterday, is_closed=True),
        "busy": Tries(count=2, last_at=now),
    }
    with store.begin() as records:
        records.credentials.put_tries_together({**kept, "idle": Tries(count=2, last_at=yesterday)})
        assert records.credentials.forget_idle_tries(now) == 1
        assert records.credentials.tries_together(("idle", *kept)) == (Tries(), *kept.values())
        assert records.credentials.forget_idle_tries(now) == 0


def test_a_receipt_number_is_given_once_to_a_person(store: Store) -> None:
    """Six digits are few: two people may have the same, for it is only looked up after proof."""
    with store.begin() as records:
        assert not records.receipts.is_taken(YVONNE, "481205")
        records.receipts.add(YVONNE, receipt())
        assert records.receipts.is_taken(YVONNE, "481205")
        records.receipts.add(OTHER, receipt())
        with pytest.raises(KeyError):
            records.receipts.add(YVONNE, receipt())


def test_a_papers_fate_is_noted_on_ones_own_receipt_only(store: Store) -> None:
    """Again when it is printed again; never on another person's receipt."""
    with store.begin() as records:
        records.receipts.add(YVONNE, receipt())
        for outcome in PaperOutcome:
            records.receipts.record_paper(YVONNE, "481205", outcome, NOW)
        with pytest.raises(KeyError):
            records.receipts.record_paper(OTHER, "481205", PaperOutcome.PRINTED, NOW)


def test_the_trace_is_in_order_and_keeps_its_digests(store: Store) -> None:
    """Oldest first, whatever the clock did, microseconds included."""
    leaves = [leaf("leaf-2"), leaf("leaf-1", NOW - timedelta(days=1)), leaf("leaf-0", datetime(2026, 1, 1, tzinfo=UTC))]
    for each in leaves:
        with store.begin() as records:
            records.audit.append(each, salt="salt", digest="dd", about=None)
    with store.begin() as records:
        kept = records.audit.all()
    assert list(kept) == leaves
    assert [each.digest() for each in kept] == [each.digest() for each in leaves]


def test_times_come_back_in_utc(store: Store) -> None:
    """The same moment, said in UTC, whatever the zone it came in; a time without zone is a bug."""
    paris = timezone(timedelta(hours=1))
    with store.begin() as records:
        records.credentials.put_tries("aa", Tries(count=1, last_at=NOW.astimezone(paris)))
        last_at = records.credentials.tries("aa").last_at
        assert last_at is not None
        assert (last_at, last_at.tzinfo) == (NOW, UTC)
    with pytest.raises(Exception, match="zone"), store.begin() as records:
        records.credentials.put_tries("aa", Tries(count=1, last_at=NOW.replace(tzinfo=None)))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An outcome as acts have them."""

    choice: OrganDonationChoice
    patient: Patient | None
    waits: timedelta
    born: date


@pytest.mark.parametrize("principal", [YVONNE, None])
def test_an_outcome_is_remembered_as_it_was(store: Store, principal: PatientId | None) -> None:
    """Nested facts, sets, dates and absent values included."""
    choice = OrganDonationChoice(position=Position.REFUSAL, organs=frozenset({Organ.HEART}), stated_at=NOW)
    kept = Kept(choice=choice, patient=None, waits=timedelta(seconds=15), born=date(1942, 3, 12))
    with store.begin() as records:
        assert records.remembered.find(principal, "k", "d", Kept) is None
        records.remembered.keep(principal, "k", "d", kept)
    with store.begin() as records:
        assert records.remembered.find(principal, "k", "d", Kept) == kept
        assert records.remembered.find(OTHER, "k", "d", Kept) is None


def test_a_person_is_remembered_with_their_identity(store: Store) -> None:
    """Proofs carry the person."""
    patient = Patient(patient_id=YVONNE, identity=identity())
    kept = Kept(
        choice=OrganDonationChoice(position=Position.WITHDRAWN, stated_at=NOW),
        patient=patient,
        waits=timedelta(0),
        born=date(1942, 3, 12),
    )
    with store.begin() as records:
        records.remembered.keep(YVONNE, "k", "d", kept)
        found = records.remembered.find(YVONNE, "k", "d", Kept)
    assert found is not None
    assert found.patient is not None
    assert vars(found.patient) == vars(patient)


def test_a_key_answers_one_request_only(store: Store) -> None:
    """The same key with another request is refused: the first answer stands."""
    with store.begin() as records:
        records.remembered.keep(YVONNE, "k", "d", leaf())
        with pytest.raises(Refusal, match="already-answered"):
            records.remembered.find(YVONNE, "k", "other", AuditLeaf)
