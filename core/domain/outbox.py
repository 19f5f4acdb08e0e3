"""What is owed to the outside after an act: what to do, how often it was tried. Never a name, never a health word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ACCESS_CLOSED = "access-closed"
"""Somebody was closed out by too many tries: a human must reopen. Says `place`, `channel`, `at`, `is_known`."""
CALL_BACKS_WAIT = "call-backs-wait"
"""Somebody waits to be called back, and nobody waited before. Says `place`, `channel`, `at`, `is_known`."""
BLOBS_FORGOTTEN = "blobs-forgotten"
"""Bytes beside the database that nobody may see any more, under `prefix`."""

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
MOST_ATTEMPTS = 12
"""Two to three hours of trying; then a human is told (`relais outbox`)."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One thing to do outside; done at least once, so its doing must bear being done twice."""

    entry_id: str
    """Also the key by which a receiver recognises a second delivery."""
    topic: str
    payload: Mapping[str, str] = field(repr=False)
    attempts: int
    """How many times it was taken up, this time included."""
    last_error: str = ""
    dead_at: datetime | None = None
    """When it was given up."""


def delay_before_retry(attempts: int, chance: float) -> timedelta | None:
    """How long to wait after the n-th failure, None when it is given up.

    Doubles from 10 s to an hour; `chance`, between 0 and 1, spreads retries over the second half of the delay,
    so that a receiver that comes back is not overrun.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    whole = min(FIRST_DELAY * int(2 ** (attempts - 1)), LONGEST_DELAY)
    return whole * (0.5 + chance / 2)
