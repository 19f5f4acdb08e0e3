"""What the telephone says by itself on one line: a few words, where one is, « un instant » while work lasts."""

import asyncio
from collections.abc import Callable

from core.journeys.steps import ShownStep
from ivr.exchange import Exchange
from ivr.line.port import Line
from ivr.saying import Speech
from ivr.turns import Attempt, CallView, Sentence
from ivr.voice.sound import Manner

FIRST_MOMENT, NEXT_MOMENT = 2.0, 8.0
"""Seconds of silence before « un instant », then before each more: people take a mute line for a broken one."""


class OwnWords:
    """Says them as this caller wants to be spoken to."""

    def __init__(self, line: Line, exchange: Exchange) -> None:
        self._line = line
        self._exchange = exchange
        self._speech = Speech(words=exchange.words, attempt=Attempt(), view=CallView())

    async def tell(self, manner: Manner, *keys: str) -> None:
        """These messages, one after the other."""
        await self._line.say([self._speech.own(key) for key in keys], manner)

    async def tell_where(self, manner: Manner, step: ShownStep) -> None:
        """The name of a step."""
        if self._exchange.words.has(step.key):
            title = self._exchange.words.spoken(step.key, step.facts, "")
            where = Sentence(key=step.key, text=title, is_personal=bool(step.facts))
            await self._line.say((self._speech.own("telephone-where"), where), manner)

    async def while_working(self, manner: Manner, what: Callable[[], object]) -> None:
        """Have something done away from the voice; when it lasts, say so."""
        working = asyncio.ensure_future(self._exchange.in_worker(what))
        wait = FIRST_MOMENT
        try:
            while not (await asyncio.wait({working}, timeout=wait * self._exchange.patience))[0]:
                await self.tell(manner, "telephone-one-moment")
                wait = NEXT_MOMENT
        finally:
            working.cancel()
        await working
