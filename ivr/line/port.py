"""What a call needs of a telephone line: say, stop, listen, end. Every transport inherits it; none knows a journey."""

from collections.abc import Sequence
from typing import Protocol

from ivr.sound import Manner
from ivr.turns import Gone, Heard, Sentence


class Line(Protocol):
    """One caller on one line. Nothing here raises when the caller leaves: `listen` says so."""

    async def say(self, sentences: Sequence[Sentence], manner: Manner) -> None:
        """Begin to say these after what is being said; returns before they are heard."""

    async def listen(self, wait: float, interrupts: frozenset[str], *, is_question: bool) -> Heard | Gone:
        """Give the next key or words, or QUIET when none came within `wait` seconds after the last word was heard.

        A key of `interrupts` stops the voice at once; another one pressed while it speaks is not heard.
        `is_question` tells that the caller is expected to answer.
        """

    async def hang_up(self) -> None:
        """Let the last words be heard, then end the call."""

    async def transfer(self) -> None:
        """Let the last words be heard, then give the call to a person of the Relais."""
