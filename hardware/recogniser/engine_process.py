"""The engine's process as its user sees it: loading, ready, or ended. Never waits longer than it was told."""

import json
import os
import struct
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from time import monotonic
from typing import IO, Any

_FLUSH_EVERY_S = 0.02


class EngineProcess:
    """One process, from its start to its end. Used by one thread at a time; `kill` may come from any."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._answers: Queue[dict[str, Any]] = Queue()
        self._told, self._is_over = Event(), Event()
        self._is_ready = False
        self._found: dict[str, Any] | None = None
        self._turn = 0
        self._unsent = bytearray()
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("both were asked for")
        self._into = self._process.stdin.fileno()
        # A process that hangs takes no more: what it does not take waits here, and its user goes on.
        os.set_blocking(self._into, False)
        Thread(target=self._hear, args=(self._process.stdout,), name="recogniser", daemon=True).start()

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded."""
        return self._is_ready and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def most_memory(self) -> int:
        """The most bytes it ever held, for whoever plans a machine; 0 when the system does not say."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0
        found = [line.split() for line in status.splitlines() if line.startswith("VmHWM:")]
        return int(found[0][1]) * 1024 if found else 0

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait until the model is loaded; false when the process ended, or still loads after `seconds`."""
        self._told.wait(seconds)
        return self.is_ready

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
        while not self.has_answered() and monotonic() < end and not self._is_over.is_set():
            self._flush()
            self._is_over.wait(_FLUSH_EVERY_S)
        return self._found if self.has_answered() else None

    def kill(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()

    def _send(self, data: bytes) -> None:
        self._unsent += data
        self._flush()

    def _flush(self) -> None:
        with suppress(BlockingIOError, BrokenPipeError):
            while self._unsent:
                del self._unsent[: os.write(self._into, self._unsent)]

    def _hear(self, lines: IO[bytes]) -> None:
        try:
            for line in lines:
                answer = json.loads(line)
                if "ready" in answer:
                    self._is_ready = True
                    self._told.set()
                else:
                    self._answers.put(answer)
        finally:
            self._process.wait()
            self._is_over.set()
            self._told.set()
