"""What a line makes of its caller's voice: one question at a time, never a guess. Knows no engine and no journey."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from hardware.recogniser.ear import Ear, HeardCall, Utterances
from hardware.recogniser.port import Hearing, HearingOutcome
from ivr.listened import among
from ivr.turns import Quiet, Said
from ivr.voice import mulaw

LATE = 5.0
"""Seconds more for somebody who is speaking when the time is over: an old person who begins late is not cut off."""
ANSWER = 3.5
"""Seconds in which an ear answers once the time is over; it has given up by itself before."""
ECHO_FRAMES = 10
"""A fifth of a second after the last word is not listened to: our own voice still comes back on the line."""
MOST_BYTES = mulaw.RATE
"""No telephone sends more than a second of sound at once."""

UNSURE = Said(text="")


@dataclass(frozen=True, kw_only=True)
class SiteEar:
    """The ear that all lines of a site share, and what it must not take for an answer."""

    ear: Ear
    traps: tuple[str, ...] = field(default=(), repr=False)
    fillers: tuple[str, ...] = field(default=(), repr=False)

    def among(self, phrases: tuple[str, ...]) -> Utterances:
        """One question's phrases, and all that surrounds them."""
        return among(phrases, self.traps, self.fillers)


class Attention:
    """Listens after the voice has finished, until a key, an answer, or the end of the time. Used on the line's loop.

    Without an ear, or when it fails, nothing is heard and the call goes on by keys.
    """

    def __init__(self, told: Callable[[Said | Quiet], None], site_ear: SiteEar | None) -> None:
        self._told = told
        self._site_ear = site_ear
        self._call: HeardCall | None = None
        self._question = object()
        self._is_late = False
        self._is_finishing = False
        self._echo = 0

    @property
    def is_listening(self) -> bool:
        """Whether what the caller says now may count."""
        return self._call is not None

    def begin(self, phrases: tuple[str, ...]) -> None:
        """Listen for these; for none, to nothing."""
        self.stop()
        if self._site_ear is None or not phrases:
            return
        loop = asyncio.get_running_loop()
        self._question = question = object()

        def told(hearing: Hearing) -> None:
            # On a thread of the ear's: the line learns of it on its own.
            with suppress(RuntimeError):  # asyncio's word for a loop that has ended
                loop.call_soon_threadsafe(self._answer, question, hearing)

        self._is_late = self._is_finishing = False
        self._echo = ECHO_FRAMES
        self._call = self._site_ear.ear.open(self._site_ear.among(phrases), mulaw.RATE, told)

    def sound(self, frame: bytes) -> None:
        """The caller's sound; what is no frame of a telephone is passed over."""
        if self._call is None or self._is_finishing or len(frame) > MOST_BYTES:
            return
        if self._echo:
            self._echo -= 1
            return
        self._call.sound(mulaw.decode(frame).tobytes())

    def stop(self) -> None:
        """A key, or the next question: whatever was said goes nowhere."""
        call, self._call = self._call, None
        if call is not None:
            call.close()

    def more_time(self) -> float:
        """The time is over: seconds more to wait for an answer, 0 when none is to come."""
        if self._call is None or self._is_finishing:
            return 0.0
        if self._call.is_talking and not self._is_late:
            self._is_late = True
            return LATE
        self._is_finishing = True
        self._call.finish()
        return ANSWER

    def _answer(self, question: object, hearing: Hearing) -> None:
        if self._call is None or question is not self._question:
            return
        self._call = None
        match hearing.outcome:
            case HearingOutcome.HEARD:
                self._told(Said(text=hearing.phrase))
            case HearingOutcome.UNSURE:
                self._told(UNSURE)
            case _ if self._is_finishing:
                self._told(Quiet.QUIET)
            case _:
                pass
