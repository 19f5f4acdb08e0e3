"""A tactile keypad, or two switches, as the USB keyboard that Linux sees. Knows codes of keys, and no screen."""

import fcntl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hardware.input_device.events import EV_KEY, KEY_DOWN_VALUE, KEY_UP_VALUE, InputEvent
from hardware.input_device.watcher import AGAIN_SECONDS, DeviceWatcher, Told
from hardware.ports import KeyMove, Keypad, KeypadKey, KeypadStatus

CODES = {
    **dict.fromkeys((106, 108, 15, 57), KeypadKey.NEXT),  # right, down, tab; space: the first of two switches
    **dict.fromkeys((103, 105), KeypadKey.PREVIOUS),  # up, left
    **dict.fromkeys((28, 96, 76), KeypadKey.SELECT),  # enter, keypad enter, keypad 5; enter: the second switch
    **dict.fromkeys((59, 138), KeypadKey.HELP),  # F1, help
}
"""By code of `linux/input-event-codes.h`: the keys that keypads and switch boxes send as they come."""

_EVIOCGRAB = 0x40044590


class EvdevKeypad(Keypad):
    """Reads `path`, alone: while it does, nothing else on the machine is given these keys."""

    def __init__(self, path: Path, again_seconds: float = AGAIN_SECONDS) -> None:
        self._on_move: Callable[[KeyMove], None] = _nobody
        self._held: dict[int, KeypadKey] = {}
        self._status = KeypadStatus.NO_KEYPAD
        told = Told(opened=self._opened, event=self._heard, lost=self._lost)
        self._watcher = DeviceWatcher(path, told, again_seconds)

    def status(self) -> KeypadStatus:
        """Say whether the device is open."""
        return self._status

    def watch(self, on_move: Callable[[KeyMove], None]) -> None:
        """Start telling."""
        self._on_move = on_move
        self._watcher.start()

    def close(self) -> None:
        """Stop; no call comes after this returns."""
        self._watcher.close()

    def _opened(self, device: int) -> None:
        # A pipe can't be taken for oneself, and need not be.
        with suppress(OSError):
            fcntl.ioctl(device, _EVIOCGRAB, 1)
        self._status = KeypadStatus.READY

    def _heard(self, event: InputEvent) -> None:
        if event.is_dropped:
            self._let_go()
        key = CODES.get(event.code)
        if event.type != EV_KEY or key is None:
            return
        if event.value == KEY_DOWN_VALUE and event.code not in self._held:
            is_new = key not in self._held.values()
            self._held[event.code] = key
            if is_new:
                self._on_move(KeyMove(key=key, is_down=True))
        elif event.value == KEY_UP_VALUE and event.code in self._held:
            del self._held[event.code]
            if key not in self._held.values():
                self._on_move(KeyMove(key=key, is_down=False))

    def _lost(self) -> None:
        self._status = KeypadStatus.NO_KEYPAD
        self._let_go()

    def _let_go(self) -> None:
        held, self._held = dict.fromkeys(self._held.values()), {}
        for key in held:
            self._on_move(KeyMove(key=key, is_down=False))


def _nobody(_: KeyMove) -> None:
    """Nobody watches yet."""
