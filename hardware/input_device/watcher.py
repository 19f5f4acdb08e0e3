"""Watches one input device in a thread of its own, through unplugging and coming back. Knows no key's meaning."""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from hardware.input_device.events import EVENT_BYTES, InputEvent

AGAIN_SECONDS = 1.0
"""How often a missing device is looked for."""
_AT_ONCE = 64


@dataclass(frozen=True, kw_only=True)
class Told:
    """Whom to tell. All are called from the watcher's thread."""

    opened: Callable[[int], None]
    """The device is there; its file descriptor, to ask its present state."""
    event: Callable[[InputEvent], None]
    lost: Callable[[], None]
    """The device is not there, or not any more."""


class DeviceWatcher:
    """One device file, `/dev/input/by-id/…-event-kbd` say: a name that stays when plugs change places."""

    def __init__(self, path: Path, told: Told, again_seconds: float = AGAIN_SECONDS) -> None:
        self._path = path
        self._told = told
        self._again = again_seconds
        self._ends, self._end = os.pipe()
        self._thread = Thread(target=self._run, name="input-device", daemon=True)
        self._is_closed = False

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Stop and wait; no call comes after this returns. Closing twice is harmless."""
        if self._is_closed:
            return
        self._is_closed = True
        os.write(self._end, b"x")
        if self._thread.is_alive():
            self._thread.join()
        os.close(self._end)
        os.close(self._ends)

    def _run(self) -> None:
        is_going_on = True
        while is_going_on:
            try:
                device = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
            except OSError:
                self._told.lost()
            else:
                try:
                    self._told.opened(device)
                    is_going_on = self._follow(device)
                finally:
                    os.close(device)
                if is_going_on:
                    self._told.lost()
            is_going_on = is_going_on and not self._ended_within(self._again)

    def _follow(self, device: int) -> bool:
        """Tell what comes until the device goes (true) or the watcher is closed (false)."""
        while True:
            ready, _, _ = select.select([device, self._ends], [], [])
            if self._ends in ready:
                return False
            data = b""
            with suppress(OSError):
                data = os.read(device, EVENT_BYTES * _AT_ONCE)
            if not data:
                return True
            for event in InputEvent.read_all(data):
                self._told.event(event)

    def _ended_within(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._ends], [], [], seconds)
        return bool(ready)
