"""One clock for the sound of every call: a tick each 20 ms, never drifting. Knows no call."""

import asyncio
from collections.abc import Callable

from ivr.voice import mulaw

MOST_LATE = 0.2
"""Seconds: after a longer stop the beat begins anew, for nobody wants to hear all that was missed at once."""


class PacingClock:
    """Calls each ticker 50 times a second. A tick that comes late is made up for, so that nobody's voice slows."""

    def __init__(self) -> None:
        self._tickers: dict[object, Callable[[], None]] = {}

    def add(self, key: object, ticker: Callable[[], None]) -> None:
        """Tick for this one too, from the next beat."""
        self._tickers[key] = ticker

    def remove(self, key: object) -> None:
        """No more ticks."""
        self._tickers.pop(key, None)

    async def run(self) -> None:
        """Beat as long as the site takes calls."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due += mulaw.FRAME_SECONDS
            late = loop.time() - due
            if late > MOST_LATE:
                due = loop.time()
            elif late < 0:
                await asyncio.sleep(-late)
            else:
                await asyncio.sleep(0)
            for ticker in tuple(self._tickers.values()):
                ticker()
