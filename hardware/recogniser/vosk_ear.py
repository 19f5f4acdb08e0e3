"""Vosk for many calls at once, in one process, on a model that the operator supplies; keys go on whatever happens."""

import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from hardware.recogniser import ear_wire
from hardware.recogniser.ear import Ear, HeardCall, Told, Utterances
from hardware.recogniser.ear_wire import Kind
from hardware.recogniser.kept_worker import LOADING_S, KeptWorker, Overseer
from hardware.recogniser.port import Hearing, HearingOutcome, RecogniserStatus
from hardware.recogniser.vosk_recogniser import ANSWER_S, is_model

LAG_S = 2.0
"""Seconds of sound that may wait to be decoded. Past this a call is heard no more: its answer would come too late."""
_PIECE_S = 0.1
_BYTES_A_SAMPLE = 2


def ear_worker_command(model: Path) -> Sequence[str]:
    """Starts the engine on a model."""
    return (sys.executable, "-m", "hardware.recogniser.vosk_ear_worker", str(model))


class VoskCall(HeardCall):
    """One question on one call, as its line sees it. Used by one thread."""

    def __init__(self, number: int, ear: "VoskEar", utterances: Utterances, rate: int, told: Told) -> None:
        self.number = number
        self.due_at: float | None = None
        """When its answer was asked for."""
        self._ear = ear
        self._phrases = utterances.phrases
        self._told = told
        self._is_talking = False
        self._piece = bytearray()
        self._piece_bytes = round(rate * _PIECE_S) * _BYTES_A_SAMPLE

    @property
    def is_talking(self) -> bool:
        """Whether something like speech has begun."""
        return self._is_talking

    def sound(self, samples: bytes) -> None:
        """Take in a piece; sent on a tenth of a second at a time."""
        self._piece += samples
        if len(self._piece) >= self._piece_bytes:
            self._send_sound()

    def finish(self) -> None:
        """Answer now."""
        self._send_sound()
        self.due_at = monotonic()
        self._ear.send(self, Kind.FINISH)

    def close(self) -> None:
        """No longer wanted."""
        self._ear.forget(self)

    def hear(self, answer: dict[str, Any]) -> None:
        """What the worker says of it."""
        if "talking" in answer:
            self._is_talking = True
            return
        outcome = HearingOutcome(answer["outcome"])
        self._told(Hearing(outcome=outcome, phrase=self._phrases[at] if (at := answer["phrase"]) >= 0 else ""))

    def tell_unable(self) -> None:
        """No answer will come."""
        self._told(Hearing(outcome=HearingOutcome.UNABLE))

    def _send_sound(self) -> None:
        if self._piece:
            self._ear.send(self, Kind.SOUND, bytes(self._piece))
            self._piece.clear()


class VoskEar(Ear, Overseer):
    """One process for all calls. Started by `start`, and again after a crash or a hang, as the kiosk's is.

    `changed` is told, on a thread of its own, when the engine can hear, and when it has ended: starting again, or not.
    """

    def __init__(
        self,
        model: Path,
        worker: Callable[[Path], Sequence[str]] = ear_worker_command,
        answer_s: float = ANSWER_S,
        lag_s: float = LAG_S,
        changed: Callable[[RecogniserStatus], None] = lambda _: None,
    ) -> None:
        self._model = model
        self._answer_s = answer_s
        self._lag_s = lag_s
        self._changed = changed
        self.worker = KeptWorker(worker(model), self)
        self._numbers = count(1)
        self._calls: dict[int, VoskCall] = {}
        self._lock = Lock()

    def start(self) -> None:
        """Load the model, away from whoever asks."""
        if self.status() is RecogniserStatus.STARTING:
            self.worker.start()

    def status(self) -> RecogniserStatus:
        """Never waits for the model."""
        if not is_model(self._model):
            return RecogniserStatus.NO_MODEL
        if self.worker.has_given_up or importlib.util.find_spec("vosk") is None:
            return RecogniserStatus.FAULTY
        return RecogniserStatus.READY if self.worker.is_ready else RecogniserStatus.STARTING

    def wait_until_ready(self, seconds: float = LOADING_S) -> bool:
        """Wait for the model, for those who can: tests and the bench."""
        return self.worker.wait_until_ready(seconds)

    def open(self, utterances: Utterances, rate: int, told: Told) -> VoskCall:
        """Listen to one question; told UNABLE at once when there is no engine now."""
        call = VoskCall(next(self._numbers), self, utterances, rate, told)
        question = {
            "phrases": utterances.phrases,
            "traps": utterances.traps,
            "fillers": utterances.fillers,
            "rate": rate,
            "most": round(self._lag_s * rate) * _BYTES_A_SAMPLE,
        }
        with self._lock:
            self._calls[call.number] = call
        self.send(call, Kind.OPEN, json.dumps(question).encode())
        return call

    def close(self) -> None:
        """End the engine."""
        self.worker.close()
        self.lost()

    def send(self, call: VoskCall, kind: Kind, payload: bytes = b"") -> None:
        """Send a piece of a call; one that can't be sent is the last of it."""
        if call.number in self._calls and not self.worker.give(ear_wire.write(kind, call.number, payload)):
            self._settle(call.number, VoskCall.tell_unable)

    def forget(self, call: VoskCall) -> None:
        """Its answer goes nowhere."""
        if self._settle(call.number, lambda _: None):
            self.worker.give(ear_wire.write(Kind.CLOSE, call.number))

    def heard(self, answer: dict[str, Any]) -> None:
        """An answer, or that somebody has begun to speak."""
        if "talking" not in answer:
            self._settle(answer["call"], lambda call: call.hear(answer))
        elif (call := self._calls.get(answer["call"])) is not None:
            call.hear(answer)

    def lost(self) -> None:
        """No open question will be answered."""
        for number in list(self._calls):
            self._settle(number, VoskCall.tell_unable)

    def changed(self) -> None:
        """The engine can hear now, or it ended."""
        self._changed(self.status())

    def hangs(self) -> bool:
        """Whether an answer that was asked for does not come."""
        late = monotonic() - self._answer_s
        with self._lock:
            return any(call.due_at is not None and call.due_at < late for call in self._calls.values())

    def _settle(self, number: int, how: Callable[[VoskCall], None]) -> bool:
        """Say the last of a call, once."""
        with self._lock:
            call = self._calls.pop(number, None)
        if call is not None:
            how(call)
        return call is not None
