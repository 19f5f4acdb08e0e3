"""An engine's process as those who use it see it: loading, ready, or ended. Knows neither questions nor calls."""

import json
import os
import select
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any


class WorkerProcess:
    """One process, from its start to its end. `heard` is given each line it says, on a thread of its own."""

    def __init__(self, command: Sequence[str], heard: Callable[[dict[str, Any]], None]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard = heard
        self._told = Event()
        self.is_over = Event()
        self._is_ready = False
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("both were asked for")
        self._into = self._process.stdin.fileno()
        # A process that hangs takes no more: its user keeps what it does not take, and goes on.
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

    @property
    def number(self) -> int:
        """The system's number of the process."""
        return self._process.pid

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

    def give(self, data: bytes | bytearray) -> int:
        """Give it as much as it takes now; tells how many bytes that were."""
        with suppress(BlockingIOError, BrokenPipeError):
            return os.write(self._into, data) if data else 0
        return 0

    def wait_until_it_takes(self, seconds: float) -> None:
        """Wait until it takes more, `seconds` at most."""
        select.select([], [self._into], [], seconds)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()

    def _hear(self, lines: IO[bytes]) -> None:
        try:
            for line in lines:
                answer = json.loads(line)
                if "ready" in answer:
                    self._is_ready = True
                    self._told.set()
                else:
                    self._heard(answer)
        finally:
            self._process.wait()
            self.is_over.set()
            self._told.set()
