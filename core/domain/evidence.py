"""What led to a choice made by telephone: messages heard, in which version, and the keys that answered. No content."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from core.domain.audit import AuditLeaf, commitment_of
from core.domain.identifiers import VisitId

MOST_TURNS = 60
"""The last ones of a visit are kept; a whole refusal, organ by organ, takes some twenty."""


@dataclass(frozen=True, kw_only=True)
class HeardAndPressed:
    """One turn of a call. Neither the filled text of a message nor what was typed is here."""

    at: datetime
    """When the answer came, UTC."""
    heard: tuple[tuple[str, str], ...]
    """Each message said, as « key.form », and the version of its French (`Words.version`)."""
    pressed: str = field(repr=False)
    """The key of a choice; « said:1 » when words stood for it; « secret:6 » for six digits of a secret; « other » for
    what meant nothing here, for it may be a code typed too soon; empty when nothing came."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The end of one call, as far as it explains what was chosen in it."""

    visit: VisitId
    line_call: str
    """Pseudonym of the call as the telephone operator names it; empty when the line has no name for it."""
    turns: tuple[HeardAndPressed, ...]

    def canonical(self) -> bytes:
        """The bytes that its digest is made of: sorted JSON, ASCII."""
        turns = [
            {"at": turn.at.astimezone(UTC).isoformat(), "heard": turn.heard, "pressed": turn.pressed}
            for turn in self.turns
        ]
        written = {"visit": self.visit, "line_call": self.line_call, "turns": turns}
        return json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()

    @classmethod
    def from_canonical(cls, written: bytes) -> "Evidence":
        """Read it back; its canonical bytes are `written` again."""
        read = json.loads(written)
        turns = tuple(
            HeardAndPressed(
                at=datetime.fromisoformat(turn["at"]),
                heard=tuple((key, version) for key, version in turn["heard"]),
                pressed=turn["pressed"],
            )
            for turn in read["turns"]
        )
        return cls(visit=VisitId(read["visit"]), line_call=read["line_call"], turns=turns)


@dataclass(frozen=True, kw_only=True)
class KeptEvidence:
    """A request and what led to it: together they are what the leaf of a choice made by telephone commits to."""

    request: str
    """SHA-256 of the request, hexadecimal."""
    evidence: Evidence

    def digest(self) -> str:
        """What stands in the commitment in the place of the request alone."""
        led_to = hashlib.sha256(self.evidence.canonical()).hexdigest()
        return hashlib.sha256(f"{self.request}|{led_to}".encode()).hexdigest()

    def opens(self, leaf: AuditLeaf, salt: str) -> bool:
        """Whether this very request and this very evidence are those that the leaf committed to."""
        return commitment_of(salt, self.digest()) == leaf.commitment
