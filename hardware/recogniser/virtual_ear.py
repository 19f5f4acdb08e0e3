"""An ear without an engine, for demonstrations and tests: it hears a voice made of signs. Knows no language.

`spoken` gives that voice: each bit of the words is one loud sample, up or down. It goes through a telephone line
unharmed, so whoever plays it on a line is heard as an engine would hear a person.
"""

import struct

from hardware.recogniser.ear import Ear, HeardCall, Told, Utterances
from hardware.recogniser.port import Hearing, HearingOutcome, RecogniserStatus

LOUD = 8000
_HEARD_FROM = 2000
_HUSH_S = 0.3
_BITS = 8


def spoken(words: str) -> bytes:
    """The words as signed 16-bit samples, at any rate."""
    bits = [byte >> place & 1 for byte in words.encode() for place in range(_BITS)]
    return struct.pack(f"<{len(bits)}h", *(LOUD if bit else -LOUD for bit in bits))


class VirtualCall(HeardCall):
    """One question; answers on the thread that brings the sound."""

    def __init__(self, utterances: Utterances, rate: int, told: Told) -> None:
        self._utterances = utterances
        self._hush = round(_HUSH_S * rate)
        self._told: Told | None = told
        self._bits: list[bool] = []
        self._quiet = 0

    @property
    def is_talking(self) -> bool:
        """Whether a sign came."""
        return bool(self._bits)

    @property
    def is_open(self) -> bool:
        """Whether it is not answered yet."""
        return self._told is not None

    def sound(self, samples: bytes) -> None:
        """Take in a piece."""
        for (sample,) in struct.iter_unpack("<h", samples):
            if abs(sample) >= _HEARD_FROM:
                self._bits.append(sample > 0)
                self._quiet = 0
            else:
                self._quiet += 1
        if self._bits and self._quiet >= self._hush and not self._is_filler():
            self.finish()

    def finish(self) -> None:
        """Answer now."""
        said = "" if self._is_filler() else _words(self._bits)
        if not said:
            self.tell(HearingOutcome.SILENCE)
        elif said in self._utterances.phrases and said not in self._utterances.traps:
            self.tell(HearingOutcome.HEARD, said)
        else:
            self.tell(HearingOutcome.UNSURE)

    def close(self) -> None:
        """No longer wanted."""
        self._told = None

    def _is_filler(self) -> bool:
        """Somebody who thinks goes on."""
        is_filler = _words(self._bits) in self._utterances.fillers
        if is_filler:
            self._bits.clear()
        return is_filler

    def tell(self, outcome: HearingOutcome, phrase: str = "") -> None:
        """The answer, once."""
        told, self._told = self._told, None
        if told is not None:
            told(Hearing(outcome=outcome, phrase=phrase))


class VirtualEar(Ear):
    """Always there, until its status is set otherwise."""

    def __init__(self) -> None:
        self._status = RecogniserStatus.READY
        self._calls: list[VirtualCall] = []

    def start(self) -> None:
        """Nothing to load."""

    def set_status(self, status: RecogniserStatus) -> None:
        """Take the engine away, or bring it back; what was being listened to is lost."""
        self._status = status
        self.lose()

    def status(self) -> RecogniserStatus:
        """The state that was set."""
        return self._status

    def open(self, utterances: Utterances, rate: int, told: Told) -> VirtualCall:
        """Listen to one question."""
        call = VirtualCall(utterances, rate, told)
        self._calls = [*(each for each in self._calls if each.is_open), call]
        if self._status is not RecogniserStatus.READY:
            self.lose()
        return call

    def lose(self) -> None:
        """The engine ends: every open question is told so."""
        calls, self._calls = self._calls, []
        for call in calls:
            call.tell(HearingOutcome.UNABLE)

    def close(self) -> None:
        """Stop for good."""
        self.set_status(RecogniserStatus.FAULTY)


def _words(bits: list[bool]) -> str:
    pairs = range(0, len(bits) - _BITS + 1, _BITS)
    said = bytes(sum(bit << place for place, bit in enumerate(bits[at : at + _BITS])) for at in pairs)
    return said.decode(errors="replace")
