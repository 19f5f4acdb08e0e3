"""Who is on the two ends of a played call: a caller with keys, and telephones that ring. Time is counted, not waited.

Knows no order.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

Stream = Callable[[str, Mapping[str, str]], bool]
"""Plays a stream to its end; False when it could not be opened, or broke."""


def no_stream(address: str, parameters: Mapping[str, str]) -> bool:  # noqa: ARG001 - as a stream is called
    """The site can't be reached that way."""
    return False


class CallerLeftError(Exception):
    """The caller hung up."""


class Ringing(Enum):
    """What becomes of a telephone that is rung, in Twilio's words."""

    ANSWERED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"


class Caller(Protocol):
    """Whoever holds the telephone that calls."""

    def key(self, seconds: float, *, is_asked: bool) -> str:
        """The next key if one is pressed within this time, else nothing. Raises `CallerLeftError`.

        `is_asked` when nothing is said and a key is waited for.
        """


@dataclass(frozen=True)
class Press:
    """A key, so many seconds after the one before, or after the caller was last asked."""

    key: str = field(repr=False)
    after: float = 0.5


class Leave(Enum):
    """Hangs up there."""

    LEAVE = "leave"


@dataclass
class ScriptedCaller(Caller):
    """Presses what it is told, in counted time; then it is silent."""

    doing: deque[Press | Leave] = field(default_factory=deque, repr=False)
    clock: float = 0.0
    """Seconds since the call began."""
    _waited: float = 0.0

    @classmethod
    def of(cls, *doing: Press | Leave | str) -> "ScriptedCaller":
        """A string is its keys, one every half second."""
        flat: list[Press | Leave] = []
        for item in doing:
            flat += [Press(key) for key in item] if isinstance(item, str) else [item]
        return cls(deque(flat))

    def key(self, seconds: float, *, is_asked: bool) -> str:  # noqa: ARG002 - presses when it will
        """Count the time that passes."""
        if not self.doing:
            return self._pass(seconds)
        first = self.doing[0]
        if isinstance(first, Leave):
            raise CallerLeftError
        if first.after - self._waited > seconds:
            return self._pass(seconds)
        self.clock += max(first.after - self._waited, 0.0)
        self._waited = 0.0
        self.doing.popleft()
        return first.key

    def _pass(self, seconds: float) -> str:
        self.clock += seconds
        self._waited += seconds
        return ""


@dataclass(frozen=True)
class Telephones:
    """What the telephones of this world do when they are rung; one that is not named does not answer."""

    known: Mapping[str, Ringing] = field(default_factory=dict, repr=False)

    def ring(self, number: str) -> Ringing:
        """Ring one."""
        return self.known.get(number, Ringing.NO_ANSWER)

    def ring_all(self, numbers: Iterable[str]) -> tuple[str, Ringing]:
        """Ring several at once: the first that answers, or what became of the last."""
        last = ("", Ringing.FAILED)
        for number in numbers:
            last = (number, self.ring(number))
            if last[1] is Ringing.ANSWERED:
                break
        return last
