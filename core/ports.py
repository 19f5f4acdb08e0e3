"""What the core needs from outside, as protocols: time, chance, keys, the store. Holds no implementation."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

from core.domain.accounts import AccountState
from core.domain.audit import AuditLeaf
from core.domain.credentials import Credential, OneTimeCode
from core.domain.documents import Block, HealthDocument, Reading
from core.domain.identifiers import DocumentId, PatientId
from core.domain.organ_donation import OrganDonationChoice
from core.domain.patients import Nir, Patient
from core.domain.receipts import PaperOutcome, Receipt
from core.domain.tries import Tries

T = TypeVar("T")


class Clock(Protocol):
    """The time; always UTC-aware."""

    def now(self) -> datetime:
        """Tell the time."""


class Ids(Protocol):
    """Chance: identifiers and numbers that nobody can guess."""

    def token(self) -> str:
        """Draw 128 bits, as 32 hexadecimal digits."""

    def digits(self, count: int) -> str:
        """Draw `count` decimal digits; the first may be zero."""


class Keys(Protocol):
    """The site's own keys: they sign receipts and make pseudonyms; they never leave the adapter."""

    def sign(self, text: str) -> str:
        """Sign ASCII text (Ed25519); base64url without padding."""

    def pseudonym(self, name: str) -> str:
        """Keyed digest (HMAC-SHA256), 32 hexadecimal digits: same name, same pseudonym; no way back without the key."""


class SecretHasher(Protocol):
    """Slow, salted hashing of short secrets (argon2id)."""

    def turn(self) -> AbstractContextManager[None]:
        """Take a place in a short queue before a try is counted, and keep it while its secrets are compared.

        Refuses `too-many-at-once` when the queue is full: nothing was counted, nothing is lost.
        """

    def hash(self, secret: str) -> str:
        """Make the text to keep."""

    def verify(self, kept: str, secret: str) -> bool:
        """Compare; an empty `kept` costs the same time and is never right."""


# --- The store ------------------------------------------------------------------------------------


class Patients(Protocol):
    """People whose space is held here."""

    def add(self, patient: Patient, state: AccountState) -> None:
        """Keep a new person and the state of their space."""

    def get(self, patient_id: PatientId) -> Patient:
        """The person; KeyError when unknown."""

    def find(self, nir: Nir, birth_date: date | None = None) -> tuple[Patient, ...]:
        """Everybody with this number, narrowed by birth date when given: a number may be shared (R89a)."""

    def account_state(self, patient_id: PatientId) -> AccountState:
        """Whether the space may be read and written; KeyError when the person is unknown."""


class Documents(Protocol):
    """Health documents of one person at a time."""

    def add(self, patient_id: PatientId, document: HealthDocument, blocks: Sequence[Block], original: bytes) -> None:
        """File a document, what is read of it, and the bytes received (empty when there are none)."""

    def newest_first(self, patient_id: PatientId) -> tuple[HealthDocument, ...]:
        """The whole list, by date written then filed; one query."""

    def open(self, patient_id: PatientId, document_id: DocumentId) -> Reading:
        """One document with its blocks; KeyError when it is not this person's."""

    def mark_read(self, patient_id: PatientId, document_id: DocumentId) -> None:
        """It is no longer new to its person."""

    def is_filed(self, patient_id: PatientId, digest: str) -> bool:
        """Whether the same bytes (SHA-256, hexadecimal) are filed already."""


class Quarantine(Protocol):
    """Received documents that could not be filed under anybody (R70c)."""

    def add(self, entry_id: str, original: bytes, reason: str, at: datetime) -> None:
        """Set the bytes aside with the reason."""

    def count(self) -> int:
        """How many wait for a human."""


class OrganDonation(Protocol):
    """Statements about organ donation; the latest counts (R118)."""

    def add(self, patient_id: PatientId, choice: OrganDonationChoice) -> None:
        """Keep one more statement; earlier ones stay as history."""

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

    def put_tries(self, counter: str, tries: Tries) -> None:
        """Keep the count."""


class Receipts(Protocol):
    """Receipts given to people."""

    def add(self, patient_id: PatientId, receipt: Receipt) -> None:
        """Keep one; KeyError when its number is taken."""

    def is_taken(self, patient_id: PatientId, number: str) -> bool:
        """Whether this person has a receipt of that number already; other people may."""

    def record_paper(self, patient_id: PatientId, number: str, outcome: PaperOutcome, at: datetime) -> None:
        """Note what is known of its paper."""


class AuditLog(Protocol):
    """Leaves of acts, appended and never changed."""

    def append(self, leaf: AuditLeaf, salt: str) -> None:
        """Keep a leaf, and apart from it the salt of its commitment."""

    def all(self) -> tuple[AuditLeaf, ...]:
        """Every leaf, oldest first."""


class Remembered(Protocol):
    """Outcomes of acts that changed something, so that a repeated request changes nothing more (design section 4)."""

    def find(self, key: str, digest: str, outcome: type[T]) -> T | None:
        """The outcome kept under `key`; ValueError when it answered another request than `digest`."""

    def keep(self, key: str, digest: str, outcome: object) -> None:
        """Remember an outcome, in the transaction of its act."""


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
    def audit(self) -> AuditLog:
        """The trace."""

    @property
    def remembered(self) -> Remembered:
        """Outcomes already given."""


class UnitOfWork(Protocol):
    """The store, one transaction at a time."""

    def begin(self) -> AbstractContextManager[Records]:
        """Open a transaction: commits when the block ends, rolls back when it raises. One commit, one sync."""
