"""What a trace of an act holds: who, for whom, what, why, through what, when, with which outcome. Never content."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.domain.identifiers import LeafId, VisitId


class Channel(Enum):
    """The way in."""

    KIOSK = "kiosk"
    PHONE = "phone"
    SITE = "site"
    """The operator's own commands: import, seeding."""


class Role(Enum):
    """In which capacity somebody acts."""

    PATIENT = "patient"
    STRANGER = "stranger"
    """Nobody has proved who they are yet."""
    OPERATOR = "operator"


class PurposeOfUse(Enum):
    """Why a record is touched (FHIR PurposeOfUse, narrowed)."""

    SELF_SERVICE = "self-service"
    IDENTIFICATION = "identification"
    FILING = "filing"


class OutcomeClass(Enum):
    """How an act ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class AuditLeaf:
    """One act, in the words of the catalogue. Persons are pseudonyms; details are a commitment (security.md 3.6)."""

    leaf_id: LeafId
    at: datetime
    act: str
    outcome: OutcomeClass
    reason: str
    """A refusal's text key, or empty."""
    role: Role
    actor: str
    """Pseudonym of who acts; empty for a stranger."""
    patient: str
    """Pseudonym of whom it is about; empty when nobody is known."""
    purpose: PurposeOfUse
    channel: Channel
    place: str
    visit: VisitId
    commitment: str
    """Salted SHA-256 of the request, and of what led to it in a call (`evidence`): a detail kept elsewhere can be
    proved, and nothing can be guessed."""

    def canonical(self) -> bytes:
        """The bytes that the leaf hash is made of: sorted JSON, ASCII."""
        fields = {
            name: value.isoformat() if isinstance(value, datetime) else getattr(value, "value", value)
            for name, value in self.__dict__.items()
        }
        return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()

    @classmethod
    def from_canonical(cls, written: bytes) -> "AuditLeaf":
        """Read a leaf back; its canonical bytes are `written` again."""
        fields = json.loads(written)
        return cls(
            **{
                **fields,
                "at": datetime.fromisoformat(fields["at"]),
                "outcome": OutcomeClass(fields["outcome"]),
                "role": Role(fields["role"]),
                "purpose": PurposeOfUse(fields["purpose"]),
                "channel": Channel(fields["channel"]),
            }
        )

    def digest(self) -> bytes:
        """The leaf hash of RFC 9162 (0x00 before the canonical bytes)."""
        return hashlib.sha256(b"\x00" + self.canonical()).digest()


def commitment_of(salt: str, digest: str) -> str:
    """What a leaf says of a digest that is kept elsewhere with its salt."""
    return hashlib.sha256(f"{salt}|{digest}".encode()).hexdigest()
