"""Asking for a person, beside the conversation in progress: turned aside to, and come back from. Says nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from core.journeys.asking_person import Asking, ask_for_person
from core.journeys.steps import Done
from core.journeys.visit import Visit
from ivr.exchange import Exchange
from ivr.live_calls import LiveCall
from ivr.talk import Talk

Work = Callable[[Callable[[], object]], Awaitable[None]]


class SideConversation:
    """Of one call. Whoever comes back finds the question as it was left, without its troubles."""

    def __init__(self, visit: Visit, exchange: Exchange, seen: LiveCall, work: Work) -> None:
        self._visit = visit
        self._exchange = exchange
        self._seen = seen
        self._work = work
        self.left: Talk | None = None
        """Where the conversation stood when it turned aside."""

    @property
    def people_answer(self) -> bool:
        """Whether a call may be passed to a person now."""
        return self._exchange.humans.answer_at(self._exchange.clock.now())

    @property
    def asking(self) -> Asking:
        """What is so now."""
        topic = self._visit.topic
        title = self._exchange.words.written(topic) if topic else ""
        return Asking(is_answered=self.people_answer, topic=title)

    async def turn_aside(self, talk: Talk) -> Talk:
        """Ask for a person; gives how the side conversation begins."""
        self._seen.wants_human()
        asking, self.left = self.asking, talk
        await self._work(lambda: self._visit.turn_aside(lambda: ask_for_person(asking)))
        return talk.next_question()

    async def kept(self, talk: Talk) -> Talk:
        """The question that was left, once the side is over; aside, where the journey itself hands over."""
        if self.left is not None and not self._visit.is_aside:
            talk, self.left = replace(self.left, manner=talk.manner).told_first(), None
        step = self._visit.step
        if isinstance(step, Done) and step.hands_over and not self._visit.is_aside:
            return await self.turn_aside(talk)
        return talk

    def forget(self) -> None:
        """Nothing is come back to."""
        self.left = None
