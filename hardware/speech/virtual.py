"""A voice without sound, for the demo and tests: keeps what was said. Knows no engine."""

from dataclasses import dataclass, field
from threading import Lock

from hardware.ports import Sound, Speaker, SpeechStatus, Synthesizer

_RATE = 8_000
_WORDS_A_SECOND = 125 / 60


@dataclass(frozen=True)
class Said:
    """One thing said aloud."""

    text: str = field(repr=False)
    speed: float
    volume: float


class VirtualSpeaker(Speaker):
    """Says nothing aloud. It speaks until `finish` is called when `takes_time`, else it has finished at once."""

    def __init__(self, *, takes_time: bool = False) -> None:
        self._takes_time = takes_time
        self._speaking = False
        self._status = SpeechStatus.READY
        self._lock = Lock()
        self.said: list[Said] = []
        """Everything that began to be said, the oldest first."""

    def set_status(self, status: SpeechStatus) -> None:
        """Take the loudspeaker away, or bring it back."""
        with self._lock:
            self._status = status
            self._speaking = self._speaking and status is SpeechStatus.READY

    def status(self) -> SpeechStatus:
        """Say the state that was set."""
        with self._lock:
            return self._status

    def say(self, text: str, *, speed: float = 1.0, volume: float = 1.0) -> None:
        """Keep the words; without a loudspeaker nothing is said and nothing kept."""
        with self._lock:
            if self._status is SpeechStatus.READY:
                self.said.append(Said(text, speed, volume))
                self._speaking = self._takes_time and bool(text.strip())

    def stop(self) -> None:
        """Be silent now."""
        with self._lock:
            self._speaking = False

    def finish(self) -> None:
        """Come to the end of what is being said."""
        self.stop()

    def is_speaking(self) -> bool:
        """Whether something is still being said."""
        with self._lock:
            return self._speaking


class VirtualSynthesizer(Synthesizer):
    """Gives silence as long as the words would take."""

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """Count the words of `text` at 125 a minute."""
        seconds = len(text.split()) / _WORDS_A_SECOND / max(speed, 0.1)
        return Sound(samples=b"\x00\x00" * round(seconds * _RATE), rate=_RATE)
