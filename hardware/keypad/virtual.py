"""A keypad without a device, for the demo, the development dock and tests. Knows no event device."""

from collections.abc import Callable
from threading import RLock

from hardware.ports import KeyMove, Keypad, KeypadKey, KeypadStatus


class VirtualKeypad(Keypad):
    """Four keys that a program presses. It calls back from the thread that presses them."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._on_move: Callable[[KeyMove], None] | None = None
        self._held: list[KeypadKey] = []
        self._status = KeypadStatus.READY

    def status(self) -> KeypadStatus:
        """Say the state that was set."""
        with self._lock:
            return self._status

    def watch(self, on_move: Callable[[KeyMove], None]) -> None:
        """Start telling."""
        with self._lock:
            self._on_move = on_move

    def close(self) -> None:
        """Stop; no call comes after this returns."""
        with self._lock:
            self._on_move = None

    def press(self, key: KeypadKey) -> None:
        """Press and let go."""
        with self._lock:
            self.hold(key)
            self.release(key)

    def hold(self, key: KeypadKey) -> None:
        """Press and stay on it."""
        with self._lock:
            if key not in self._held and self._status is KeypadStatus.READY:
                self._held.append(key)
                self._tell(KeyMove(key=key, is_down=True))

    def release(self, key: KeypadKey) -> None:
        """Let go."""
        with self._lock:
            if key in self._held:
                self._held.remove(key)
                self._tell(KeyMove(key=key, is_down=False))

    def unplug(self) -> None:
        """Take the keypad away; held keys come up first."""
        with self._lock:
            for key in tuple(self._held):
                self.release(key)
            self._status = KeypadStatus.NO_KEYPAD

    def plug_in(self) -> None:
        """Bring it back."""
        with self._lock:
            self._status = KeypadStatus.READY

    def _tell(self, move: KeyMove) -> None:
        if self._on_move is not None:
            self._on_move(move)
