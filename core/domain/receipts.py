"""What a receipt proves, in ASCII and without a name: what, when, where, leaf, place in the log, receipt before it."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

_LONGEST_PLACE = 40
# What Unicode does not take apart, and French writes: ligatures, the apostrophe, dashes. The bar parts our fields.
_IN_ASCII = {0x152: "OE", 0x153: "oe", 0xC6: "AE", 0xE6: "ae", 0x2019: "'", 0x2013: "-", 0x2014: "-", ord("|"): None}


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
    outcome: str = "done"
    """How the act ended, as `OutcomeClass` writes it."""
    at: datetime
    place: str
    leaf_hash: str
    """Hexadecimal digest of the audit leaf that the act left."""
    checkpoint_size: int = 0
    """Leaves under the last checkpoint when it was given: its own leaf comes at this index of the log, or later."""
    previous: str = ""
    """`chain_hash` of the receipt that this person got before; empty for the first."""
    subject: str = field(default="", repr=False)
    """Which act's statement it proves, and which of the person's, as « state-organ-donation-choice:2 »; empty for those
    given before receipts named theirs. Kept with the person, never printed and never in the square."""
    signature: str = ""
    """Ed25519 over `signed_text`, base64url."""

    def signed_text(self) -> str:
        """What the signature covers; ASCII, so that any reader of the square reads the same bytes."""
        fields = (
            "RS2",
            self.kind.value,
            self.outcome,
            self.at.astimezone(UTC).strftime("%Y%m%dT%H%MZ"),
            _in_ascii(self.place),
            self.number,
            self.leaf_hash,
            str(self.checkpoint_size),
            self.previous or "0",
        )
        return "|".join(fields)

    def square(self) -> str:
        """The content of the QR code."""
        return f"{self.signed_text()}|{self.signature}"

    def chain_hash(self) -> str:
        """What this person's next receipt says of this one: SHA-256 of the square, hexadecimal."""
        return hashlib.sha256(self.square().encode("ascii")).hexdigest()


def _in_ascii(place: str) -> str:
    apart = unicodedata.normalize("NFKD", place.translate(_IN_ASCII))
    printable = "".join(letter for letter in apart if letter.isascii() and letter.isprintable())
    return printable[:_LONGEST_PLACE]
