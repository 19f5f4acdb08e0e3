"""How long anything may last at a terminal, in seconds, and what may be said to a site at once."""

from dataclasses import dataclass

LEAST_WARNING_S = 20.0
"""Nobody loses a page with less warning than this (design promise 5; EN 301 549 and WCAG 2.2.1)."""


@dataclass(frozen=True, kw_only=True)
class GatewaySettings:
    """Delays, in seconds."""

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
    code_within_s: float = 600.0
    """Whoever installs a machine finds the paper with its code, and types it."""
    look_every_s: float = 20.0
    """How often the records are asked whether a terminal may stay: one that was put out goes within 60 s."""
    seen_every_looks: int = 3
    """How many looks make one note of who is connected: a write each."""
    max_frame_bytes: int = 64 * 1024
    """Of what a terminal sends: cards, keys and typed words are small."""

    def __post_init__(self) -> None:
        if self.idle_warning_s < LEAST_WARNING_S:
            raise ValueError("the idle warning lasts at least 20 s")
