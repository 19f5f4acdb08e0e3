"""What a call needs of a telephone line: say, stop, listen, end. Every transport inherits it; none knows a journey."""

from collections.abc import Sequence
from typing import Protocol

from ivr.turns import Expected, Gone, Heard, Sentence
from ivr.voice.sound import Manner


class Line(Protocol):
    """One caller on one line. Nothing here raises when the caller leaves: `listen` says so."""

    async def say(self, sentences: Sequence[Sentence], manner: Manner) -> None:
        """Begin to say these after what is being said; returns before they are heard."""

    async def listen(self, expected: Expected) -> Heard | Gone:
        """Give the next key or words, or QUIET when none came in the time that is expected."""

    async def hang_up(self) -> None:
        """Let the last words be heard, then end the call."""

    async def transfer(self, whisper: Sequence[Sentence] = ()) -> None:
        """Let the last words be heard, then give the call to a person of the Relais.

        `whisper` is what that person may hear first, where the line can do that: the topic that the caller agreed to.
        """
