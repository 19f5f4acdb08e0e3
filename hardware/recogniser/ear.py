"""What a telephone may ask of an ear that follows many calls at once. Holds no engine, knows no call and no language.

A `Recogniser` opens a microphone and blocks; an `Ear` is given sound as it comes, and never blocks: whoever brings
frames at the pace of a voice may call it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from hardware.recogniser.port import Hearing, RecogniserStatus

Told = Callable[[Hearing], None]
"""Given the answer, once, on any thread, maybe before the call that led to it has returned."""


@dataclass(frozen=True, kw_only=True)
class Utterances:
    """What may be said to one question, each said whole."""

    phrases: tuple[str, ...] = field(repr=False)
    """The answers."""
    traps: tuple[str, ...] = field(default=(), repr=False)
    """Everyday words that answer nothing here: without them an engine takes any word for one of the phrases."""
    fillers: tuple[str, ...] = field(default=(), repr=False)
    """Words around an answer that change nothing of it: « euh », « madame »."""


class HeardCall(Protocol):
    """One question on one call: sound in, one answer out. Keeps no sound."""

    @property
    def is_talking(self) -> bool:
        """Whether something like speech has begun: whoever waits may wait a little longer."""

    def sound(self, samples: bytes) -> None:
        """Take in a piece, signed 16-bit mono, in order, as it comes."""

    def finish(self) -> None:
        """The time is over: answer now, with what was said so far."""

    def close(self) -> None:
        """No longer wanted: nothing is told any more."""


class Ear(Protocol):
    """Listens to many calls at once, each for its own phrases. Keeps no sound, writes none anywhere.

    HEARD, one phrase of the question, whole and sure; UNSURE, anything else; SILENCE, nothing like speech at the
    finish; UNABLE, no engine now, or one that lags, or phrases of which it knows no word: the call goes on by keys.
    A hush after something said ends the listening by itself.
    """

    def start(self) -> None:
        """Begin to load what must be loaded; returns at once."""

    def status(self) -> RecogniserStatus:
        """Ask at any time."""

    def open(self, utterances: Utterances, rate: int, told: Told) -> HeardCall:
        """Listen to one question, in sound of `rate` samples a second."""

    def close(self) -> None:
        """Stop for good; every question that is still open is told UNABLE."""
