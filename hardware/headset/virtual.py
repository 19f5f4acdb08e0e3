"""A headset jack without a jack, for the demo, the development dock and tests. Knows no event device."""

from collections.abc import Callable
from threading import RLock

from hardware.ports import Headset, HeadsetStatus


class VirtualHeadset(Headset):
    """A plug that a program puts in and out. It calls back from the thread that moves it."""

    def __init__(self, status: HeadsetStatus = HeadsetStatus.UNPLUGGED) -> None:
        self._lock = RLock()
        self._status = status
        self._on_change: Callable[[HeadsetStatus], None] | None = None

    def watch(self, on_change: Callable[[HeadsetStatus], None]) -> None:
        """Start telling changes, the present state first."""
        with self._lock:
            self._on_change = on_change
            on_change(self._status)

    def close(self) -> None:
        """Stop; no call comes after this returns."""
        with self._lock:
            self._on_change = None

    def plug_in(self) -> None:
        """Put the plug in."""
        self._become(HeadsetStatus.PLUGGED)

    def unplug(self) -> None:
        """Pull the plug out."""
        self._become(HeadsetStatus.UNPLUGGED)

    def break_jack(self) -> None:
        """Have a jack that says nothing any more."""
        self._become(HeadsetStatus.UNKNOWN)

    def _become(self, status: HeadsetStatus) -> None:
        with self._lock:
            if status is not self._status:
                self._status = status
                if self._on_change is not None:
                    self._on_change(status)
