"""Keeps a worker running on a thread of its own: gives it what it takes, ends it when it hangs, starts it again."""

from collections import deque
from collections.abc import Sequence
from threading import Condition, Thread
from time import monotonic
from typing import Any, Protocol

from hardware.recogniser.worker_process import WorkerProcess

LOADING_S = 60.0
"""A model that takes longer never comes."""
FAILURES = 3
"""Ends of the worker without an answer between them: then it is not started again."""
_MOST_UNSENT = 4 * 1024 * 1024
"""Bytes that it may leave unread: what two hundred calls say in a little more than a second."""
_EVERY_S = 0.25


class Overseer(Protocol):
    """Whom the worker works for. Each is called on a thread of the worker's."""

    def heard(self, answer: dict[str, Any]) -> None:
        """A line of the worker."""

    def lost(self) -> None:
        """The worker ended: nothing that was asked will be answered."""

    def changed(self) -> None:
        """It can be asked now, or it ended by itself: whoever looks after the machine may be told."""

    def hangs(self) -> bool:
        """Asked a few times a second: whether an answer is due for too long."""


class KeptWorker:
    """One worker after the other. `give` and `is_ready` never wait."""

    def __init__(self, command: Sequence[str], overseer: Overseer) -> None:
        self._command = command
        self._overseer = overseer
        self._process: WorkerProcess | None = None
        self._failures = 0
        self._is_closed = False
        self._unsent: deque[bytes] = deque()
        self._unsent_bytes = 0
        self._changed = Condition()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start it, once; returns at once."""
        if self._thread is None:
            self._thread = Thread(target=self._keep, name="ear", daemon=True)
            self._thread.start()

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked."""
        process = self._process
        return process is not None and process.is_ready and not self._is_closed

    @property
    def has_given_up(self) -> bool:
        """Whether it is not started again."""
        return self._is_closed or self._failures >= FAILURES

    @property
    def number(self) -> int:
        """The system's number of the process, 0 without one."""
        return 0 if self._process is None else self._process.number

    def most_memory(self) -> int:
        """The most bytes that it ever held."""
        return 0 if self._process is None else self._process.most_memory()

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait, for those who can."""
        end = monotonic() + seconds
        while not (self.is_ready or self.has_given_up) and monotonic() < end:
            with self._changed:
                self._changed.wait(_EVERY_S / 10)
        return self.is_ready

    def give(self, data: bytes) -> bool:
        """Have it given this, in order; false when it is not there, or leaves too much unread."""
        with self._changed:
            if not self.is_ready or self._unsent_bytes > _MOST_UNSENT:
                return False
            self._unsent.append(data)
            self._unsent_bytes += len(data)
            self._changed.notify_all()
            return True

    def close(self) -> None:
        """End it, for good."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_EVERY_S * 8)

    def _keep(self) -> None:
        while not self.has_given_up:
            self._process = process = WorkerProcess(self._command, self._heard)
            end = monotonic() + LOADING_S
            was_ready = False
            while not process.is_over.is_set() and not self._is_closed:
                self._serve(process)
                if process.is_ready and not was_ready:
                    was_ready = True
                    self._overseer.changed()
                if self._overseer.hangs() or (not process.is_ready and monotonic() > end):
                    break
            process.kill()
            with self._changed:
                self._failures += 1
                self._unsent.clear()
                self._unsent_bytes = 0
            self._overseer.lost()
            if not self._is_closed:
                self._overseer.changed()

    def _heard(self, answer: dict[str, Any]) -> None:
        self._failures = 0
        self._overseer.heard(answer)

    def _serve(self, process: WorkerProcess) -> None:
        """Give it what waits, or wait a little for something."""
        with self._changed:
            if not self._unsent:
                self._changed.wait(_EVERY_S)
                return
            data = self._unsent[0]
        taken = process.give(data)
        if not taken:
            process.wait_until_it_takes(_EVERY_S)
            return
        with self._changed:
            self._unsent_bytes -= taken
            if taken == len(data):
                self._unsent.popleft()
            else:
                self._unsent[0] = data[taken:]
