"""One question at a time to an engine in a process of its own. Never waits longer than it was told."""

import json
import struct
from collections.abc import Sequence
from queue import Queue
from time import monotonic
from typing import Any

from hardware.recogniser.worker_process import WorkerProcess

_FLUSH_EVERY_S = 0.02


class EngineProcess(WorkerProcess):
    """Used by one thread at a time; `kill` may come from any."""

    def __init__(self, command: Sequence[str]) -> None:
        self._answers: Queue[dict[str, Any]] = Queue()
        self._found: dict[str, Any] | None = None
        self._turn = 0
        self._unsent = bytearray()
        super().__init__(command, self._answers.put)

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request; answers to those before it are no longer wanted."""
        self._turn += 1
        self._found = None
        self._send(json.dumps({**request, "turn": self._turn}).encode() + b"\n")

    def hear(self, samples: bytes) -> None:
        """Send a piece of sound; an empty one is the last."""
        self._send(struct.pack(">I", len(samples)) + samples)

    def has_answered(self) -> bool:
        """Whether the last request has its answer."""
        while self._found is None and not self._answers.empty():
            answer = self._answers.get()
            self._found = answer if answer["turn"] == self._turn else None
        return self._found is not None

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """The answer to the last request, or None when there is none after `seconds`, or no longer a process."""
        end = monotonic() + seconds
        while not self.has_answered() and monotonic() < end and not self.is_over.is_set():
            self._flush()
            self.is_over.wait(_FLUSH_EVERY_S)
        return self._found if self.has_answered() else None

    def _send(self, data: bytes) -> None:
        self._unsent += data
        self._flush()

    def _flush(self) -> None:
        while self._unsent and (taken := self.give(self._unsent)):
            del self._unsent[:taken]
