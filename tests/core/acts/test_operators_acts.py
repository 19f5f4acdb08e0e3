"""What the operator may do for a person: open a space, give secrets, file documents, set aside what fits nobody."""

from dataclasses import replace
from datetime import date

import pytest

from core.acts.claims import CardClaim, NumberClaim
from core.acts.give_credentials import GiveCredentials, give_new_credentials
from core.acts.list_documents import ListDocuments
from core.acts.prove_identity import ProofStatus, ProveIdentity, prove_identity
from core.acts.quarantine_document import QuarantineDocument
from core.acts.register_patient import RegisterPatient
from core.demo.people import ODETTE, PAUL
from core.domain.audit import Channel
from core.domain.credentials import ONE_TIME_LINES
from core.domain.refusals import Refusal
from core.ports import Ids
from service.chance import SystemChance
from tests.conftest import Space
from tests.people import as_operator, as_patient, as_stranger, filing, identity


def test_a_new_person_has_an_empty_open_space(space: Space) -> None:
    """Registered, then seen by nobody but themselves."""
    patient_id = space.door.perform(RegisterPatient(identity=identity()), as_operator()).patient_id
    assert space.door.perform(ListDocuments(), as_patient(patient_id)).documents == ()


def test_nobody_has_two_spaces(space: Space) -> None:
    """The same traits and matricule again are refused; a twin on the same number is not (R89a)."""
    space.door.perform(RegisterPatient(identity=identity()), as_operator())
    with pytest.raises(Refusal) as refusal:
        space.door.perform(RegisterPatient(identity=identity()), as_operator())
    assert refusal.value.key == "patient-already-registered"
    space.door.perform(RegisterPatient(identity=identity(first_name="Yvette")), as_operator())


def test_a_matricule_of_an_unknown_issuer_is_refused(space: Space) -> None:
    """INS comes from its own issuers only (R88)."""
    with pytest.raises(Refusal) as refusal:
        space.door.perform(RegisterPatient(identity=replace(identity(), nir_oid="1.2.3")), as_operator())
    assert refusal.value.key == "patient-issuer-unknown"


def test_secrets_given_open_the_space_and_are_kept_as_hashes_only(space: Space) -> None:
    """Drawn, printed once, proved by phone and at a kiosk."""
    patient_id = space.door.perform(RegisterPatient(identity=identity()), as_operator()).patient_id
    clear = give_new_credentials(space.door, space.hasher, as_operator(patient_id))
    assert (len(clear.access_number), len(clear.secret), len(clear.codes)) == (8, 6, ONE_TIME_LINES)
    claims = (
        (NumberClaim(access_number=clear.access_number), clear.codes[0], Channel.PHONE),
        (CardClaim(nir=identity().nir.with_key, birth_date=identity().birth_date), None, Channel.KIOSK),
    )
    for claim, code, channel in claims:
        asked = ProveIdentity(claim=claim, secret=clear.secret, one_time_code=code)
        proof = prove_identity(space.door, space.hasher, asked, as_stranger(channel))
        assert proof.status is ProofStatus.PROVED
    with space.store.begin() as records:
        kept = records.credentials.of(patient_id)
    assert kept is not None
    assert kept.secret_hash.startswith("$argon2id$")
    assert clear.secret not in repr(clear)


def test_a_number_that_somebody_has_is_drawn_again(space: Space) -> None:
    """Two people never share an access number."""

    class Unlucky(SystemChance):
        """Draws Odette's number first."""

        def __init__(self) -> None:
            self.drawn = [ODETTE.access_number]

        def digits(self, count: int) -> str:
            return self.drawn.pop() if self.drawn else super().digits(count)

    chance: Ids = Unlucky()
    clear = give_new_credentials(replace(space.door, ids=chance), space.hasher, as_operator(space.people["marcel"]))
    assert clear.access_number != ODETTE.access_number


def test_new_secrets_end_the_old_ones(space: Space) -> None:
    """A lost card and a lost list serve nobody."""
    odette = space.people["odette"]
    asked = GiveCredentials(access_number="12345678", secret_hash=space.hasher.hash("271828"), code_hashes=())
    assert space.door.perform(asked, as_operator(odette)).lines == 0
    old = ProveIdentity(
        claim=NumberClaim(access_number=ODETTE.access_number), secret=ODETTE.secret, one_time_code=ODETTE.codes[0]
    )
    proof = prove_identity(space.door, space.hasher, old, as_stranger(Channel.PHONE))
    assert proof.status is ProofStatus.NOT_PROVED


def test_a_document_is_filed_new_at_its_place_in_the_list(space: Space) -> None:
    """By the day it was written; its person sees that it is new."""
    odette = space.people["odette"]
    filed = space.door.perform(filing(written_on=date(2026, 1, 15), title="Bilan"), as_operator(odette))
    listed = space.door.perform(ListDocuments(), as_patient(odette)).documents
    found = next(line for line in listed if line.document_id == filed.document_id)
    assert (found.title, found.is_new, found.filed_at) == ("Bilan", True, space.clock.now())
    assert [line.written_on for line in listed] == sorted((line.written_on for line in listed), reverse=True)


def test_the_same_bytes_are_filed_once_in_a_space(space: Space) -> None:
    """Sent twice, kept once; another person may receive the same file."""
    operator = as_operator(space.people["odette"])
    space.door.perform(filing(original=b"<xml/>"), operator)
    with pytest.raises(Refusal) as refusal:
        space.door.perform(filing(original=b"<xml/>", title="Autre titre"), operator)
    assert refusal.value.key == "document-already-filed"
    space.door.perform(filing(original=b"<xml/>"), as_operator(space.people["marcel"]))


def test_what_fits_nobody_is_in_nobodys_space(space: Space) -> None:
    """It waits for a human."""
    first, second = (
        space.door.perform(QuarantineDocument(original=b"<xml/>", reason="identity-mismatch"), as_operator())
        for _ in range(2)
    )
    assert first.entry_id != second.entry_id
    with space.store.begin() as records:
        assert records.quarantine.count() == 2
        assert len(records.patients.find(PAUL.identity.nir)) == 2
