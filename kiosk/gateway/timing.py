"""Time as the gateway counts it: seconds that only grow. Knows no date and no event."""

import asyncio
import time
from typing import Protocol


class Timer(Protocol):
    """Seconds since an arbitrary start; a wall clock set back must neither shorten nor lengthen a warning."""

    def now(self) -> float:
        """Tell the time."""

    async def until(self, moment: float) -> None:
        """Return once `now` is at or past `moment`; at once when it is."""


class LoopTimer(Timer):
    """The machine's own monotonic clock."""

    def now(self) -> float:
        """Tell the time."""
        return time.monotonic()

    async def until(self, moment: float) -> None:
        """Sleep till then."""
        await asyncio.sleep(max(moment - self.now(), 0.0))
