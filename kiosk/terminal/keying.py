"""What a keypad's key does: moves the focus, says it, touches it. Knows no device and no site."""

from collections.abc import Callable

from hardware.ports import KeyMove, KeypadKey
from kiosk.terminal.guide import Guide

SAME_KEY_S = 0.5
"""The same key twice within this is a tremble: the most that EN 301 549, 5.8, asks for."""
HELP_AGAIN_S = 10.0
"""« Aide » pressed again within this opens the page of the voice and of help."""


class KeyFilter:
    """Ignores what a trembling or resting hand adds. A key that stays down does nothing more (EN 301 549, 5.7)."""

    def __init__(self) -> None:
        self._down: set[KeypadKey] = set()
        self._last: KeypadKey | None = None
        self._at = float("-inf")

    def lets_through(self, move: KeyMove, now: float) -> bool:
        """Whether this is a press that counts."""
        if not move.is_down:
            self._down.discard(move.key)
            return False
        is_held = move.key in self._down
        self._down.add(move.key)
        if is_held or (move.key is self._last and now - self._at < SAME_KEY_S):
            return False
        self._last, self._at = move.key, now
        return True

    def ready_in(self, key: KeypadKey, now: float) -> float:
        """Seconds until this key counts, for a script that must not be faster than a person."""
        return max(self._at + SAME_KEY_S - now, 0.0) if key is self._last else 0.0


class Keying:
    """The keypad's side of a terminal."""

    def __init__(
        self, guide: Guide, touch: Callable[[str], None], be_active: Callable[[], None], now: Callable[[], float]
    ) -> None:
        self.filter = KeyFilter()
        self._guide = guide
        self._touch = touch
        self._be_active = be_active
        self._now = now
        self._help_at = float("-inf")

    def press(self, move: KeyMove) -> None:
        """A key went down or came up: silence first (EN 301 549, 5.1.3.5), then what it is for."""
        if not self.filter.lets_through(move, self._now()):
            return
        self._guide.hush(move.key)
        self._be_active()
        help_at, self._help_at = self._help_at, float("-inf")
        if move.key is KeypadKey.HELP:
            self._help(help_at)
        elif not self._guide.is_on:
            self._guide.begin()
        elif move.key is KeypadKey.SELECT:
            self._select()
        else:
            self._guide.move(1 if move.key is KeypadKey.NEXT else -1)

    def _help(self, last_at: float) -> None:
        now = self._now()
        is_again = now - last_at <= HELP_AGAIN_S and self._guide.is_on
        if is_again and self._guide.open_voice():
            return
        self._guide.say_where()
        self._help_at = now

    def _select(self) -> None:
        id_ = self._guide.chosen()
        if id_:
            before = self._guide.state
            self._touch(id_)
            self._guide.follow(id_, before)
