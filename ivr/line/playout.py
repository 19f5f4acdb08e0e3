"""What a caller is to hear: sound and marks, sent shortly before they are due. Knows no sentence and no transport."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ivr.voice import mulaw


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How the other end is fed."""

    look_ahead: float = 0.2
    """Seconds of sound sent before they are due: little, so that stopping is quick and nothing is lost."""
    shows_texts: bool = False
    """Marks carry the words, and all is sent at once, for the telephone of the terminal window; only on a
    demonstration site."""


WRITTEN = Pace(shows_texts=True)
"""For a demonstration site and its written telephone."""


class SoundOut(Protocol):
    """The way to the caller. Every method gives False when the caller can no longer be reached."""

    async def frame(self, sound: bytes) -> bool:
        """Play 20 ms of mu-law, after what was sent before."""

    async def mark(self, name: str) -> bool:
        """Have the line's `played` called with this name once all that was sent before was heard, or dropped."""

    async def clear(self) -> bool:
        """Drop what was sent and not heard yet."""


class Playout:
    """Feeds one caller. `lost` is called when the caller can no longer be reached; nothing is sent after it."""

    def __init__(self, out: SoundOut, pace: Pace, lost: Callable[[], None]) -> None:
        self._out, self._pace, self._lost = out, pace, lost
        self._queue = deque[bytes | str]()
        self._work = asyncio.Event()
        self._heard = asyncio.Event()
        self._heard.set()
        self.last_mark = ""
        """What the other end gives back once all was heard."""
        self._due = 0.0
        self.marks = 0
        """How many were added; the next one's number."""
        self.is_closed = False
        """Whether nothing more is sent."""

    @property
    def is_heard(self) -> bool:
        """Whether nothing remains to be heard: up to the last mark, or all was dropped."""
        return self._heard.is_set()

    @property
    def seconds_left(self) -> float:
        """How long it takes, at most, until all that was added should have been heard."""
        ahead = max(self._due - asyncio.get_running_loop().time(), 0.0)
        return len(self._queue) * mulaw.FRAME_SECONDS + ahead

    def add(self, sound: bytes) -> None:
        """Some mu-law, after what was added before; it goes out once a mark follows it."""
        self._queue.extend(mulaw.frames(sound))

    def mark(self, name: str) -> None:
        """Be told when all that was added so far was heard."""
        self.last_mark = name
        self.marks += 1
        self._queue.append(name)
        self._heard.clear()
        self._work.set()

    def played(self, name: str) -> None:
        """What was added before this mark was heard, or dropped; only the last mark tells that all was."""
        if name == self.last_mark:
            self._heard.set()

    def believe_heard(self) -> None:
        """Wait for no mark any more: it was lost."""
        self._heard.set()

    async def until_heard(self) -> None:
        """Wait until nothing remains to be heard."""
        await self._heard.wait()

    async def drop(self) -> None:
        """Let what was not heard yet be heard by nobody, here and at the other end."""
        self._queue.clear()
        self._due = 0.0
        self._heard.set()
        if not self.is_closed and not await self._out.clear():
            self._lost()

    async def pump(self) -> None:
        """Send what was added, each frame shortly before it is due. Runs as long as the call."""
        loop = asyncio.get_running_loop()
        while True:
            await self._work.wait()
            if not self._queue:
                self._work.clear()
                continue
            self._due = max(self._due, loop.time())
            early = self._due - self._pace.look_ahead - loop.time()
            if early > 0 and not self._pace.shows_texts:
                await asyncio.sleep(early)
            if self._queue:
                await self._send(self._queue.popleft())

    async def _send(self, item: bytes | str) -> None:
        if self.is_closed:
            return
        if isinstance(item, bytes):
            self._due += mulaw.FRAME_SECONDS
        if not await (self._out.mark(item) if isinstance(item, str) else self._out.frame(item)):
            self._lost()
