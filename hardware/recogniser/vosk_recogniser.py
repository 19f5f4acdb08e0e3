"""Vosk on a model that the operator supplies: a microphone, the engine's process, and what to do when one fails."""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from time import monotonic

from hardware.recogniser.engine_process import EngineProcess
from hardware.recogniser.microphone import RATE, Microphone, Source, find_microphone
from hardware.recogniser.port import Hearing, HearingOutcome, Recogniser, RecogniserStatus

LOADING_S = 60.0
"""A model that takes longer never comes."""
ANSWER_S = 3.0
"""The engine decodes forty times faster than one speaks: past this, it hangs."""
FAILURES = 3
"""Ends of the engine without an answer between them: then it is not started again."""
_PIECE_S = 0.1
_MODEL_FILES = ("am/final.mdl", "final.mdl")

STOPPED = Hearing(outcome=HearingOutcome.STOPPED)
UNABLE = Hearing(outcome=HearingOutcome.UNABLE)

_FIXED_GRAPHS = ("graph/HCLG.fst", "HCLG.fst")


def is_model(folder: Path) -> bool:
    """Whether this looks like a Vosk model; its engine alone tells whether it is a whole one."""
    return any((folder / name).is_file() for name in _MODEL_FILES)


def takes_phrases(folder: Path) -> bool:
    """Whether a model can be held to a few phrases.

    Large ones have one graph for all words: Vosk says nothing of it, and writes down whatever it hears.
    """
    return not any((folder / name).is_file() for name in _FIXED_GRAPHS)


def worker_command(model: Path) -> Sequence[str]:
    """Starts the engine on a model."""
    return (sys.executable, "-m", "hardware.recogniser.vosk_worker", str(model))


class VoskRecogniser(Recogniser):
    """Hears through `source`. The engine starts with the first question about its status, and again after a crash."""

    def __init__(
        self,
        model: Path,
        source: Source = find_microphone,
        worker: Callable[[Path], Sequence[str]] = worker_command,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._model = model
        self._source = source
        self._worker = worker
        self._answer_s = answer_s
        self._engine: EngineProcess | None = None
        self._started_at = 0.0
        self._failures = 0
        self._lock = Lock()
        self._one_at_a_time = Lock()

    def status(self) -> RecogniserStatus:
        """Ask now; never waits for the model."""
        if not is_model(self._model):
            return RecogniserStatus.NO_MODEL
        with self._lock:
            engine = self._engine_now()
        if engine is None:
            return RecogniserStatus.FAULTY
        if self._source() is None:
            return RecogniserStatus.NO_MICROPHONE
        return RecogniserStatus.READY if engine.is_ready else RecogniserStatus.STARTING

    def wait_until_ready(self, seconds: float = LOADING_S) -> bool:
        """Wait for the model, for those who can: tests and the bench."""
        with self._lock:
            engine = self._engine_now()
        return engine is not None and engine.wait_until_ready(seconds)

    def listen(
        self, phrases: Sequence[str], *, seconds: float, traps: Sequence[str] = (), still: Callable[[], bool]
    ) -> Hearing:
        """Open the microphone until a hush, `seconds` at most."""
        with self._one_at_a_time:
            command = self._source()
            engine = self._engine
            if command is None or engine is None or not engine.is_ready:
                return UNABLE
            engine.ask({"listen": list(phrases), "traps": list(traps), "rate": RATE})
            try:
                with Microphone(command) as microphone:
                    heard = _listened(engine, microphone, seconds, still)
            except OSError:
                heard = UNABLE
            engine.hear(b"")
            return self._settled(engine, phrases) if heard is None else heard

    def close(self) -> None:
        """End the engine."""
        with self._lock:
            self._failures = FAILURES
            if self._engine is not None:
                self._engine.kill()

    def _settled(self, engine: EngineProcess, phrases: Sequence[str]) -> Hearing:
        """The engine's answer; one that does not come ends the engine, and the next one starts afresh."""
        answer = engine.answer(self._answer_s)
        if answer is None:
            engine.kill()
            return UNABLE
        self._failures = 0
        outcome = HearingOutcome(answer["outcome"])
        return Hearing(outcome=outcome, phrase=phrases[answer["phrase"]] if outcome is HearingOutcome.HEARD else "")

    def _engine_now(self) -> EngineProcess | None:
        """The engine; started when there is none, never when it failed too often."""
        engine = self._engine
        if engine is not None and not engine.is_ready and monotonic() - self._started_at > LOADING_S:
            engine.kill()
        if engine is not None and not engine.has_ended:
            return engine
        self._failures += engine is not None
        if self._failures >= FAILURES or importlib.util.find_spec("vosk") is None:
            return None
        self._started_at = monotonic()
        self._engine = EngineProcess(self._worker(self._model))
        return self._engine


def _listened(
    engine: EngineProcess, microphone: Microphone, seconds: float, still: Callable[[], bool]
) -> Hearing | None:
    """Bring sound to the engine; None when it has an answer or is to give one now."""
    end = monotonic() + seconds
    most = round(seconds * RATE) * 2
    taken = 0
    while taken < most and monotonic() < end:
        if not still():
            return STOPPED
        samples = microphone.read(_PIECE_S)
        if samples == b"":
            return None if taken else UNABLE  # its end; without a sound, the device is somebody else's or broken
        if samples:
            taken += len(samples)
            engine.hear(samples)
        if engine.has_answered() or engine.has_ended:
            return None
    return None if taken else UNABLE
