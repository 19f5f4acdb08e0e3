"""A line that carries sound: what to say in, keys and words out, each after what it answers. Knows no transport."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from ivr.line import captions
from ivr.line.attention import Attention, SiteEar
from ivr.line.playout import Pace, Playout, SoundOut
from ivr.line.port import Line
from ivr.turns import Expected, Gone, Heard, Pressed, Quiet, Said, Sentence
from ivr.voice.sound import Manner, Voice

MARK_GRACE = 2.0
"""Seconds after the last word should have been heard; a mark lost must not hold the call."""
SPEECH_STOPPER = "1"
"""Words interrupt where ordinary keys do."""


@dataclass(frozen=True)
class _Arrival:
    """Something heard, and after which mark of ours: None while the voice was still speaking."""

    heard: Pressed | Said | Quiet | Gone = field(repr=False)
    after: int | None


def _interrupts(heard: Pressed | Said | Quiet | Gone, interrupts: frozenset[str]) -> bool:
    match heard:
        case Quiet():
            return False
        case Pressed(keys=keys):
            return keys in interrupts
        case Said():
            return SPEECH_STOPPER in interrupts
        case Gone():
            return True


@dataclass(kw_only=True)
class SoundLine(Line):
    """One caller. What comes from them is told by `press`, `sound`, `played`, `gone`, on the line's own loop.

    Their voice is listened to once ours has finished, and until the first key: ours comes back on a line.
    """

    voice: Voice = field(repr=False)
    out: SoundOut = field(repr=False)
    pace: Pace
    wants_human: bool = False
    whisper: tuple[Sentence, ...] = field(default=(), repr=False)
    """What the person who takes over may hear first."""
    attention: Attention = field(init=False, repr=False)
    playout: Playout = field(init=False, repr=False)
    _heard: asyncio.Queue[_Arrival] = field(default_factory=asyncio.Queue, repr=False)
    _is_gone: bool = False
    _has_spoken: bool = False

    def __post_init__(self) -> None:
        self.attention = Attention(self._arrive, None)
        self.playout = Playout(self.out, self.pace, self.gone)

    def hear_with(self, ear: SiteEar | None) -> None:
        """Have the caller's voice heard too; without an ear, keys alone count."""
        self.attention = Attention(self._arrive, ear)

    async def say(self, sentences: Sequence[Sentence], manner: Manner) -> None:
        """Queue the sound of each sentence as soon as it is made; the first goes out while the next is made."""
        self._has_spoken = True
        for sentence in sentences:
            if self.voice.is_ready(sentence, manner):
                sound = self.voice.say(sentence, manner)
            else:
                sound = await asyncio.to_thread(self.voice.say, sentence, manner)
            self.playout.add(sound)
            self._mark(captions.of_sentence(self.playout.marks, sentence))

    async def listen(self, expected: Expected) -> Heard | Gone:
        """Wait for the end of the voice, then for a key; see `Line.listen`."""
        self._end_of_turn(is_question=expected.is_question)
        while not self._is_gone and not self.playout.is_heard:
            arrival = await self._while_speaking()
            if arrival is not None and (self._is_in_turn(arrival) or _interrupts(arrival.heard, expected.interrupts)):
                await self.playout.drop()
                return arrival.heard
        self.attention.begin(expected.phrases)
        try:
            return await self._after_the_voice(expected)
        finally:
            self.attention.stop()

    async def _after_the_voice(self, expected: Expected) -> Heard | Gone:
        wait = expected.wait
        while not self._is_gone:
            try:
                arrival = await asyncio.wait_for(self._heard.get(), wait)
            except TimeoutError:
                wait = self.attention.more_time()
                if not wait:
                    return Quiet.QUIET
                continue
            if self._is_in_turn(arrival) or _interrupts(arrival.heard, expected.interrupts):
                return arrival.heard
        return Gone.GONE

    async def hang_up(self) -> None:
        """Let the last words be heard."""
        self._end_of_turn(is_question=False)
        while not self._is_gone and not self.playout.is_heard:
            await self._while_speaking()

    async def transfer(self, whisper: Sequence[Sentence] = ()) -> None:
        """Let the last words be heard; whoever holds the line passes the call on."""
        self.wants_human, self.whisper = True, tuple(whisper)
        await self.hang_up()

    def press(self, key: str) -> None:
        """The caller pressed a key; whatever was being said meanwhile no longer counts."""
        self.attention.stop()
        self._arrive(Pressed(keys=key))

    def sound(self, frame: bytes) -> None:
        """The caller's own sound, mu-law, some 20 ms of it."""
        self.attention.sound(frame)

    def words(self, text: str) -> None:
        """The caller said something, as a recogniser wrote it."""
        self._arrive(Said(text=text))

    def played(self, name: str) -> None:
        """What was sent before the mark of this name was heard, or dropped."""
        self.playout.played(name)

    def gone(self) -> None:
        """Nobody is on the line any more."""
        self._is_gone = self.playout.is_closed = True
        self._arrive(Gone.GONE)

    def _end_of_turn(self, *, is_question: bool) -> None:
        if self._has_spoken:
            self._mark(captions.of_turn(self.playout.marks, is_question=is_question))
        self._has_spoken = False

    def _mark(self, caption: str) -> None:
        """Only a written telephone is shown the caption: what a mark carries is seen by the operator."""
        self.playout.mark(caption if self.pace.shows_texts else captions.plain(self.playout.marks))

    def _arrive(self, heard: Pressed | Said | Quiet | Gone) -> None:
        self._heard.put_nowait(_Arrival(heard, self.playout.marks if self.playout.is_heard else None))

    def _is_in_turn(self, arrival: _Arrival) -> bool:
        """Whether it came after the last word of what was said last, whatever order the tasks then ran in."""
        return arrival.after == self.playout.marks

    async def _while_speaking(self) -> _Arrival | None:
        """What comes first: something heard, the end of the voice, or the moment when it should have ended."""
        getting = asyncio.ensure_future(self._heard.get())
        played = asyncio.ensure_future(self.playout.until_heard())
        patience = self.playout.seconds_left + MARK_GRACE
        done, _ = await asyncio.wait({getting, played}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        played.cancel()
        if getting in done:
            return getting.result()
        getting.cancel()
        if not done:
            self.playout.believe_heard()
        return None
