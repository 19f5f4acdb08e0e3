"""A caller who plays storyboards: looks for the key that means her answer, and presses it after the voice."""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import date

from core.domain.audit import Channel
from core.domain.receipts import PaperOutcome
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import GivePaper, PickSeveral, ShownStep
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words
from ivr.call import Call
from ivr.choices import NEXT_KEY
from ivr.exchange import Exchange
from ivr.line.port import Line
from ivr.turns import Answer, Expected, Gone, Heard, Pressed, Prompt, Quiet, Sentence
from ivr.voice.sound import Manner
from tests.conftest import Space
from tests.ivr.conftest import HUMANS, at_once


class WatchedVisit(Visit):
    """Counts answers, and notes the papers that the telephone passes over by itself."""

    answers = 0

    def __init__(self, space: Space) -> None:
        super().__init__(Terminal(channel=Channel.PHONE, place="telephone"), phone_visit, space.door, space.hasher)
        self.passed: deque[GivePaper] = deque()

    def answer(self, value: object) -> ShownStep:
        self.answers += 1
        if isinstance(self.step, GivePaper) and self.step.receipt is None:
            assert value is PaperOutcome.NOT_HERE
            self.passed.append(self.step)
        return super().answer(value)


class HeldLine(Line):
    """A line on which nothing happens until the hands say what."""

    def __init__(self) -> None:
        self.listens = asyncio.Event()
        self.said: list[Sentence] = []
        self._next: asyncio.Queue[Heard | Gone] = asyncio.Queue()

    async def say(self, sentences: Sequence[Sentence], manner: Manner) -> None:
        del manner
        self.said += sentences

    async def listen(self, expected: Expected) -> Heard | Gone:
        del expected
        self.listens.set()
        return await self._next.get()

    async def hang_up(self) -> None:
        self.listens.set()

    async def transfer(self, whisper: Sequence[Sentence] = ()) -> None:
        del whisper
        self.listens.set()

    def give(self, heard: Heard | Gone) -> None:
        """Let this be heard."""
        self.listens.clear()
        self._next.put_nowait(heard)


class VoiceHands:
    """One caller. Raises when no key means what the story says."""

    def __init__(self, space: Space, words: Words) -> None:
        self._runner = asyncio.Runner()
        self._visit = WatchedVisit(space)
        self._exchange = Exchange(words=words, clock=space.clock, humans=HUMANS, in_worker=at_once)
        self._runner.run(self._begin())

    @property
    def step(self) -> ShownStep:
        """The question that waits; a paper that was passed over comes first, as in the story."""
        return self._visit.passed[0] if self._visit.passed else self._visit.step

    def answer(self, value: object) -> ShownStep:
        """Press what means this, however many keys it takes."""
        if self._visit.passed:
            self._visit.passed.popleft()
            return self.step
        answers = self._visit.answers
        while self._visit.answers == answers:
            self._runner.run(self._give(self._heard_as(value)))
        return self.step

    def back(self) -> ShownStep:
        """Press hash."""
        self._runner.run(self._give([Pressed(keys="#")]))
        return self.step

    def hang_up(self) -> None:
        """Leave; the call ends."""
        if not self._talking.done():
            self._line.give(Gone.GONE)
            self._runner.run(self._end())
        self._runner.close()

    async def _begin(self) -> None:
        self._line = HeldLine()
        self._call = Call(self._visit, self._line, self._exchange)
        self._talking = asyncio.ensure_future(self._call.run())
        await self._settle()

    async def _give(self, heard: list[Heard]) -> None:
        for one in heard:
            self._line.give(one)
            await self._settle()

    async def _settle(self) -> None:
        listening = asyncio.ensure_future(self._line.listens.wait())
        await asyncio.wait({listening, self._talking}, return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()

    async def _end(self) -> None:
        await self._talking

    def _heard_as(self, value: object) -> list[Heard]:
        prompt, step = self._call._prompt(), self._visit.step
        if prompt.on_silence == Answer(value=value):
            return [Quiet.QUIET]
        if isinstance(step, PickSeveral):
            assert isinstance(value, frozenset)
            is_picked = step.options[self._call._talk.attempt.place].value in value
            return [Pressed(keys="1" if is_picked else "2")]
        if prompt.entry is not None:
            digits = f"{value:%d%m%Y}" if isinstance(value, date) else str(value)
            return [Pressed(keys=digit) for digit in digits]
        return [Pressed(keys=_key(prompt, value))]


def _key(prompt: Prompt, value: object) -> str:
    """The key of an answer, or 9 when it is further on."""
    for key, meaning in prompt.keys.items():
        if isinstance(meaning, Answer) and (meaning.value is value or meaning.value == value):
            return key
    assert NEXT_KEY in prompt.keys, f"no key means {value}"
    return NEXT_KEY
