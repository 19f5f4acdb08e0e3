"""What the model knows of people, in plain lists and dictionaries: what was done, and what must be found again."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from core.acts.request import Context, Request
from core.domain.audit import AuditLeaf, OutcomeClass
from core.domain.identifiers import DocumentId, PatientId
from core.domain.organ_donation import REGISTER_AGE, Organ, Position
from core.domain.patients import Identity
from core.domain.receipts import PaperOutcome, Receipt
from tests.people import identity

NAME, TITLE, FINDING = "Quaxolindre", "Vjolvanthe", "Kryndhalsor"
"""Words that no program says by itself: in clear anywhere, they have leaked."""
CODES = ("417000", "417001", "417002")
BORN_LATE = date(2014, 2, 28)
"""A child, and not always one: clocks are set."""


class Space(Enum):
    """What has become of a person's space."""

    OPEN = "open"
    CLOSED = "closed"
    ERASED = "erased"


@dataclass(frozen=True)
class Due:
    """How an act must end, as its leaf says it."""

    outcome: OutcomeClass = OutcomeClass.DONE
    reason: str = ""


DONE = Due()


def refused(key: str) -> Due:
    """The person is told no, in the words of this key."""
    return Due(OutcomeClass.REFUSED, key)


def failed(bug: type[Exception]) -> Due:
    """The caller is wrong: what it asks for can't be."""
    return Due(OutcomeClass.FAILED, bug.__name__)


@dataclass
class Document:
    """A document that was filed; its identifier is known once somebody was told."""

    title: str
    written_on: date
    original: bytes
    is_new: bool = True
    document_id: DocumentId | None = None


@dataclass
class Kept:
    """An act that was done under an idempotency key, and what was answered, if anybody heard."""

    request: Request[Any]
    context: Context
    outcome: Any = None


@dataclass
class Person:
    """Somebody, and all that was ever done to their space."""

    patient_id: PatientId
    identity: Identity
    number: int
    space: Space = Space.OPEN
    documents: list[Document] = field(default_factory=list)
    choices: list[tuple[Position, frozenset[Organ], datetime]] = field(default_factory=list)
    receipts: list[Receipt | None] = field(default_factory=list)
    """None for one whose answer was lost, until it is found in the store."""
    papers: dict[str, PaperOutcome] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    traces: int = 0
    lines: int = 0
    """Lines of the printed list, used or not; none before secrets were given."""
    used: int = 0
    tries: int = 0
    """Looks at a secret since the last success that is durable."""

    @property
    def access_number(self) -> str:
        """On the card of the Relais."""
        return f"{self.number:08d}"

    @property
    def secret(self) -> str:
        """The secret code."""
        return f"{self.number % 1_000_000:06d}"

    @property
    def basis(self) -> Due:
        """How an act on this space must end, before what it asks for is looked at."""
        if self.space is Space.OPEN:
            return DONE
        return refused("space-not-open") if self.space is Space.CLOSED else failed(KeyError)

    @property
    def last_choice(self) -> tuple[Position, frozenset[Organ], datetime] | None:
        """What counts."""
        return self.choices[-1] if self.choices else None

    @property
    def chain_end(self) -> str | None:
        """What the next receipt must say of the one before; None when nobody was told of that one."""
        if not self.receipts:
            return ""
        last = self.receipts[-1]
        return last.chain_hash() if last else None

    def is_too_young(self, now: datetime) -> bool:
        """Before the day they are 13 (R115)."""
        born = self.identity.birth_date
        return (now.year - REGISTER_AGE, now.month, now.day) < (born.year, born.month, born.day)

    def rows(self) -> dict[str, int]:
        """How many rows of each personal table are theirs."""
        if self.space is Space.ERASED:
            return {}
        counts = {
            "patient_keys": 1,
            "patients": 1,
            "documents": len(self.documents),
            "document_bodies": len(self.documents),
            "organ_donation_choices": len(self.choices),
            "credentials": int(self.lines > 0),
            "one_time_codes": self.lines,
            "receipts": len(self.receipts),
            "trace": self.traces,
            "remembered": len(self.kept),
        }
        return {table: count for table, count in counts.items() if count}


def face(leaf: AuditLeaf) -> tuple[object, ...]:
    """All that a leaf says, but for its identifier and its commitment, which are drawn."""
    return tuple(value for name, value in vars(leaf).items() if name not in {"leaf_id", "commitment"})


def traits(number: int, like: Identity | None = None, born: date = date(1953, 9, 4)) -> Identity:
    """Somebody new: a number of their own, or that of somebody else (R89a)."""
    # In letters, for a digit in a name would be no name.
    first_name = NAME + "".join(chr(ord("a") + int(digit)) for digit in str(number))
    nir = like.nir.number if like else f"2530999{number:06d}"
    return identity(number=nir, birth_date=like.birth_date if like else born, first_name=first_name)
