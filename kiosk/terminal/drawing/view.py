"""The glass: shows one scene, whole, in one frame. Keeps the keys that stay, so that a press is never lost."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from kivy.graphics import ClearBuffers, ClearColor, InstructionGroup, ScissorPop, ScissorPush
from kivy.uix.widget import Widget

from kiosk.terminal.drawing.brush import Brush
from kiosk.terminal.drawing.key import KeyWidget
from kiosk.terminal.fingers import Fingers
from kiosk.terminal.scene import Item, KeyShape, Scene
from kiosk.terminal.theme import Glass, colours, rgb


class GlassView(Widget):
    """Everything a visitor sees."""

    def __init__(self, glass: Glass, on_touched: Callable[[str], None], left_px: int = 0, **kwargs: Any) -> None:
        size = (glass.width_px, glass.height_px)
        super().__init__(size_hint=(None, None), pos=(left_px, 0), size=size, **kwargs)
        self._glass = glass
        self._on_touched = on_touched
        self._brushes = {dark: Brush(glass, is_dark=dark, left_px=left_px) for dark in (False, True)}
        self._flat: tuple[Item, ...] = ()
        self._is_dark: bool | None = None
        self._group = InstructionGroup()
        self.canvas.add(self._group)
        self.scene = Scene(items=())
        self._fingers = Fingers()

    def show(self, scene: Scene, *, is_dark: bool, is_fresh: bool) -> None:
        """Replace what was there. `is_fresh`: another screen, so no key stays that a finger is on."""
        brush = self._brushes[is_dark]
        flat = tuple(item for item in scene.items if not isinstance(item, KeyShape))
        if flat != self._flat or is_dark is not self._is_dark or is_fresh:
            self._paint(flat, brush, is_dark=is_dark)
        self._dress(scene, brush, is_fresh=is_fresh)
        self.scene = scene

    def keys(self) -> dict[str, KeyWidget]:
        """The keys on the glass by id."""
        return {child.shape.id: child for child in self.children if isinstance(child, KeyWidget) and child.shape}

    def on_touch_down(self, touch: Any) -> bool:
        """A first finger goes to its key, a second one nowhere; a palm takes back what it had begun."""
        if not self.collide_point(*touch.pos):
            return False
        if self._fingers.down(touch.uid, monotonic()):
            return bool(super().on_touch_down(touch))
        if self._fingers.is_palm:
            self._let_go()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """A finger left the glass, or a hand that had come to rest."""
        if touch.grab_current is None and not self._fingers.up(touch.uid, monotonic()):
            self._let_go(touch)
        return bool(super().on_touch_up(touch))

    def _let_go(self, only: Any = None) -> None:
        for key in self.keys().values():
            if only is None or key.last_touch is only:
                key.let_go()

    def _paint(self, flat: tuple[Item, ...], brush: Brush, *, is_dark: bool) -> None:
        self._flat, self._is_dark = flat, is_dark
        self._group.clear()
        # Paper is what was wiped, not a shape as large as the glass: by software that would be a third of a frame.
        x, y, width, height = map(round, (*self.pos, *self.size))
        self._group.add(ScissorPush(x=x, y=y, width=width, height=height))
        self._group.add(ClearColor(*rgb(colours(is_dark=is_dark)["paper"]), 1.0))
        self._group.add(ClearBuffers(clear_color=True))
        self._group.add(ScissorPop())
        for item in flat:
            if not isinstance(item, KeyShape):
                brush.paint(self._group, item)

    def _dress(self, scene: Scene, brush: Brush, *, is_fresh: bool) -> None:
        old = {id_: key for id_, key in self.keys().items() if key.is_at_rest or not is_fresh}
        shapes = {shape.id: shape for shape in scene.touchable()}
        for child in list(self.children):
            if child not in old.values() or child.shape.id not in shapes:
                self.remove_widget(child)
        for id_, shape in shapes.items():
            widget = old.get(id_)
            if widget is None:
                widget = KeyWidget(self._on_touched)
                self.add_widget(widget)
            widget.dress(shape, brush)
