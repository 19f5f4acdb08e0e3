"""One call: a visit on one side, a line on the other, turn by turn. Decides nothing of the journey, plays no sound."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from core.journeys.steps import Done, GivePaper, Read, ShownStep, Tell
from core.journeys.visit import Visit
from core.texts.words import Words
from ivr.asides import next_prompt
from ivr.call_length import CallLength, Notice
from ivr.exchange import CallEnd, Exchange, place_of
from ivr.hearing import hear
from ivr.line.port import Line
from ivr.saying import Speech
from ivr.talk import Talk
from ivr.turns import Again, Answer, Aside, CallView, Gone, Prompt, Sentence, Trouble, Understood, Wish
from ivr.understand import understand

FIRST_MOMENT, NEXT_MOMENT = 2.0, 8.0
"""Seconds of silence before « un instant », then before each more: people take a mute line for a broken one."""

PromptFor = Callable[[ShownStep, Talk, Words, CallView], Prompt]

log = structlog.get_logger()


class Call:
    """Holds one call from the welcome to the end. When it ends, the visit ends: nothing pending is kept."""

    def __init__(self, visit: Visit, line: Line, exchange: Exchange, prompts: PromptFor = next_prompt) -> None:
        self._visit, self._line, self._exchange, self._prompts = visit, line, exchange, prompts
        self._talk = Talk()
        self._length = CallLength(exchange.clock)

    async def run(self) -> CallEnd:
        """Talk until one of the ends. This is the outermost loop: a bug ends in words, never in silence."""
        try:
            end = await self._converse()
        except Exception as bug:  # noqa: BLE001 - outermost loop: the caller hears an apology, the log a type and a place
            # Type and place only: a trace may hold words of the call.
            log.error("call-failed", bug=type(bug).__name__, place=place_of(bug), visit=self._visit.visit_id)  # noqa: TRY400 - above
            end = CallEnd.FAILED
        finally:
            # A call cut short may have an act under way in its thread: nothing more is begun after it.
            self._visit.stop()
            self._visit.end()
        log.info("call-ended", end=end.value, visit=self._visit.visit_id)
        await self._leave(end)
        return end

    async def _converse(self) -> CallEnd:
        await self._work(self._visit.start)
        while True:
            end = await self._turn()
            if end is not None:
                return end

    async def _turn(self) -> CallEnd | None:
        """Say one prompt, hear what follows, do what it means."""
        notice = self._length.notice()
        if notice is Notice.TIME_OVER:
            await self._tell("telephone-time-over")
            return CallEnd.TOO_LONG
        if notice is Notice.ONE_MINUTE_LEFT:
            self._talk = self._talk.told_first("telephone-one-minute-left")
        if notice is Notice.TEN_MINUTES:
            self._talk = replace(self._talk, aside=Aside.TEN_MINUTES)
        prompt = self._prompt()
        heard = await hear(self._line, prompt, self._talk.manner, self._exchange.patience)
        if isinstance(heard, Gone):
            return CallEnd.HUNG_UP
        return await self._follow(understand(prompt, heard, self._talk.attempt, self._exchange.words))

    def _prompt(self) -> Prompt:
        return self._prompts(self._visit.step, self._talk, self._exchange.words, self._view)

    @property
    def _view(self) -> CallView:
        is_proved, manner = self._visit.patient is not None, self._talk.manner
        # Before proof nothing personal exists to hide, and everybody hears the same words.
        is_discreet = is_proved and self._visit.is_discreet
        return CallView(is_proved=is_proved, is_discreet=is_discreet, is_slow=manner.is_slow, is_loud=manner.is_loud)

    async def _follow(self, understood: Understood) -> CallEnd | None:
        match understood:
            case Answer(value=value):
                self._talk = self._talk.next_question()
                await self._work(lambda: self._visit.answer(value))
            case Again(attempt=attempt):
                self._talk = replace(self._talk, attempt=attempt)
            case Trouble():
                return await self._stumble(understood)
            case Wish():
                return await self._grant(understood)
        return None

    async def _stumble(self, trouble: Trouble) -> CallEnd | None:
        """Three strikes, then a person; three silences, then « êtes-vous toujours là »."""
        if self._talk.aside is Aside.STILL_THERE:
            await self._tell("telephone-silence-end")
            return CallEnd.NOBODY_THERE
        self._talk = self._talk.stumbled(trouble)
        return await self._pass_on() if self._talk.has_struck_out else None

    async def _grant(self, wish: Wish) -> CallEnd | None:
        match wish:
            case Wish.HUMAN:
                return await self._pass_on()
            case Wish.STOP:
                await self._tell("telephone-goodbye")
                return CallEnd.STOPPED
            case Wish.FINISH:
                return await self._finish()
            case Wish.BACK:
                await self._back()
            case Wish.WHERE:
                await self._say_where()
            case _:
                if wish in (Wish.DISCREET, Wish.ALONE):
                    self._visit.is_discreet = wish is Wish.DISCREET
                self._talk = self._talk.granted(wish)
        return None

    async def _back(self) -> None:
        """To what was asked before: within this question first; what is only told is passed over."""
        attempt = self._talk.attempt
        if attempt.typed is not None or (attempt.place and not isinstance(self._visit.step, Read)):
            earlier = replace(attempt, typed=None, place=max(attempt.place - 1, 0))
            self._talk = replace(self._talk, attempt=earlier).told_first()
        elif self._visit.may_go_back:
            self._talk = self._talk.next_question()
            await self._work(self._visit.back)
            while isinstance(self._visit.step, Tell | GivePaper) and self._visit.may_go_back:
                await self._work(self._visit.back)
        else:
            self._talk = self._talk.told_first("telephone-no-back")

    async def _pass_on(self) -> CallEnd | None:
        """A person if one answers at this hour; if not, the hours, and the conversation goes on."""
        humans = self._exchange.humans
        if humans.answer_at(self._exchange.clock.now()):
            await self._tell("telephone-handover")
            return CallEnd.HUMAN
        self._talk = self._talk.told_first("telephone-nobody-answers")
        return None

    async def _finish(self) -> CallEnd:
        """The journey said goodbye, or that a person takes over."""
        step = self._visit.step
        if not (isinstance(step, Done) and step.hands_over):
            return CallEnd.DONE
        if self._exchange.humans.answer_at(self._exchange.clock.now()):
            return CallEnd.HUMAN
        await self._tell("telephone-nobody-answers")
        return CallEnd.DONE

    async def _say_where(self) -> None:
        """The name of the step, if nobody else may hear it."""
        step = self._visit.step
        self._talk = self._talk.told_first()
        if self._exchange.words.has(step.key) and not self._view.is_discreet:
            title = self._exchange.words.spoken(step.key, step.facts, "")
            where = Sentence(key=step.key, text=title, is_personal=bool(step.facts))
            await self._line.say((self._own("telephone-where"), where), self._talk.manner)

    async def _leave(self, end: CallEnd) -> None:
        """End the line as the call ended: to a person, or not at all."""
        is_human = end is CallEnd.HUMAN
        if end is CallEnd.FAILED:
            is_human = self._exchange.humans.answer_at(self._exchange.clock.now())
            await self._tell("telephone-trouble", *(["telephone-handover"] if is_human else []))
        if is_human:
            await self._line.transfer()
        elif end is not CallEnd.HUNG_UP:
            await self._line.hang_up()

    async def _tell(self, *keys: str) -> None:
        await self._line.say([self._own(key) for key in keys], self._talk.manner)

    def _own(self, key: str) -> Sentence:
        return Speech(words=self._exchange.words, attempt=self._talk.attempt, view=CallView()).own(key)

    async def _work(self, what: Callable[[], object]) -> None:
        """Have something done away from the voice; when it lasts, say so."""
        working = asyncio.ensure_future(self._exchange.in_worker(what))
        wait = FIRST_MOMENT
        try:
            while not (await asyncio.wait({working}, timeout=wait * self._exchange.patience))[0]:
                await self._tell("telephone-one-moment")
                wait = NEXT_MOMENT
        finally:
            working.cancel()
        await working
