"""Fingers and eyes for a script: touches the glass through real touch events, waits for screens, takes pictures.

Used by tests and by `relais demo`. Every method may be called from the script's own thread only.
"""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent

from hardware.recogniser.virtual import VirtualRecogniser
from kiosk.protocol import Screen
from kiosk.terminal.app import Terminal
from kiosk.terminal.scene import KeyShape, Tone
from kiosk.terminal.typesetting import APOSTROPHE

T = TypeVar("T")
PATIENCE_S = 15.0


class NotSeenError(AssertionError):
    """What a script waited for did not come; the message says what stood there by kind and keys, never by words."""


class Driver:
    """One person in front of one terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.devices = terminal.devices
        """The reader, the printer and the loudspeaker: virtual ones can be played."""

    # --- Eyes ----------------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        """The screen that stands there, the terminal's own included."""
        return self._terminal.drawn[0]

    def keys(self) -> tuple[KeyShape, ...]:
        """Every key on the glass."""
        return tuple(self._terminal.drawn[1].touchable())

    def text(self) -> str:
        """Every word on the glass."""
        return "\n".join(words.text for words in self._terminal.drawn[1].words())

    def wait(self, seen: Callable[["Driver"], bool], *, seconds: float = PATIENCE_S, what: str = "") -> Screen:
        """Wait until something is seen; `NotSeenError` after `seconds`."""
        end = monotonic() + seconds
        with self._terminal.changed:
            while not seen(self):
                left = end - monotonic()
                if left <= 0:
                    raise NotSeenError(f"{what or 'not seen'}; stands there: {self._standing()}")
                self._terminal.changed.wait(min(left, 0.2))
        return self.screen

    def wait_for(self, words: str, *, seconds: float = PATIENCE_S) -> Screen:
        """Wait for words anywhere on the glass, whatever the line breaks."""
        wanted = _plain(words)
        return self.wait(lambda driver: wanted in _plain(driver.text()), seconds=seconds, what=f"waiting for {words!r}")

    def picture(self, file: Path) -> None:
        """Write the glass as a PNG, once what is on it has been drawn."""
        self.on_glass(lambda: None)
        self.on_glass(lambda: self._terminal.picture(file))

    # --- Fingers -------------------------------------------------------------------------------------

    def touch(self, key: str, *, seconds: float = PATIENCE_S) -> None:
        """Touch a key by its id or its words, and return once the terminal took it. Waits for it to be there."""
        self.wait(lambda driver: driver.find(key) is not None, seconds=seconds, what=f"no key {key!r}")
        self.be_ready()
        shape = self.find(key)
        if shape is None:
            raise NotSeenError(f"the key {key!r} went away; stands there: {self._standing()}")
        self._tap(shape)

    def be_ready(self) -> None:
        """Wait as long as a person would before another touch."""
        self.pause(self.on_glass(lambda: self._terminal.conductor.filter.ready_in(monotonic())))

    def type(self, digits: str) -> None:
        """Touch digits or letters one after the other, on the pad or the keyboard."""
        for digit in digits:
            self.touch(f"~type-{digit}")

    def say(self, words: str) -> None:
        """Touch « Parler » and answer by voice, before a virtual recogniser; no sooner than a person could."""
        ear = self.devices.recogniser
        if not isinstance(ear, VirtualRecogniser):
            raise NotSeenError("no virtual recogniser here")
        self.touch("~speak")
        self.wait(lambda _: ear.is_listening, what="nobody listens")
        self.pause(self.on_glass(lambda: self._terminal.conductor.filter.ready_in(monotonic())))
        ear.say(words)

    def find(self, key: str) -> KeyShape | None:
        """A key that can be touched, by id or by its words."""
        wanted = _plain(key)
        able = [shape for shape in self.keys() if shape.tone is not Tone.OFF]
        by_id = [shape for shape in able if shape.id == key]
        by_name = [shape for shape in able if _plain(shape.name) == wanted]
        begun = [shape for shape in able if _plain(shape.name).startswith(wanted)]
        return next(iter([*by_id, *by_name, *begun]), None)

    def slide_off(self, key: str) -> None:
        """Press a key, slide far away from it, and let go: nothing should come of it."""
        shape = self.find(key)
        if shape is None:
            raise NotSeenError(f"no key {key!r}; stands there: {self._standing()}")
        finger = Finger(*self.middle(shape))
        self.on_glass(finger.down)
        self.on_glass(lambda: finger.slide(1, 1))
        self.on_glass(finger.up)

    def soon(self, what: Callable[[], None]) -> None:
        """Have something happen on the glass's thread, and do not wait: its faults are the terminal's."""
        Clock.schedule_once(lambda _: what(), 0)

    def cut_network(self, *, is_cut: bool) -> None:
        """Cut the way to the site, or join it again."""
        self._terminal.link.bar(is_barred=is_cut)

    def on_glass(self, what: Callable[[], T]) -> T:
        """Run something on the glass's own thread and wait for it."""
        done: Future[T] = Future()

        def run(_: float) -> None:
            try:
                done.set_result(what())
            except Exception as failure:  # noqa: BLE001 - carried to the script
                done.set_exception(failure)

        Clock.schedule_once(run, 0)
        return done.result(PATIENCE_S)

    def _tap(self, shape: KeyShape) -> None:
        finger = Finger(*self.middle(shape))
        taken: Future[None] = Future()
        self._terminal.on_next_touch(lambda: taken.set_result(None))
        self.on_glass(finger.down)
        self.on_glass(finger.up)
        taken.result(PATIENCE_S)

    def middle(self, shape: KeyShape) -> tuple[float, float]:
        """The middle of a key in pixels, from the lower left."""
        glass = self._terminal.settings.glass
        x = glass.px(shape.rect.x + shape.rect.w / 2)
        return x, glass.height_px - glass.px(shape.rect.y + shape.rect.h / 2)

    def pause(self, seconds: float) -> None:
        """Let time pass on the glass."""
        if seconds > 0:
            done: Future[None] = Future()
            Clock.schedule_once(lambda _: done.set_result(None), seconds + 0.01)
            done.result(PATIENCE_S)

    def _standing(self) -> str:
        keys = ", ".join(shape.id for shape in self.keys() if not shape.id.startswith("~type"))
        return f"screen {self.screen.id} {self.screen.kind.value} with {keys}"


def _plain(words: str) -> str:
    return " ".join(words.replace(APOSTROPHE, "'").split()).lower()


class Finger(MotionEvent):
    """One touch, dispatched through the window as a real one."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__("finger", id(self), _placed(x, y))
        self.is_touch = True
        self.type_id = "touch"

    def depack(self, args: Any) -> None:
        """Take the place as Kivy wants it."""
        self.sx, self.sy = args["x"], args["y"]
        self.profile = ["pos"]
        super().depack(args)

    def down(self) -> None:
        """Touch."""
        EventLoop.post_dispatch_input("begin", self)

    def slide(self, x: float, y: float) -> None:
        """Go elsewhere without letting go."""
        self.move(_placed(x, y))
        EventLoop.post_dispatch_input("update", self)

    def up(self) -> None:
        """Release."""
        EventLoop.post_dispatch_input("end", self)


def _placed(x: float, y: float) -> dict[str, float]:
    """Pixels as parts of the window."""
    window = EventLoop.window
    return {"x": x / max(window.width - 1, 1), "y": y / max(window.height - 1, 1)}
