"""What a terminal, or a telephone line, may ask of a recogniser: a protocol with closed outcomes. Holds no driver."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class RecogniserStatus(Enum):
    """Whether an answer may be spoken here."""

    READY = "ready"
    STARTING = "starting"  # the model is being loaded: ask again
    NO_MODEL = "no-model"  # no folder, or not a model's
    NO_MICROPHONE = "no-microphone"
    FAULTY = "faulty"  # no engine, or it ended three times: the glass still works


class HearingOutcome(Enum):
    """What came of listening once."""

    HEARD = "heard"  # one of the phrases, whole, and surely
    UNSURE = "unsure"  # something else, or not surely: never a guess
    SILENCE = "silence"  # nothing like speech before the time was over
    STOPPED = "stopped"  # no longer wanted
    UNABLE = "unable"  # the status says why; or the model knows none of the phrases


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """What was heard. `phrase` is one of those asked for, and empty unless the outcome is HEARD."""

    outcome: HearingOutcome
    phrase: str = field(default="", repr=False)


class Recogniser(Protocol):
    """Listens once, when asked, for one of a few phrases. Keeps no sound, writes none anywhere."""

    def status(self) -> RecogniserStatus:
        """Ask now; the first question starts what must be loaded."""

    def listen(
        self, phrases: Sequence[str], *, seconds: float, traps: Sequence[str] = (), still: Callable[[], bool]
    ) -> Hearing:
        """Open the microphone until a hush follows what is said, `seconds` at most. Blocks: call it from a worker.

        `traps` are everyday words that answer nothing here: without them, an engine that knows only the phrases
        takes any word for one of them. `still` is asked many times a second; once it says no, the microphone is
        closed and the outcome is STOPPED.
        """

    def close(self) -> None:
        """Stop for good."""
