"""A finger on a Kivy window, and the time from its release to the next screen whole on the glass, its pixels included.

The same for the terminal and for the bare application beside it. A finger stays as long as people's do: the terminal
shows a press for 120 ms, and that wait is not what is measured.
"""

import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from typing import Any, TypeVar

from kivy.clock import Clock
from kivy.graphics.opengl import glFinish

from kiosk.terminal.driver import Finger

T = TypeVar("T")
HELD_S, PATIENCE_S = 0.2, 20.0


class Hand:
    """Touches one window; `standing` tells which screen is drawn there."""

    def __init__(self, standing: Callable[[], int]) -> None:
        from kivy.core.window import Window

        self._standing = standing
        self._changed = threading.Condition()
        self._flipped: dict[int, float] = {}
        on_glass(lambda: Window.bind(on_flip=self._note))

    def _note(self, *_: Any) -> None:
        """A frame is handed to the display: let the drawing end first, which by software is most of it."""
        glFinish()
        with self._changed:
            self._flipped.setdefault(self._standing(), monotonic())
            self._changed.notify_all()

    def touch(self, x: float, y: float) -> float:
        """Milliseconds from the finger's release to another screen."""
        before, finger = self._standing(), Finger(x, y)
        on_glass(finger.down)
        threading.Event().wait(HELD_S)
        released = on_glass(lambda: _let_go(finger))
        with self._changed:
            if not self._changed.wait_for(lambda: max(self._flipped, default=before) > before, PATIENCE_S):
                raise TimeoutError(f"nothing came after screen {before}")
            return (self._flipped[max(self._flipped)] - released) * 1000


def serve(touch: Callable[[float], float]) -> None:
    """For each line of the standard input, seconds to burn on purpose, one touch; its milliseconds as a line."""
    tell(ms=0.0)
    for line in sys.stdin:
        tell(ms=touch(float(line)))


def tell(**facts: float) -> None:
    """One line for whoever measures."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def on_glass(what: Callable[[], T]) -> T:
    """Run something on the window's own thread, and wait for it."""
    done: Future[T] = Future()
    Clock.schedule_once(lambda _: done.set_result(what()), 0)
    return done.result(PATIENCE_S)


def _let_go(finger: Finger) -> float:
    start = monotonic()
    finger.up()
    return start
