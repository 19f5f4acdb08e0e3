"""A line that carries sound: paced frames out, keys in, marks that tell what was heard. Knows no transport."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ivr.line import captions
from ivr.line.attention import Attention, SiteEar
from ivr.line.port import Line
from ivr.turns import Expected, Gone, Heard, Pressed, Quiet, Said, Sentence
from ivr.voice import mulaw
from ivr.voice.sound import Manner, Voice

MARK_GRACE = 2.0
"""Seconds after the last word should have been heard; a mark lost must not hold the call."""
SPEECH_STOPPER = "1"
"""Words interrupt where ordinary keys do."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How the other end is fed."""

    look_ahead: float = 0.2
    """Seconds of sound sent before they are due: little, so that stopping is quick and nothing is lost."""
    shows_texts: bool = False
    """Marks carry the words, and all is sent at once, for the telephone of the terminal window; only on a
    demonstration site."""


class SoundOut(Protocol):
    """The way to the caller. Every method gives False when the caller can no longer be reached."""

    async def frame(self, sound: bytes) -> bool:
        """Play 20 ms of mu-law, after what was sent before."""

    async def mark(self, name: str) -> bool:
        """Have the line's `played` called with this name once all that was sent before was heard, or dropped."""

    async def clear(self) -> bool:
        """Drop what was sent and not heard yet."""


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


WRITTEN = Pace(shows_texts=True)
"""For a demonstration site and its written telephone."""


def _already() -> asyncio.Event:
    """Before the first word, nothing remains to be heard."""
    event = asyncio.Event()
    event.set()
    return event


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
    _heard: asyncio.Queue[_Arrival] = field(default_factory=asyncio.Queue, repr=False)
    _outbox: deque[bytes | str] = field(default_factory=deque, repr=False)
    _work: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    _played: asyncio.Event = field(default_factory=_already, repr=False)
    _marks: int = 0
    _last_mark: str = ""
    _due: float = 0.0
    _is_gone: bool = False
    _has_spoken: bool = False
    _attention: Attention = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._attention = Attention(self._arrive, None)

    def hear_with(self, ear: SiteEar | None) -> None:
        """Have the caller's voice heard too; without an ear, keys alone count."""
        self._attention = Attention(self._arrive, ear)

    async def say(self, sentences: Sequence[Sentence], manner: Manner) -> None:
        """Queue the sound of each sentence as soon as it is made; the first goes out while the next is made."""
        self._has_spoken = True
        for sentence in sentences:
            if self.voice.is_ready(sentence, manner):
                sound = self.voice.say(sentence, manner)
            else:
                sound = await asyncio.to_thread(self.voice.say, sentence, manner)
            self._outbox.extend(mulaw.frames(sound))
            self._mark(captions.of_sentence(self._marks, sentence) if self.pace.shows_texts else "")

    async def listen(self, expected: Expected) -> Heard | Gone:
        """Wait for the end of the voice, then for a key; see `Line.listen`."""
        self._end_of_turn(is_question=expected.is_question)
        while not self._is_gone and not self._played.is_set():
            arrival = await self._while_speaking()
            if arrival is not None and (self._is_in_turn(arrival) or _interrupts(arrival.heard, expected.interrupts)):
                await self._stop()
                return arrival.heard
        self._attention.begin(expected.phrases)
        try:
            return await self._after_the_voice(expected)
        finally:
            self._attention.stop()

    async def _after_the_voice(self, expected: Expected) -> Heard | Gone:
        wait = expected.wait
        while not self._is_gone:
            try:
                arrival = await asyncio.wait_for(self._heard.get(), wait)
            except TimeoutError:
                wait = self._attention.more_time()
                if not wait:
                    return Quiet.QUIET
                continue
            if self._is_in_turn(arrival) or _interrupts(arrival.heard, expected.interrupts):
                return arrival.heard
        return Gone.GONE

    async def hang_up(self) -> None:
        """Let the last words be heard."""
        self._end_of_turn(is_question=False)
        while not self._is_gone and not self._played.is_set():
            await self._while_speaking()

    async def transfer(self, whisper: Sequence[Sentence] = ()) -> None:
        """Let the last words be heard; whoever holds the line passes the call on."""
        self.wants_human, self.whisper = True, tuple(whisper)
        await self.hang_up()

    def press(self, key: str) -> None:
        """The caller pressed a key; whatever was being said meanwhile no longer counts."""
        self._attention.stop()
        self._arrive(Pressed(keys=key))

    def sound(self, frame: bytes) -> None:
        """The caller's own sound, mu-law, some 20 ms of it."""
        self._attention.sound(frame)

    def words(self, text: str) -> None:
        """The caller said something, as a recogniser wrote it."""
        self._arrive(Said(text=text))

    def played(self, name: str) -> None:
        """What was sent before the mark of this name was heard, or dropped."""
        if name == self._last_mark:
            self._played.set()

    def gone(self) -> None:
        """Nobody is on the line any more."""
        self._is_gone = True
        self._arrive(Gone.GONE)

    async def pump(self) -> None:
        """Send what is to be heard, each frame shortly before it is due. Runs as long as the stream."""
        loop = asyncio.get_running_loop()
        while True:
            await self._work.wait()
            if not self._outbox:
                self._work.clear()
                continue
            self._due = max(self._due, loop.time())
            early = self._due - self.pace.look_ahead - loop.time()
            if early > 0 and not self.pace.shows_texts:
                await asyncio.sleep(early)
            if self._outbox:
                await self._send(self._outbox.popleft())

    async def _send(self, item: bytes | str) -> None:
        if self._is_gone:
            return
        if isinstance(item, bytes):
            self._due += mulaw.FRAME_SECONDS
        if not await (self.out.mark(item) if isinstance(item, str) else self.out.frame(item)):
            self.gone()

    def _mark(self, name: str) -> None:
        self._last_mark = name or captions.plain(self._marks)
        self._marks += 1
        self._outbox.append(self._last_mark)
        self._played.clear()
        self._work.set()

    def _end_of_turn(self, *, is_question: bool) -> None:
        if self._has_spoken:
            self._mark(captions.of_turn(self._marks, is_question=is_question) if self.pace.shows_texts else "")
        self._has_spoken = False

    def _arrive(self, heard: Pressed | Said | Quiet | Gone) -> None:
        self._heard.put_nowait(_Arrival(heard, self._marks if self._played.is_set() else None))

    def _is_in_turn(self, arrival: _Arrival) -> bool:
        """Whether it came after the last word of what was said last, whatever order the tasks then ran in."""
        return arrival.after == self._marks

    async def _while_speaking(self) -> _Arrival | None:
        """What comes first: something heard, the end of the voice, or the moment when it should have ended."""
        loop = asyncio.get_running_loop()
        getting = asyncio.ensure_future(self._heard.get())
        played = asyncio.ensure_future(self._played.wait())
        left = len(self._outbox) * mulaw.FRAME_SECONDS + max(self._due - loop.time(), 0.0)
        done, _ = await asyncio.wait({getting, played}, timeout=left + MARK_GRACE, return_when=asyncio.FIRST_COMPLETED)
        played.cancel()
        if getting in done:
            return getting.result()
        getting.cancel()
        if not done:
            self._played.set()
        return None

    async def _stop(self) -> None:
        """Drop what was not heard yet, here and at the other end."""
        self._outbox.clear()
        self._due = 0.0
        self._played.set()
        if not self._is_gone and not await self.out.clear():
            self.gone()
