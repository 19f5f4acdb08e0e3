"""How long a call lasts: a question at ten minutes, a warning at fourteen, the end at fifteen. Knows no words."""

from datetime import timedelta
from enum import Enum

from core.ports import Clock

ASKED_AFTER = timedelta(minutes=10)
WARNED_AFTER = timedelta(minutes=14)
OVER_AFTER = timedelta(minutes=15)


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
        self._given: set[Notice] = set()

    def notice(self) -> Notice | None:
        """What must be said before anything else, if something must."""
        lasted = self._clock.now() - self._started_at
        if lasted >= OVER_AFTER:
            return Notice.TIME_OVER
        if lasted >= WARNED_AFTER:
            return self._once(Notice.ONE_MINUTE_LEFT)
        if lasted >= ASKED_AFTER:
            return self._once(Notice.TEN_MINUTES)
        return None

    def _once(self, notice: Notice) -> Notice | None:
        if notice in self._given:
            return None
        self._given.add(notice)
        return notice
