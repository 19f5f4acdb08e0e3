"""What people ask of a site in a busy minute, and the people who ask; every call goes through the real door."""

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from core.acts.claims import CardClaim
from core.acts.list_documents import ListDocuments
from core.acts.perform import Door
from core.acts.prove_identity import ProofStatus, ProveIdentity, prove_identity
from core.acts.read_document import ReadDocument
from core.acts.read_organ_donation import ReadOrganDonation
from core.acts.request import Context
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.accounts import AccountState
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.credentials import Credential
from core.domain.documents import Paragraph
from core.domain.identifiers import DocumentId, PatientId, VisitId
from core.domain.organ_donation import Position
from core.domain.patients import Nir, Patient
from core.ports import SecretHasher
from core.storage.unit_of_work import Store
from service.bench.crowd import IDENTITY, document

DOCUMENTS = 15
SECRET = "2580"  # noqa: S105 - opens nothing outside the bench
_BODY = (Paragraph(text="Rien de particulier. " * 40),)
Call = Callable[[Door, "Caller", random.Random], None]


class PlainHasher(SecretHasher):
    """No slow hash: it has a row of its own, and would take this machine whole before the store is loaded."""

    def turn(self) -> AbstractContextManager[None]:
        """No queue."""
        return nullcontext()

    def hash(self, secret: str) -> str:
        """Leave it as it is."""
        return secret

    def verify(self, kept: str, secret: str) -> bool:
        """Compare."""
        return kept == secret


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody with documents and a card."""

    number: int

    @property
    def patient_id(self) -> PatientId:
        """Theirs."""
        return PatientId(f"caller-{self.number:024d}")

    @property
    def nir(self) -> str:
        """Of a place that does not exist."""
        return f"2530999{self.number:06d}"

    def document_id(self, rank: int) -> DocumentId:
        """One of theirs."""
        return DocumentId(f"{self.patient_id}-{rank}")

    def context(self, chance: random.Random) -> Context:
        """The person, on their own space."""
        return Context(
            role=Role.PATIENT,
            actor_id=self.patient_id,
            patient_id=self.patient_id,
            purpose=PurposeOfUse.SELF_SERVICE,
            channel=Channel.KIOSK,
            place=f"place-{self.number % 500}",
            visit_id=VisitId(f"{chance.getrandbits(64):016x}"),
            idempotency_key="1",
        )


def settle(store: Store, count: int) -> None:
    """Keep so many callers, each with what they will ask for."""
    for number in range(count):
        caller = Caller(number=number)
        mine, identity = caller.patient_id, replace(IDENTITY, nir=Nir(caller.nir))
        secret = Credential(patient_id=mine, access_number=f"{number:08d}", secret_hash=SECRET)
        with store.begin(mine) as records:
            records.patients.add(Patient(patient_id=mine, identity=identity), AccountState.OPEN)
            records.credentials.put(secret)
            for rank in range(DOCUMENTS):
                written_on = date(2026, 11, 20) - timedelta(weeks=rank)
                records.documents.add(mine, document(caller.document_id(rank), written_on), _BODY, b"")


def _prove(door: Door, caller: Caller, chance: random.Random) -> None:
    """Two acts, two commits: counted, then recorded."""
    stranger = replace(
        caller.context(chance),
        role=Role.STRANGER,
        actor_id=None,
        patient_id=None,
        purpose=PurposeOfUse.IDENTIFICATION,
        idempotency_key="",
    )
    asked = ProveIdentity(claim=CardClaim(nir=caller.nir, birth_date=IDENTITY.birth_date), secret=SECRET)
    if prove_identity(door, PlainHasher(), asked, stranger).status is not ProofStatus.PROVED:
        raise ValueError("not proved")


def _list(door: Door, caller: Caller, chance: random.Random) -> None:
    if len(door.perform(ListDocuments(), caller.context(chance)).documents) != DOCUMENTS:
        raise ValueError("the list is not whole")


def _read(door: Door, caller: Caller, chance: random.Random) -> None:
    asked = ReadDocument(document_id=caller.document_id(chance.randrange(DOCUMENTS)))
    door.perform(asked, caller.context(chance))


def _read_choice(door: Door, caller: Caller, chance: random.Random) -> None:
    door.perform(ReadOrganDonation(), caller.context(chance))


def _choose(door: Door, caller: Caller, chance: random.Random) -> None:
    """The heaviest: choice, receipt, leaf and remembered outcome."""
    door.perform(StateOrganDonationChoice(position=Position.REFUSAL), caller.context(chance))


MIX: Sequence[tuple[Call, int]] = ((_prove, 15), (_list, 25), (_read, 40), (_read_choice, 14), (_choose, 6))
"""Of 100 calls. A visit proves once, looks at lists and documents, and seldom changes something."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Draws who calls and for what, the same again from the same seed."""

    callers: int
    chance: random.Random = field(repr=False)

    def draw(self) -> Callable[[Door], None]:
        """The next call."""
        (call,) = self.chance.choices([call for call, _ in MIX], [weight for _, weight in MIX])
        caller = Caller(number=self.chance.randrange(self.callers))
        chance = random.Random(self.chance.getrandbits(64))  # noqa: S311 - a load is drawn again the same, no secret
        return lambda door: call(door, caller, chance)
