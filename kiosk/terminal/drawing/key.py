"""A key: face, outline, lip; pressed, focused, selected, off. Counts a touch on release inside; sliding off cancels."""

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.graphics import InstructionGroup
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.widget import Widget

from kiosk.terminal.drawing.brush import Brush
from kiosk.terminal.layout.sheet import LIP
from kiosk.terminal.scene import Fill, KeyShape, Rect, Tone, moved
from kiosk.terminal.theme import times

LINE = 0.6
LINE_SELECTED = 1.4
DROP = 1.3
RADIUS = 3.0
RING, RING_LINE, RING_GAP = 2.0, 0.6, 0.9
UP_AGAIN_S = 0.08
"""A key released stays down this little: a screen that comes by then is drawn once, not after a frame of its own."""

_FACES = {Tone.PLAIN: "face", Tone.NEXT: "act", Tone.SELECTED: "tint", Tone.NIGHT: "night"}
_EDGES = {Tone.PLAIN: "edge", Tone.NEXT: "act_edge", Tone.SELECTED: "act", Tone.NIGHT: "edge"}
_PRESSED = {Tone.PLAIN: "tint", Tone.NEXT: "act_edge", Tone.SELECTED: "tint", Tone.NIGHT: "night"}


class KeyWidget(ButtonBehavior, Widget):
    """One key on the glass. `on_touched` is given its id once the press has been seen long enough."""

    def __init__(self, on_touched: Callable[[str], None], **kwargs: Any) -> None:
        super().__init__(min_state_time=times().press_shown, **kwargs)
        self._on_touched = on_touched
        self._group = InstructionGroup()
        self.canvas.add(self._group)
        self.shape: KeyShape | None = None
        self._brush: Brush | None = None
        self._pressed_at = 0.0
        self._is_touched = False
        self._up_again = Clock.create_trigger(lambda _: self._draw(), UP_AGAIN_S)

    @property
    def is_at_rest(self) -> bool:
        """Whether no finger that began on it is still on the glass, and it is drawn as such."""
        return self.state == "normal" and not self._is_touched and not self._up_again.is_triggered

    def dress(self, shape: KeyShape, brush: Brush) -> None:
        """Take a place and a look; nothing is drawn again when nothing changed."""
        if self.shape == shape and self._brush is brush:
            return
        self.shape, self._brush = shape, brush
        self.pos, self.size = brush.box(shape.rect)
        self._draw()

    def collide_point(self, x: float, y: float) -> bool:
        """A key that is off is not there for a finger."""
        return self.shape is not None and self.shape.tone is not Tone.OFF and bool(super().collide_point(x, y))

    def on_state(self, _: Any, __: str) -> None:
        """Pressed: shown at once. Released: soon."""
        if self.state == "down":
            self._draw()
        else:
            self._up_again()

    def on_touch_move(self, touch: Any) -> bool:
        """Sliding off is seen at once."""
        taken = bool(super().on_touch_move(touch))
        if touch.grab_current is self:
            self.state = "down" if self.collide_point(*touch.pos) else "normal"
            self._draw()
        return taken

    def on_press(self) -> None:
        """Note when, so that the press is seen long enough."""
        self._is_touched, self._pressed_at = True, Clock.get_time()

    def on_touch_up(self, touch: Any) -> bool:
        """The finger left the glass, here or elsewhere."""
        is_ours = touch.grab_current is self
        taken = bool(super().on_touch_up(touch))
        self._is_touched = self._is_touched and not is_ours
        return taken

    def let_go(self) -> None:
        """Forget the finger that is on it: nothing will come of it."""
        if self._is_touched and self.last_touch is not None:
            self.last_touch.ungrab(self)
            self._is_touched, self.state = False, "normal"

    def on_release(self) -> None:
        """Tell, with the id it had when it was touched, once the press has been seen."""
        if self.shape is not None:
            left = times().press_shown - (Clock.get_time() - self._pressed_at)
            id_ = self.shape.id
            if left > 0:
                Clock.schedule_once(lambda _: self._on_touched(id_), left)
            else:
                self._on_touched(id_)

    def _draw(self) -> None:
        self._up_again.cancel()
        shape, brush = self.shape, self._brush
        self._group.clear()
        if shape is None or brush is None:
            return
        down = self.state == "down"
        if shape.is_focused:
            self._ring(brush, shape.rect)
        if shape.tone is not Tone.OFF:
            self._body(brush, shape, down=down)
        for part in shape.parts:
            brush.paint(self._group, moved(part, 0, DROP) if down else part)

    def _body(self, brush: Brush, shape: KeyShape, *, down: bool) -> None:
        line = LINE_SELECTED if shape.tone is Tone.SELECTED else LINE
        rect = shape.rect.inset(0, DROP, 0, 0) if down else shape.rect
        lip = 0.0 if down else LIP
        face = (_PRESSED if down else _FACES)[shape.tone]
        edge = _EDGES[shape.tone]
        brush.fill(self._group, Fill(rect=rect, colour=face, radius=RADIUS, edge=edge, line=line, lip=lip))

    def _ring(self, brush: Brush, rect: Rect) -> None:
        def around(by: float) -> Rect:
            return rect.inset(-by, -by, -by, -by)

        ring = Fill(rect=around(RING + RING_LINE), colour="focus", radius=5.0, edge="focus_line", line=RING_LINE)
        brush.fill(self._group, ring)
        if brush.is_dark:
            brush.fill(self._group, Fill(rect=around(RING_GAP), colour="paper", radius=3.6))
