"""A line without a telephone: the caller is a list of events, time passes as words do. Keeps what was said.

For tests and training: what was said is in `turns`, in the order it was heard.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from ivr.line.port import Line
from ivr.turns import Expected, Gone, Heard, Pressed, Quiet, Said, Sentence
from ivr.voice.sound import Manner

WORDS_A_SECOND = 125 / 60


class LineEnd(Enum):
    """How the call left the line."""

    OPEN = "open"
    HUNG_UP_BY_US = "hung-up-by-us"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, kw_only=True)
class Early:
    """A key pressed while the voice speaks."""

    key: str = field(repr=False)


Event = Pressed | Said | Quiet | Gone | Early


@dataclass(frozen=True, kw_only=True)
class SpokenTurn:
    """What was said between two things heard."""

    sentences: tuple[Sentence, ...]
    manner: Manner

    @property
    def keys(self) -> tuple[str, ...]:
        """Message ids."""
        return tuple(sentence.key for sentence in self.sentences)

    @property
    def text(self) -> str:
        """All the words."""
        return " ".join(sentence.text for sentence in self.sentences)


def presses(keys: str) -> list[Event]:
    """One after the other, each once the voice has finished."""
    return [Pressed(keys=key) for key in keys]


@dataclass(kw_only=True)
class VirtualLine(Line):
    """Plays `events`; once they are used up, the caller is gone. `pass_time` moves the caller's clock."""

    events: Iterable[Event] = field(repr=False)
    pass_time: Callable[[timedelta], None] = field(default=lambda _: None, repr=False)
    turns: list[SpokenTurn] = field(default_factory=list, repr=False)
    waits: list[float] = field(default_factory=list)
    """Seconds that each listening would have lasted."""
    cuts: int = 0
    """Times that a key stopped the voice."""
    whisper: tuple[Sentence, ...] = field(default=(), repr=False)
    """What the person who took over was told."""
    end: LineEnd = LineEnd.OPEN
    _left: deque[Event] | None = field(default=None, repr=False)
    _speaking: float = 0.0

    async def say(self, sentences: Sequence[Sentence], manner: Manner) -> None:
        """Keep what is said."""
        turn = SpokenTurn(sentences=tuple(sentences), manner=manner)
        if turn.sentences:
            self.turns.append(turn)
        self._speaking += len(turn.text.split()) / WORDS_A_SECOND / manner.speed

    async def listen(self, expected: Expected) -> Heard | Gone:
        """Give the next event; see `Line.listen`. What needs no answer is only interrupted by an `Early`."""
        self.waits.append(expected.wait)
        # Between two digits of one entry nothing is said, and the caller goes on.
        expects = expected.is_question or not self._speaking
        while isinstance(event := self._next(expects=expects), Early):
            if event.key in expected.interrupts:
                self.cuts += 1
                self._speaking = 0.0
                return Pressed(keys=event.key)
        self.pass_time(timedelta(seconds=self._speaking + (expected.wait if event is Quiet.QUIET else 0.0)))
        self._speaking = 0.0
        return event

    async def hang_up(self) -> None:
        """The call is over."""
        self.end = LineEnd.HUNG_UP_BY_US

    async def transfer(self, whisper: Sequence[Sentence] = ()) -> None:
        """The call goes to a person."""
        self.whisper = tuple(whisper)
        self.end = LineEnd.TRANSFERRED

    def _next(self, *, expects: bool) -> Event:
        if self._left is None:
            self._left = deque(self.events)
        if self._left and (expects or isinstance(self._left[0], Early)):
            return self._left.popleft()
        # Somebody who hears something that asks nothing does nothing.
        return Gone.GONE if expects else Quiet.QUIET
