"""How long a call lasts: a question at ten minutes, a warning at fourteen, the end at fifteen. Knows no words.

It is looked at between turns; a turn may last two minutes. Nobody is cut off without the warning and its minute.
"""

from datetime import datetime, timedelta
from enum import Enum

from core.ports import Clock

ASKED_AFTER = timedelta(minutes=10)
WARNED_AFTER = timedelta(minutes=14)
OVER_AFTER = timedelta(minutes=1)
"""After the warning."""


class Notice(Enum):
    """What is due; each comes once."""

    TEN_MINUTES = "ten-minutes"
    ONE_MINUTE_LEFT = "one-minute-left"
    TIME_OVER = "time-over"


class CallLength:
    """Watches one call from its first word."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started_at = clock.now()
        self._is_asked = False
        self._warned_at: datetime | None = None

    def notice(self) -> Notice | None:
        """What must be said before anything else, if something must."""
        now = self._clock.now()
        if self._warned_at is not None:
            return Notice.TIME_OVER if now - self._warned_at >= OVER_AFTER else None
        if now - self._started_at >= WARNED_AFTER:
            self._warned_at = now
            return Notice.ONE_MINUTE_LEFT
        if now - self._started_at >= ASKED_AFTER and not self._is_asked:
            self._is_asked = True
            return Notice.TEN_MINUTES
        return None
