"""Every act, done, refused or broken off, leaves exactly one leaf (promise 4). A new act must join the table."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import core.acts
from core.acts.begin_visit import BeginVisit
from core.acts.claims import NumberClaim
from core.acts.close_access import CloseAccess
from core.acts.count_try import CountTry
from core.acts.end_visit import EndVisit
from core.acts.enrol_device import EnrolDevice
from core.acts.erase_space import EraseSpace
from core.acts.file_document import FileDocument
from core.acts.give_credentials import GiveCredentials
from core.acts.hear_receipt import HearReceipt
from core.acts.list_documents import ListDocuments
from core.acts.list_receipts import ListReceipts
from core.acts.offer_enrolment import OfferEnrolment
from core.acts.prove_identity import PickCodeLine, RecordProof
from core.acts.quarantine_document import QuarantineDocument
from core.acts.read_document import ReadDocument
from core.acts.read_organ_donation import ReadOrganDonation
from core.acts.record_receipt_given import RecordReceiptGiven
from core.acts.register_patient import RegisterPatient
from core.acts.reopen_access import ReopenAccess
from core.acts.request import Context, Request
from core.acts.request_call_back import RequestCallBack
from core.acts.revoke_device import RevokeDevice
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.audit import AuditLeaf, Channel, OutcomeClass, Role
from core.domain.catalogue import CATALOGUE
from core.domain.identifiers import DeviceId
from core.domain.last_visits import VisitEnd
from core.domain.organ_donation import Position
from core.domain.receipts import PaperOutcome
from core.domain.refusals import Refusal
from tests.conftest import Space
from tests.people import as_operator, as_patient, as_stranger, filing, identity

for module in pkgutil.iter_modules(core.acts.__path__, "core.acts."):
    importlib.import_module(module.name)
ACTS: list[type[Request[Any]]] = sorted(Request.__subclasses__(), key=lambda act: act.__name__)

Case = tuple[Request[Any], Context]
CLAIM = NumberClaim(access_number="12345678")


def _first_document(space: Space) -> Case:
    odette = space.people["odette"]
    with space.store.begin() as records:
        newest = records.documents.newest_first(odette)[0]
    return ReadDocument(document_id=newest.document_id), as_patient(odette)


def _receipt_of_odette(space: Space) -> Case:
    odette = space.people["odette"]
    choice = StateOrganDonationChoice(position=Position.REFUSAL)
    receipt = space.door.perform(choice, as_patient(odette)).receipt
    return HearReceipt(number=receipt.number), as_patient(odette)


def _by_odette(request: Request[Any]) -> Callable[[Space], Case]:
    return lambda space: (request, as_patient(space.people["odette"]))


def _for_odette(request: Request[Any]) -> Callable[[Space], Case]:
    return lambda space: (request, as_operator(space.people["odette"]))


CASES: dict[type[Request[Any]], Callable[[Space], Case]] = {
    BeginVisit: _by_odette(BeginVisit(may_tell=True)),
    CloseAccess: lambda _: (CloseAccess(counter="aa"), as_stranger()),
    CountTry: lambda _: (CountTry(claim=CLAIM), as_stranger()),
    EndVisit: _by_odette(EndVisit(end=VisitEnd.ENDED)),
    EnrolDevice: lambda _: (EnrolDevice(public_key=bytes(32), code="123456789012"), as_stranger()),
    EraseSpace: _for_odette(EraseSpace()),
    FileDocument: _for_odette(filing()),
    GiveCredentials: _for_odette(GiveCredentials(access_number="12345678", secret_hash="h", code_hashes=("h",))),
    HearReceipt: _receipt_of_odette,
    ListDocuments: _by_odette(ListDocuments()),
    ListReceipts: _by_odette(ListReceipts()),
    OfferEnrolment: lambda _: (
        OfferEnrolment(device_id=DeviceId("kiosk-2"), place="Mairie de Bourg"),
        as_operator(),
    ),
    PickCodeLine: lambda _: (PickCodeLine(claim=CLAIM), as_stranger()),
    QuarantineDocument: lambda _: (QuarantineDocument(original=b"x", reason="test"), as_operator()),
    ReadDocument: _first_document,
    ReadOrganDonation: _by_odette(ReadOrganDonation()),
    RecordProof: lambda space: (
        RecordProof(
            patient_id=space.people["odette"],
            is_right=True,
            code_line=None,
            counter=space.keys.pseudonym(space.people["odette"]),
            counted_at=space.clock.now(),
        ),
        as_stranger(),
    ),
    RecordReceiptGiven: _by_odette(RecordReceiptGiven(number="", paper=PaperOutcome.PRINTED)),
    RegisterPatient: lambda _: (RegisterPatient(identity=identity()), as_operator()),
    ReopenAccess: _for_odette(ReopenAccess()),
    RequestCallBack: lambda _: (RequestCallBack(number="0199001234"), as_stranger(Channel.PHONE)),
    RevokeDevice: lambda _: (RevokeDevice(device_id=DeviceId("kiosk-2")), as_operator()),
    StateOrganDonationChoice: _by_odette(StateOrganDonationChoice(position=Position.REFUSAL)),
}

every_act = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.entry.name)


def test_every_act_of_the_catalogue_is_tried_here() -> None:
    """Catalogue, classes and this table name the same acts, each once."""
    assert set(CASES) == set(ACTS)
    assert sorted(act.entry.name for act in ACTS) == sorted(entry.name for entry in CATALOGUE)


@every_act
def test_an_act_done_leaves_one_leaf(space: Space, act: type[Request[Any]]) -> None:
    """Who, for whom, why, through what, when: as the context said."""
    request, context = CASES[act](space)
    before = len(space.leaves())
    outcome = space.door.perform(request, context)
    assert isinstance(outcome, act.outcome)
    leaf = only(space.leaves(since=before))
    assert (leaf.act, leaf.outcome, leaf.reason) == (act.entry.name, OutcomeClass.DONE, "")
    assert (leaf.role, leaf.purpose, leaf.channel) == (context.role, context.purpose, context.channel)
    assert (leaf.at, leaf.visit) == (space.clock.now(), context.visit_id)
    assert leaf.patient == (space.keys.pseudonym(context.patient_id) if context.patient_id else "")


@every_act
def test_an_act_refused_leaves_one_leaf_and_nothing_else(space: Space, act: type[Request[Any]]) -> None:
    """Asked by somebody who may not: the reason is traced, the store is as it was."""
    request, context = CASES[act](space)
    wrong = Role.OPERATOR if context.role is not Role.OPERATOR else Role.STRANGER
    before, rows = len(space.leaves()), other_rows(space)
    with pytest.raises(Refusal) as refusal:
        space.door.perform(request, replace(context, role=wrong))
    leaf = only(space.leaves(since=before))
    assert (leaf.act, leaf.outcome, leaf.reason) == (act.entry.name, OutcomeClass.REFUSED, refusal.value.key)
    assert other_rows(space) == rows


@every_act
def test_an_act_broken_off_leaves_one_leaf_and_nothing_else(space: Space, act: type[Request[Any]]) -> None:
    """A bug after the effect, before the commit: the effect is undone, the trace says that it failed."""

    class BrokenOff(act):  # type: ignore[misc, valid-type] - one class for each act tried
        def carry_out(self, scene: Any) -> Any:
            super().carry_out(scene)
            raise ZeroDivisionError

    request, context = CASES[act](space)
    before, rows = len(space.leaves()), other_rows(space)
    with pytest.raises(ZeroDivisionError):
        space.door.perform(BrokenOff(**vars(request)), replace(context, idempotency_key="k"))
    leaf = only(space.leaves(since=before))
    assert (leaf.act, leaf.outcome, leaf.reason) == (act.entry.name, OutcomeClass.FAILED, "ZeroDivisionError")
    assert other_rows(space) == rows


@every_act
def test_an_act_is_for_the_channels_of_its_entry_only(space: Space, act: type[Request[Any]]) -> None:
    """Every other way in is refused."""
    request, context = CASES[act](space)
    for channel in set(Channel) - act.entry.channels:
        with pytest.raises(Refusal):
            space.door.perform(request, replace(context, channel=channel))


def only(leaves: Any) -> AuditLeaf:
    """The one leaf there is."""
    assert len(leaves) == 1
    leaf: AuditLeaf = leaves[0]
    return leaf


def other_rows(space: Space) -> dict[str, list[Any]]:
    """Everything stored, the leaves and what opens them apart."""
    with space.store.database.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        return {
            name: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {name}")))  # noqa: S608 - our own names
            for name in names
            if name not in ("audit_leaves", "trace")
        }
