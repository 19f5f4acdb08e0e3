"""What the operator decides about terminals: which there are, where they stand, how long anything may last."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

LEAST_WARNING_S = 20.0
"""Nobody loses a page with less warning than this (design promise 5; EN 301 549 and WCAG 2.2.1)."""


@dataclass(frozen=True, kw_only=True)
class Device:
    """One terminal that may call. Its token proves where it stands, never who stands before it."""

    place: str
    """« Pharmacie des Tilleuls », as people and the trace name it."""
    token_sha256: str = field(repr=False)
    """Hexadecimal; the token itself is kept by the terminal alone."""

    def is_proved_by(self, token: str) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(token_digest(token), self.token_sha256)


def token_digest(token: str) -> str:
    """What the site keeps of a terminal's token: long and random, so that a plain digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class GatewaySettings:
    """Terminals and delays, in seconds."""

    devices: Mapping[str, Device] = field(repr=False)
    is_demonstration: bool = False
    idle_after_s: float = 90.0
    """Without touch, speech or printing (kiosk.md section 2)."""
    idle_warning_s: float = 30.0
    wait_shown_after_s: float = 0.4
    wait_said_after_s: float = 8.0
    paper_within_s: float = 60.0
    """A terminal that says nothing of its paper for so long leaves it unknown."""
    sheets_within_s: float = 300.0
    """The same for sheets of A4, which come slowly; longer than the printer itself is given."""
    farewell_s: float = 20.0
    """How long a goodbye stays when no card has to be taken."""
    hello_within_s: float = 10.0
    max_frame_bytes: int = 64 * 1024
    """Of what a terminal sends: cards, keys and typed words are small."""

    def __post_init__(self) -> None:
        if self.idle_warning_s < LEAST_WARNING_S:
            raise ValueError("the idle warning lasts at least 20 s")
