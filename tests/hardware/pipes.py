"""An input device that a test plays: a named pipe that carries the same bytes as `/dev/input/event…`."""

import os
from pathlib import Path

from hardware.input_device.events import EV_KEY, EV_SYN, SYN_DROPPED, InputEvent

SOON_SECONDS = 5.0
AGAIN_SECONDS = 0.05


class DevicePipe:
    """There from the start; gone with `unplug`, as the file of a USB device is."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "event0"
        self.plug_in()

    def plug_in(self) -> None:
        os.mkfifo(self.path)
        # Open both ways: whoever reads never sees an end before `unplug`.
        self._end = os.open(self.path, os.O_RDWR)

    def unplug(self) -> None:
        self.path.unlink()
        os.close(self._end)

    def give(self, *events: InputEvent) -> None:
        os.write(self._end, b"".join(event.packed() for event in events))

    def key(self, code: int, value: int) -> None:
        self.give(InputEvent(EV_KEY, code, value), InputEvent(EV_SYN, 0, 0))

    def drop(self) -> None:
        self.give(InputEvent(EV_SYN, SYN_DROPPED, 0))

    def close(self) -> None:
        if self.path.exists():
            self.unplug()
