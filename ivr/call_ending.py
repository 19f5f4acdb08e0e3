"""How a call leaves its line, and what is left of it: a person with a whisper, a goodbye, sums of steps."""

import structlog

from core.journeys.steps import Done, ShownStep
from core.ports import TransactionLostError
from core.texts.written import paris_day
from ivr.exchange import CallEnd, Exchange
from ivr.line.port import Line
from ivr.live_calls import LiveCall
from ivr.saying import Speech
from ivr.turns import Attempt, CallView, Sentence

log = structlog.get_logger()


class CallEnding:
    """The end of one call."""

    def __init__(self, line: Line, exchange: Exchange, seen: LiveCall) -> None:
        self._line = line
        self._exchange = exchange
        self._seen = seen
        self.whisper: tuple[Sentence, ...] = ()
        """What a person who takes over may hear before they answer: a topic, and only if the caller agreed."""
        self.is_for_person = False
        """Whether a call that broke is passed on all the same."""

    def after_goodbye(self, step: ShownStep) -> CallEnd:
        """The journey said goodbye, or that a person takes over."""
        if not (isinstance(step, Done) and step.hands_over):
            return CallEnd.DONE
        if step.topic:
            speech = Speech(words=self._exchange.words, attempt=Attempt(), view=CallView())
            self.whisper = (speech.own("telephone-whisper", topic=step.topic),)
        return CallEnd.HUMAN

    async def leave(self, end: CallEnd) -> None:
        """End the line as the call ended: to a person, or not at all."""
        if end is CallEnd.HUMAN or self.is_for_person:
            await self._line.transfer(self.whisper)
        elif end is not CallEnd.HUNG_UP:
            await self._line.hang_up()

    async def count(self, end: CallEnd) -> None:
        """Add the steps of this call to its day; who called is not in it."""
        if end in (CallEnd.HUNG_UP, CallEnd.NOBODY_THERE):
            self._seen.is_left(in_silence=end is CallEnd.NOBODY_THERE)
        day, tally = paris_day(self._exchange.clock.now()), self._seen.tally
        try:
            await self._exchange.in_worker(lambda: self._exchange.keep_steps(day, tally))
        except TransactionLostError:
            log.warning("steps-not-counted")
