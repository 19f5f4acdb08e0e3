"""Measures and draws words in Relais Lisible with Kivy's own text provider. Opens no window by itself."""

from kivy.core.text import Label
from kivy.graphics.texture import Texture

from hardware.fonts import FONT_BOLD, FONT_REGULAR
from kiosk.terminal.theme import Glass


def label(size_px: int, *, bold: bool, text: str = "") -> Label:
    """Kivy's drawing of one line, white so that the theme may tint it."""
    name = str(FONT_BOLD if bold else FONT_REGULAR)
    return Label(text=text, font_name=name, font_size=size_px, font_kerning=True, font_hinting="light")


def texture_of(text: str, size_px: int, *, bold: bool) -> Texture:
    """One line of words as a picture, exactly as wide as measured."""
    drawn = label(size_px, bold=bold, text=text)
    drawn.refresh()
    return drawn.texture


class KivyRuler:
    """Widths as Kivy will draw them, in millimetres."""

    def __init__(self, glass: Glass) -> None:
        self._glass = glass
        self._pens: dict[tuple[int, bool], Label] = {}

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """In millimetres, for a type size in millimetres."""
        if not text:
            return 0.0
        size_px = self._glass.font_px(size)
        pen = self._pens.get((size_px, bold))
        if pen is None:
            pen = self._pens[size_px, bold] = label(size_px, bold=bold)
        width_px: float = pen.get_extents(text)[0]
        return width_px / self._glass.px_per_mm
