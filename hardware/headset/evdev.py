"""The headset jack as the sound driver tells it: the switch SW_HEADPHONE_INSERT of an input device. Plays nothing."""

import fcntl
from collections.abc import Callable
from pathlib import Path

from hardware.input_device.events import EV_SW, InputEvent
from hardware.input_device.watcher import AGAIN_SECONDS, DeviceWatcher, Told
from hardware.ports import Headset, HeadsetStatus

SW_HEADPHONE_INSERT = 0x02
_EVIOCGSW_8 = 0x8008451B
"""`EVIOCGSW(8)`: every switch as one bit of eight bytes."""


def ask_switch(device: int) -> HeadsetStatus:
    """Ask the driver for the present state; UNKNOWN when it does not say."""
    try:
        bits = fcntl.ioctl(device, _EVIOCGSW_8, bytes(8))
    except OSError:
        return HeadsetStatus.UNKNOWN
    return _status(bits[0] >> SW_HEADPHONE_INSERT & 1)


class EvdevHeadset(Headset):
    """Reads `path`, a file of `/dev/input` named « … Headphone » in `/proc/bus/input/devices`."""

    def __init__(
        self,
        path: Path,
        ask: Callable[[int], HeadsetStatus] = ask_switch,
        again_seconds: float = AGAIN_SECONDS,
    ) -> None:
        self._ask = ask
        self._device: int | None = None
        self._now: HeadsetStatus | None = None
        self._on_change: Callable[[HeadsetStatus], None] = _nobody
        told = Told(opened=self._opened, event=self._heard, lost=self._lost)
        self._watcher = DeviceWatcher(path, told, again_seconds)

    def watch(self, on_change: Callable[[HeadsetStatus], None]) -> None:
        """Start telling changes, the present state first."""
        self._on_change = on_change
        self._watcher.start()

    def close(self) -> None:
        """Stop; no call comes after this returns."""
        self._watcher.close()

    def _opened(self, device: int) -> None:
        self._device = device
        self._become(self._ask(device))

    def _heard(self, event: InputEvent) -> None:
        if event.is_dropped and self._device is not None:
            self._become(self._ask(self._device))
        if event.type == EV_SW and event.code == SW_HEADPHONE_INSERT:
            self._become(_status(event.value))

    def _lost(self) -> None:
        self._device = None
        self._become(HeadsetStatus.UNKNOWN)

    def _become(self, status: HeadsetStatus) -> None:
        if status is not self._now:
            self._now = status
            self._on_change(status)


def _status(value: int) -> HeadsetStatus:
    return HeadsetStatus.PLUGGED if value else HeadsetStatus.UNPLUGGED


def _nobody(_: HeadsetStatus) -> None:
    """Nobody watches yet."""
