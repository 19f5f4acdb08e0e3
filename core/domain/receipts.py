"""What a receipt proves, in ASCII and without a name: kind, time, number, leaf, signature (design section 6)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class ReceiptKind(Enum):
    """As discreet as the paper itself (words.md 1.3): which right is concerned is never said."""

    CHOICE_KEPT = "choice"
    READING = "reading"


class PaperOutcome(Enum):
    """What is known of a paper once asked for; told to the person in these words and no others."""

    PRINTED = "printed"
    NO_PAPER = "no-paper"
    NOT_PRINTED = "not-printed"
    UNKNOWN = "unknown"
    NOT_HERE = "not-here"
    """This channel has no paper: the telephone says where to get it."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One receipt: a number that the person can say again, and a proof that a stranger can check."""

    number: str = field(repr=False)
    """Six digits, spoken two by two."""
    kind: ReceiptKind
    at: datetime
    place: str
    leaf_hash: str
    """Hexadecimal digest of the audit leaf that the act left."""
    signature: str = ""
    """Ed25519 over `signed_text`, base64url."""

    def signed_text(self) -> str:
        """What the signature covers; ASCII, so that any reader of the square reads the same bytes."""
        at = self.at.strftime("%Y%m%dT%H%MZ")
        return f"RS1|{self.kind.value}|{at}|{self.number}|{self.leaf_hash}"

    def square(self) -> str:
        """The content of the QR code."""
        return f"{self.signed_text()}|{self.signature}"
