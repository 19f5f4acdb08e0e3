"""What every store promises about people, documents and statements."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from core.domain.accounts import AccountState
from core.domain.documents import (
    Author,
    Block,
    Heading,
    HealthDocument,
    ItemList,
    PagePicture,
    Paragraph,
    Table,
)
from core.domain.identifiers import DocumentId, PatientId
from core.domain.organ_donation import Organ, OrganDonationChoice, Position, Purpose
from core.domain.patients import Patient
from core.storage.unit_of_work import Store
from tests.people import BLOOD_TEST, OTHER, YVONNE, identity

NOW = datetime(2026, 11, 23, 9, 42, 7, 123456, tzinfo=UTC)
BLOCKS: tuple[Block, ...] = (
    Heading(text="Résultats"),
    Paragraph(text="À jeun. 😀 ’"),
    ItemList(items=("un", "deux")),
    Table(header=("Analyse", "Résultat"), rows=(("Fer", "64"), ("", ""))),
    Table(header=(), rows=()),
    PagePicture(png=bytes(range(256)) * 40, text="page 1"),
    PagePicture(png=b"", text=""),
)


def document(name: str = "doc", *, written_on: date = date(2026, 11, 20), filed_at: datetime = NOW) -> HealthDocument:
    """A line of the list."""
    return HealthDocument(
        document_id=DocumentId(name),
        kind=BLOOD_TEST,
        title="Analyse de sang",
        author=Author(name="docteur Anne Roussel", role="médecin traitant", organisation="cabinet"),
        written_on=written_on,
        filed_at=filed_at,
    )


def test_a_person_is_given_back_as_registered(store: Store) -> None:
    """Every trait comes back, and the state of the space."""
    dated = Patient(
        patient_id=PatientId("p"),
        identity=replace(identity(number="185052A004008"), first_names=("Ange", "Marie, Joseph")),
        used_name="d’Istria",
    )
    with store.begin() as records:
        records.patients.add(dated, AccountState.CLOSED)
    with store.begin() as records:
        found = records.patients.get(PatientId("p"))
        assert vars(found) == vars(dated)
        assert records.patients.account_state(PatientId("p")) is AccountState.CLOSED


def test_nobody_is_found_under_an_unknown_identifier(store: Store) -> None:
    """KeyError, for the person as for the state of their space."""
    with store.begin() as records:
        with pytest.raises(KeyError):
            records.patients.get(PatientId("nobody"))
        with pytest.raises(KeyError):
            records.patients.account_state(PatientId("nobody"))


def test_a_number_may_be_shared(store: Store) -> None:
    """Everybody with the number is found, narrowed by the birth date (R89a)."""
    twin = Patient(patient_id=PatientId("twin"), identity=identity(birth_date=date(1950, 1, 2)))
    with store.begin() as records:
        records.patients.add(twin, AccountState.OPEN)
        nir = twin.identity.nir
        assert {patient.patient_id for patient in records.patients.find(nir)} == {YVONNE, OTHER, "twin"}
        assert [patient.patient_id for patient in records.patients.find(nir, date(1950, 1, 2))] == ["twin"]
        assert records.patients.find(nir, date(1900, 1, 1)) == ()


def test_documents_come_newest_first(store: Store) -> None:
    """By the day written, then by the moment filed."""
    later = NOW + timedelta(seconds=1)
    with store.begin() as records:
        for line in (
            document("old", written_on=date(2024, 1, 1), filed_at=later),
            document("early", filed_at=NOW),
            document("late", filed_at=later),
        ):
            records.documents.add(YVONNE, line, (), b"")
        assert [line.document_id for line in records.documents.newest_first(YVONNE)] == ["late", "early", "old"]
        assert records.documents.newest_first(OTHER) == ()


def test_a_document_is_given_back_whole(store: Store) -> None:
    """Every kind of block, pictures byte for byte, and the line of the list."""
    with store.begin() as records:
        records.documents.add(YVONNE, document(), BLOCKS, b"<xml/>")
    with store.begin() as records:
        reading = records.documents.open(YVONNE, DocumentId("doc"))
    assert reading.blocks == BLOCKS
    assert reading.document == document()


def test_a_document_is_its_persons_only(store: Store) -> None:
    """Another person's identifier opens nothing and marks nothing."""
    with store.begin() as records:
        records.documents.add(YVONNE, document(), (), b"")
        with pytest.raises(KeyError):
            records.documents.open(OTHER, DocumentId("doc"))
        records.documents.mark_read(OTHER, DocumentId("doc"))
        assert records.documents.newest_first(YVONNE)[0].is_new


def test_a_document_read_is_no_longer_new(store: Store) -> None:
    """The mark goes, nothing else changes."""
    with store.begin() as records:
        records.documents.add(YVONNE, document(), (), b"")
        records.documents.mark_read(YVONNE, DocumentId("doc"))
        assert records.documents.newest_first(YVONNE) == (replace(document(), is_new=False),)


def test_the_same_bytes_are_recognised_in_the_same_space(store: Store) -> None:
    """By their digest; documents without bytes are never taken for each other."""
    empty, xml = sha256(b"").hexdigest(), sha256(b"<xml/>").hexdigest()
    with store.begin() as records:
        records.documents.add(YVONNE, document("a"), (), b"")
        assert not records.documents.is_filed(YVONNE, empty)
        assert not records.documents.is_filed(YVONNE, xml)
        records.documents.add(YVONNE, document("b"), (), b"<xml/>")
        assert records.documents.is_filed(YVONNE, xml)
        assert not records.documents.is_filed(OTHER, xml)


def test_the_last_statement_counts_whatever_the_clock_did(store: Store) -> None:
    """A statement made after another counts, even dated before it (R118)."""
    refusal = OrganDonationChoice(
        position=Position.REFUSAL,
        organs=frozenset({Organ.KIDNEYS, Organ.CORNEAS}),
        purposes=frozenset({Purpose.RESEARCH}),
        stated_at=NOW,
    )
    withdrawn = OrganDonationChoice(position=Position.WITHDRAWN, stated_at=NOW - timedelta(days=1))
    with store.begin() as records:
        assert records.organ_donation.latest(YVONNE) is None
        records.organ_donation.add(YVONNE, refusal)
        assert records.organ_donation.latest(YVONNE) == refusal
        records.organ_donation.add(YVONNE, withdrawn)
        assert records.organ_donation.latest(YVONNE) == withdrawn
        assert records.organ_donation.latest(OTHER) is None


def test_a_received_document_waits_in_quarantine(store: Store) -> None:
    """It is counted, and in nobody's list."""
    with store.begin() as records:
        assert records.quarantine.count() == 0
        records.quarantine.add("q1", b"<xml/>", "identity-mismatch", NOW)
        assert records.quarantine.count() == 1
        assert records.documents.newest_first(YVONNE) == ()


def test_what_raises_leaves_nothing(store: Store) -> None:
    """A block that raises is undone whole."""

    def break_off() -> None:
        with store.begin() as records:
            records.documents.add(YVONNE, document(), (), b"")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with store.begin() as records:
        assert records.documents.newest_first(YVONNE) == ()


def test_threads_wait_for_each_other(store: Store) -> None:
    """Many at once: nothing is lost, nobody is refused."""

    def file(name: str) -> None:
        for copy in range(10):
            with store.begin() as records:
                records.documents.add(YVONNE, document(f"{name}-{copy}"), (), b"")

    threads = [threading.Thread(target=file, args=(str(index),)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.begin() as records:
        assert len(records.documents.newest_first(YVONNE)) == 40


def test_an_act_inside_an_act_is_a_bug_not_a_wait(store: Store) -> None:
    """The same thread may not open a second transaction."""
    with store.begin(), pytest.raises(RuntimeError), store.begin():
        pass
