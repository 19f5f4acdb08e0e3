"""Paints the flat parts of a scene on a canvas: shapes, words, icons, pictures. Millimetres in, whole pixels out."""

from kivy.graphics import Color, InstructionGroup, Rectangle, SmoothEllipse, SmoothRoundedRectangle

from kiosk.terminal.drawing.pictures import icon_texture, photo_texture
from kiosk.terminal.drawing.type import texture_of
from kiosk.terminal.scene import Align, Fill, Icon, Part, Photo, Rect, Words
from kiosk.terminal.theme import Glass, colours, rgb


class Brush:
    """One screen, one palette."""

    def __init__(self, glass: Glass, *, is_dark: bool, left_px: int = 0) -> None:
        self.glass = glass
        self._left_px = left_px
        self.is_dark = is_dark
        self._colours = colours(is_dark=is_dark)

    def colour(self, name: str) -> Color:
        """A theme colour as an instruction."""
        return Color(*rgb(self._colours[name]))

    def box(self, rect: Rect) -> tuple[tuple[int, int], tuple[int, int]]:
        """Position and size in pixels, from the lower left; both edges on whole pixels."""
        px = self.glass.px
        left, right = self._left_px + px(rect.x), self._left_px + px(rect.right)
        top, bottom = px(rect.y), px(rect.bottom)
        return (left, self.glass.height_px - bottom), (max(right - left, 1), max(bottom - top, 1))

    def paint(self, on: InstructionGroup, part: Part) -> None:
        """Add one part to a canvas."""
        match part:
            case Fill():
                self.fill(on, part)
            case Words():
                self._words(on, part)
            case Icon():
                self._icon(on, part)
            case Photo():
                pos, size = self.box(part.rect)
                on.add(Color(1, 1, 1))
                on.add(Rectangle(pos=pos, size=size, texture=photo_texture(part.png, part.part, size)))

    def fill(self, on: InstructionGroup, fill: Fill) -> None:
        """A flat shape, over a larger one in the colour of its edge: no line, whose width is uneven at corners."""
        pos, size = self.box(fill.rect)
        radius = fill.radius * self.glass.px_per_mm
        if not fill.edge:
            self._shape(on, fill.colour, pos, size, radius)
            return
        line = max(round(fill.line * self.glass.px_per_mm), 1)
        lip = max(round(fill.lip * self.glass.px_per_mm), line)
        self._shape(on, fill.edge, pos, size, radius)
        inside = (size[0] - 2 * line, size[1] - line - lip)
        self._shape(on, fill.colour, (pos[0] + line, pos[1] + lip), inside, max(radius - line, 0.0))

    def _shape(
        self, on: InstructionGroup, colour: str, pos: tuple[int, int], size: tuple[int, int], radius: float
    ) -> None:
        """A square corner needs no smoothing, a whole disc is an ellipse."""
        on.add(self.colour(colour))
        if radius < 1:
            on.add(Rectangle(pos=pos, size=size))
        elif size[0] == size[1] and radius * 2 >= size[0] - 1:
            on.add(SmoothEllipse(pos=pos, size=size))
        else:
            on.add(SmoothRoundedRectangle(pos=pos, size=size, radius=[min(radius, min(size) / 2)]))

    def _icon(self, on: InstructionGroup, icon: Icon) -> None:
        pos, size = self.box(icon.rect)
        side = min(size)
        on.add(self.colour(icon.colour))
        on.add(Rectangle(pos=pos, size=(side, side), texture=icon_texture(icon.name, icon.weight, side)))

    def _words(self, on: InstructionGroup, words: Words) -> None:
        size_px = self.glass.font_px(words.size)
        on.add(self.colour(words.colour))
        for at, line in enumerate(words.lines):
            drawn = [texture_of(run.text, size_px, bold=run.bold) for run in line if run.text]
            wide = sum(texture.width for texture in drawn)
            x = self._start(words, wide)
            middle = words.rect.y + (at + 0.5) * words.line
            for texture in drawn:
                y = self.glass.height_px - self.glass.px(middle) - texture.height // 2
                on.add(Rectangle(pos=(x, y), size=texture.size, texture=texture))
                x += texture.width

    def _start(self, words: Words, wide: int) -> int:
        left = self._left_px + self.glass.px(words.rect.x)
        right = self._left_px + self.glass.px(words.rect.right)
        if words.align is Align.LEFT:
            return left
        return right - wide if words.align is Align.RIGHT else left + (right - left - wide) // 2
