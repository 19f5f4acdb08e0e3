"""A recogniser without microphone, for the demo and tests: hears what it is told was said. Knows no engine."""

from collections.abc import Callable, Sequence
from threading import Condition
from time import monotonic

from hardware.recogniser.port import Hearing, HearingOutcome, Recogniser, RecogniserStatus

_EVERY_S = 0.05


class VirtualRecogniser(Recogniser):
    """Waits for `say`; what is said before it listens is heard as soon as it does."""

    def __init__(self) -> None:
        self._status = RecogniserStatus.READY
        self._said: list[str] = []
        self._changed = Condition()
        self.is_listening = False

    def set_status(self, status: RecogniserStatus) -> None:
        """Take the microphone or the model away, or bring them back."""
        with self._changed:
            self._status = status
            self._changed.notify_all()

    def say(self, words: str) -> None:
        """Somebody speaks; no words at all is a silence that lasts until the time is over."""
        with self._changed:
            self._said.append(words)
            self._changed.notify_all()

    def status(self) -> RecogniserStatus:
        """Say the state that was set."""
        with self._changed:
            return self._status

    def listen(
        self, phrases: Sequence[str], *, seconds: float, traps: Sequence[str] = (), still: Callable[[], bool]
    ) -> Hearing:
        """Give the phrase that is said, whole; anything else, traps included, is unsure."""
        end = monotonic() + seconds
        with self._changed:
            self.is_listening = True
            try:
                while still() and self._status is RecogniserStatus.READY:
                    left = end - monotonic()
                    if left <= 0 or self._said:
                        return _meaning(self._said.pop(0) if self._said else "", [*phrases], [*traps])
                    self._changed.wait(min(left, _EVERY_S))
                return Hearing(outcome=HearingOutcome.UNABLE if still() else HearingOutcome.STOPPED)
            finally:
                self.is_listening = False

    def close(self) -> None:
        """Nothing to end."""


def _meaning(said: str, phrases: list[str], traps: list[str]) -> Hearing:
    if not said:
        return Hearing(outcome=HearingOutcome.SILENCE)
    if said in phrases and said not in traps:
        return Hearing(outcome=HearingOutcome.HEARD, phrase=said)
    return Hearing(outcome=HearingOutcome.UNSURE)
