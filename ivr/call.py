"""One call: a visit on one side, a line on the other, turn by turn. Decides nothing of the journey, plays no sound."""

from collections.abc import Callable
from dataclasses import replace

import structlog

from core.domain.last_visits import VisitEnd
from core.journeys.asking_person import make_up_for_trouble
from core.journeys.steps import GivePaper, Read, ShownStep, Tell
from core.journeys.visit import Visit
from core.texts.words import Words
from ivr.asides import next_prompt
from ivr.call_ending import CallEnding
from ivr.call_length import CallLength, Notice
from ivr.exchange import CallEnd, Exchange, place_of
from ivr.hearing import hear
from ivr.line.port import Line
from ivr.listened import phrases_at
from ivr.live_calls import LiveCall, short_id
from ivr.own_words import OwnWords
from ivr.side_conversation import SideConversation
from ivr.talk import Talk
from ivr.turns import Again, Answer, Aside, CallView, Gone, Prompt, Sentence, Trouble, Understood, Wish
from ivr.understand import understand
from ivr.witness import turn_of

HANDED_OVER = "human-handover"

KEYS_ALONE = 2
"""Troubles at one question after which its words are no longer listened to."""

PromptFor = Callable[[ShownStep, Talk, Words, CallView], Prompt]

log = structlog.get_logger()


class Call:
    """Holds one call from the welcome to the end. When it ends, the visit ends: nothing pending is kept."""

    def __init__(self, visit: Visit, line: Line, exchange: Exchange, prompts: PromptFor = next_prompt) -> None:
        self._visit, self._line, self._exchange, self._prompts = visit, line, exchange, prompts
        self._talk = Talk()
        self._length = CallLength(exchange.clock)
        self._own = OwnWords(line, exchange)
        self._seen = LiveCall(call_id=short_id(visit.visit_id), line=visit.terminal.device, since=exchange.clock.now())
        self._side = SideConversation(visit, exchange, self._seen, self._work)
        self._ending = CallEnding(line, exchange, self._seen)
        self._visit_end = VisitEnd.ENDED

    @property
    def whisper(self) -> tuple[Sentence, ...]:
        """What a person who takes over may hear before they answer; see `CallEnding`."""
        return self._ending.whisper

    async def run(self) -> CallEnd:
        """Talk until one of the ends. This is the outermost loop: a bug ends in words, never in silence."""
        with self._exchange.live.shown(self._seen):
            try:
                await self._work(self._visit.start)
                end = await self._converse()
                await self._exchange.in_worker(lambda: self._visit.close(self._visit_end))
            except Exception as bug:  # noqa: BLE001 - outermost loop: the caller hears an apology, the log a type and a place
                self._note(bug)
                end = await self._make_up()
            finally:
                # A call cut short may have an act under way in its thread: nothing more is begun after it.
                self._visit.stop()
                self._visit.end()
            log.info("call-ended", end=end.value, visit=self._visit.visit_id)
            await self._ending.leave(end)
        await self._ending.count(end)
        return end

    def _note(self, bug: Exception) -> None:
        """Type and place only: a trace may hold words of the call."""
        log.error("call-failed", bug=type(bug).__name__, place=place_of(bug), visit=self._visit.visit_id)

    async def _converse(self) -> CallEnd:
        while True:
            end = await self._turn()
            if end is not None:
                return end

    async def _turn(self) -> CallEnd | None:
        """Say one prompt, hear what follows, do what it means."""
        self._talk = await self._side.kept(self._talk)
        notice = self._length.notice()
        if notice is Notice.TIME_OVER:
            await self._tell("telephone-time-over")
            return CallEnd.TOO_LONG
        if notice is Notice.ONE_MINUTE_LEFT:
            self._talk = self._talk.told_first("telephone-one-minute-left")
        if notice is Notice.TEN_MINUTES:
            self._talk = replace(self._talk, aside=Aside.TEN_MINUTES)
        self._seen.meets(self._visit.step, asks_for_human=self._visit.is_aside)
        prompt = self._prompt()
        heard = await hear(self._line, prompt, self._talk.manner, self._exchange.patience, self._phrases(prompt))
        if isinstance(heard, Gone):
            self._visit_end = VisitEnd.ENDED if self._visit.is_at_rest else VisitEnd.UNTOLD
            return CallEnd.HUNG_UP
        words = self._exchange.words
        understood = understand(prompt, heard, self._talk.attempt, words)
        self._visit.witness(turn_of(prompt, heard, understood, self._exchange.clock.now(), words))
        return await self._follow(understood)

    def _prompt(self) -> Prompt:
        return self._prompts(self._visit.step, self._talk, self._exchange.words, self._view)

    def _phrases(self, prompt: Prompt) -> tuple[str, ...]:
        """What may be said here. Twice not understood, keys alone: a noisy room makes nobody lose the call."""
        hears = self._exchange.hears_words and self._talk.attempt.misses < KEYS_ALONE
        return phrases_at(prompt, self._exchange.words) if hears else ()

    @property
    def _view(self) -> CallView:
        is_proved, manner = self._visit.patient is not None, self._talk.manner
        # Before proof nothing personal exists to hide, and everybody hears the same words.
        is_discreet = is_proved and self._visit.is_discreet
        return CallView(
            is_proved=is_proved,
            is_discreet=is_discreet,
            is_slow=manner.is_slow,
            is_loud=manner.is_loud,
            asks_for_person=self._visit.is_aside,
        )

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
        self._seen.stumbles(is_silence=trouble is Trouble.SILENCE)
        if self._talk.aside is Aside.STILL_THERE:
            await self._tell("telephone-silence-end")
            return CallEnd.NOBODY_THERE
        self._talk = self._talk.stumbled(trouble)
        return await self._pass_on() if self._talk.has_struck_out else None

    async def _grant(self, wish: Wish) -> CallEnd | None:
        match wish:
            case Wish.HUMAN:
                return await self._pass_on()
            case Wish.STOP | Wish.PREFERS_TO_STOP:
                self._visit_end = VisitEnd.ENDED if wish is Wish.STOP else VisitEnd.STOPPED
                await self._tell("telephone-goodbye")
                return CallEnd.STOPPED
            case Wish.FINISH:
                return self._ending.after_goodbye(self._visit.step)
            case Wish.BACK:
                await self._back()
            case Wish.WHERE:
                self._talk = self._talk.told_first()
                if not self._view.is_discreet:
                    await self._own.tell_where(self._talk.manner, self._visit.step)
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
            is_aside = self._visit.is_aside
            await self._work(self._visit.back)
            while self._is_told and self._visit.is_aside == is_aside and self._visit.may_go_back:
                await self._work(self._visit.back)
        else:
            self._talk = self._talk.told_first("telephone-no-back")

    @property
    def _is_told(self) -> bool:
        return isinstance(self._visit.step, Tell | GivePaper)

    # --- A person ---------------------------------------------------------------------------------

    async def _pass_on(self) -> CallEnd | None:
        """Turn aside to ask for a person. Whoever asks again there is passed on at once, and nothing is told of it."""
        if not self._visit.is_aside:
            self._talk = await self._side.turn_aside(self._talk)
            return None
        if self._side.people_answer:
            await self._tell(HANDED_OVER)
            return CallEnd.HUMAN
        self._talk = self._talk.told_first()
        return None

    async def _make_up(self) -> CallEnd:
        """After trouble nothing of the person is left: a person takes over, or a call-back is offered."""
        self._talk = self._talk.next_question()
        self._side.forget()
        if self._side.people_answer:
            await self._tell("telephone-trouble", HANDED_OVER)
            self._ending.is_for_person = True
            return CallEnd.FAILED
        await self._tell("telephone-trouble")
        try:
            await self._work(lambda: self._visit.restart(make_up_for_trouble))
            self._ending.is_for_person = await self._converse() is CallEnd.HUMAN
        except Exception as bug:  # noqa: BLE001 - what broke the call may break this too: the caller was told already
            self._note(bug)
        return CallEnd.FAILED

    async def _tell(self, *keys: str) -> None:
        await self._own.tell(self._talk.manner, *keys)

    async def _work(self, what: Callable[[], object]) -> None:
        await self._own.while_working(self._talk.manner, what)
