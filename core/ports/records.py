"""The store, as protocols: what one transaction may read and change. Holds no implementation, knows no engine."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

from core.domain.accounts import AccountState
from core.domain.audit import AuditLeaf
from core.domain.credentials import Credential, OneTimeCode
from core.domain.documents import Block, HealthDocument, Reading
from core.domain.evidence import KeptEvidence
from core.domain.identifiers import DocumentId, LeafId, PatientId
from core.domain.last_visits import LastVisit
from core.domain.organ_donation import OrganDonationChoice
from core.domain.patients import Nir, Patient
from core.domain.receipts import PaperOutcome, Receipt
from core.domain.tries import Tries
from core.ports.site_records import CallBacks, CallSteps, Devices, Outbox, Quarantine

T = TypeVar("T")


class Patients(Protocol):
    """People whose space is held here."""

    def add(self, patient: Patient, state: AccountState) -> None:
        """Keep a new person and the state of their space."""

    def get(self, patient_id: PatientId) -> Patient:
        """The person; KeyError when unknown."""

    def hold_number(self, nir: Nir) -> None:
        """Be the only one who registers people under this number, until this is committed."""

    def find(self, nir: Nir, birth_date: date | None = None) -> tuple[Patient, ...]:
        """Everybody with this number, narrowed by birth date when given: a number may be shared (R89a)."""

    def account_state(self, patient_id: PatientId) -> AccountState:
        """Whether the space may be read and written; KeyError when the person is unknown."""

    def erase(self, patient_id: PatientId) -> None:
        """Destroy the person's key and every row of theirs; KeyError when unknown. The trace stays provable."""


class Documents(Protocol):
    """Health documents of one person at a time."""

    def add(self, patient_id: PatientId, document: HealthDocument, blocks: Sequence[Block], original: bytes) -> None:
        """File a document, what is read of it, and the bytes received (empty when there are none)."""

    def newest_first(self, patient_id: PatientId) -> tuple[HealthDocument, ...]:
        """The whole list, by date written then filed; one query."""

    def open(self, patient_id: PatientId, document_id: DocumentId) -> Reading:
        """One document with its blocks; KeyError when it is not this person's."""

    def original(self, patient_id: PatientId, document_id: DocumentId) -> bytes:
        """The bytes received, empty when there were none; KeyError when it is not this person's document."""

    def mark_read(self, patient_id: PatientId, document_id: DocumentId) -> None:
        """It is no longer new to its person."""

    def is_filed(self, patient_id: PatientId, digest: str) -> bool:
        """Whether the same bytes (SHA-256, hexadecimal) are filed already."""


class OrganDonation(Protocol):
    """Statements about organ donation; the latest counts (R118)."""

    def add(self, patient_id: PatientId, choice: OrganDonationChoice) -> int:
        """Keep one more statement; earlier ones stay as history. Which one it is, counted from 1."""

    def history(self, patient_id: PatientId) -> tuple[OrganDonationChoice, ...]:
        """Everything ever said, oldest first."""

    def latest(self, patient_id: PatientId) -> OrganDonationChoice | None:
        """What counts now, None when nothing was ever said."""


class Credentials(Protocol):
    """Secrets of people, as hashes, and the tries made at them."""

    def put(self, credential: Credential) -> None:
        """Keep or replace a person's access number and secret code."""

    def of(self, patient_id: PatientId) -> Credential | None:
        """A person's credential."""

    def by_access_number(self, access_number: str) -> Credential | None:
        """The credential behind the number on the card of the Relais."""

    def put_codes(self, patient_id: PatientId, codes: Sequence[OneTimeCode]) -> None:
        """Replace the printed list."""

    def next_code(self, patient_id: PatientId) -> OneTimeCode | None:
        """The first line not used yet."""

    def use_code(self, patient_id: PatientId, line: int) -> bool:
        """Strike a line; False when it was used meanwhile."""

    def tries(self, counter: str) -> Tries:
        """The tries counted under this pseudonym, on all channels; nobody else counts there until this is committed."""
        return self.tries_together((counter,))[0]

    def tries_together(self, counters: Sequence[str]) -> tuple[Tries, ...]:
        """The same under several, taken in this order: to take them one by one costs every visit many questions."""

    def put_tries(self, counter: str, tries: Tries) -> None:
        """Keep the count."""
        self.put_tries_together({counter: tries})

    def put_tries_together(self, tries: Mapping[str, Tries]) -> None:
        """Keep several counts."""

    def forget_tries(self, counter: str) -> None:
        """Keep no count, as if nobody had ever tried."""

    def forget_idle_tries(self, since: datetime) -> int:
        """Keep no count where nobody tried since then and nothing wrong is held against a person; how many went.

        What a place, a line or a calling number tried has worn away by then: a number of theirs is not kept for ever.
        """


class Receipts(Protocol):
    """Receipts given to people."""

    def add(self, patient_id: PatientId, receipt: Receipt) -> None:
        """Keep one; KeyError when its number is taken."""

    def is_taken(self, patient_id: PatientId, number: str) -> bool:
        """Whether this person has a receipt of that number already; other people may."""

    def chain(self, patient_id: PatientId) -> tuple[Receipt, ...]:
        """All of this person's receipts, oldest first; each names the one before."""

    def last(self, patient_id: PatientId) -> Receipt | None:
        """The newest of this person's receipts, which the next one points back to."""

    def record_paper(self, patient_id: PatientId, number: str, outcome: PaperOutcome, at: datetime) -> None:
        """Note what is known of its paper."""


class LastVisits(Protocol):
    """How each person's last visit went."""

    def of(self, patient_id: PatientId) -> LastVisit | None:
        """A person's last visit; None before the first."""

    def put(self, patient_id: PatientId, visit: LastVisit) -> None:
        """Keep it in the place of the one before."""


class AuditLog(Protocol):
    """Leaves of acts, appended and never changed."""

    def append(
        self,
        leaf: AuditLeaf,
        *,
        salt: str,
        digest: str,
        about: PatientId | None,
        evidence: KeptEvidence | None = None,
    ) -> None:
        """Keep a leaf, and for the person it is about the salt and digest that open its commitment.

        `evidence` is what led to a choice made by telephone, when that is what the leaf commits to.
        """

    def opening(self, about: PatientId, leaf_id: LeafId) -> tuple[str, str]:
        """Salt and digest behind the commitment of this person's leaf; KeyError when it is not theirs, or erased."""

    def evidence(self, about: PatientId, leaf_id: LeafId) -> KeptEvidence | None:
        """What led to the choice behind a leaf of this person; None where the channel told nothing, and once erased."""

    def all(self) -> tuple[AuditLeaf, ...]:
        """Every leaf, oldest first."""

    def checkpoint_size(self) -> int:
        """How many leaves the last signed checkpoint covers."""


class Remembered(Protocol):
    """Outcomes of acts that changed something, so that a repeated request changes nothing more (design section 4)."""

    def find(self, principal: PatientId | None, key: str, digest: str, outcome: type[T]) -> T | None:
        """The outcome kept for this principal under `key`; refuses `already-answered` when it answered something else.

        `principal` is whose space it is about, None for the operator's own acts.
        """

    def keep(self, principal: PatientId | None, key: str, digest: str, outcome: object) -> None:
        """Remember an outcome, in the transaction of its act; `TransactionLostError` when somebody else just did."""


class Records(Protocol):
    """Everything one transaction may read and change."""

    @property
    def patients(self) -> Patients:
        """People."""

    @property
    def documents(self) -> Documents:
        """Health documents."""

    @property
    def quarantine(self) -> Quarantine:
        """Documents set aside."""

    @property
    def organ_donation(self) -> OrganDonation:
        """Statements about organ donation."""

    @property
    def credentials(self) -> Credentials:
        """Secrets and tries."""

    @property
    def receipts(self) -> Receipts:
        """Receipts."""

    @property
    def last_visits(self) -> LastVisits:
        """How people's last visits went."""

    @property
    def audit(self) -> AuditLog:
        """The trace."""

    @property
    def remembered(self) -> Remembered:
        """Outcomes already given."""

    @property
    def outbox(self) -> Outbox:
        """What is owed to the outside."""

    @property
    def devices(self) -> Devices:
        """Terminals."""

    @property
    def call_backs(self) -> CallBacks:
        """Those who wait to be called."""

    @property
    def call_steps(self) -> CallSteps:
        """Sums of the telephone's steps."""


class TransactionLostError(Exception):
    """Nothing is known to be stored: a conflict, or the store went away. The same request may be tried again."""


class UnitOfWork(Protocol):
    """The store, one transaction at a time."""

    def begin(self, patient_id: PatientId | None = None) -> AbstractContextManager[Records]:
        """Open a transaction: commits when the block ends, rolls back when it raises. One commit, one sync.

        `patient_id` is whom it is about, when known: acts on one person wait for each other.
        Raises `TransactionLostError` when it could not be opened or ended: all the block did is stored, or none of it.
        """
