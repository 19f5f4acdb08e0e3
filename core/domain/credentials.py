"""What proves a person: access number, secret code, printed codes; and when a try must wait. Knows no hash function."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.domain.identifiers import PatientId

ACCESS_NUMBER_DIGITS = 8
SECRET_DIGITS = 6
ONE_TIME_DIGITS = 6
ONE_TIME_LINES = 40
FREE_TRIES = 5
TRIES_A_DAY = 10
FIRST_DELAY = timedelta(seconds=15)
"""After the free tries, each wait is twice the one before (security.md 3.7)."""


@dataclass(kw_only=True, eq=False)
class Credential:
    """The secrets of one person; one counter for all channels. Only hashes are kept (R26)."""

    patient_id: PatientId
    access_number: str = field(repr=False)
    secret_hash: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Tries:
    """Wrong or unfinished tries since the last success, at one person's secrets, on all channels together."""

    count: int = 0
    last_at: datetime | None = None

    @property
    def left_today(self) -> int:
        """How many may still be made before a human must reopen the access."""
        return max(TRIES_A_DAY - self.count, 0)


@dataclass(frozen=True, kw_only=True)
class OneTimeCode:
    """One line of the printed list; serves once."""

    line: int
    code_hash: str = field(repr=False)
    is_used: bool = False


def wait_before_try(tries: Tries, now: datetime) -> timedelta | None:
    """How long the next try must wait: zero when it may be made now, None when a human must reopen the access.

    A clock that went backwards never shortens a wait.
    """
    if tries.count < FREE_TRIES or tries.last_at is None:
        return timedelta(0)
    if tries.count >= TRIES_A_DAY:
        return None
    since = max(now - tries.last_at, timedelta(0))
    delay: timedelta = FIRST_DELAY * int(2 ** (tries.count - FREE_TRIES))
    return max(delay - since, timedelta(0))
