"""Inks the flat parts of a page as an A4 picture. Millimetres of the glass in, dots of paper out; no Kivy."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from hardware.fonts import FONT_BOLD, FONT_REGULAR
from kiosk.terminal.scene import Align, Fill, Icon, Item, KeyShape, Part, Photo, Words
from kiosk.terminal.theme import colours
from kiosk.terminal.typesetting import Ruler

WIDE, TALL = 495, 712
"""A4 inside its margins, in the millimetres of the glass: two and a half of them make one of paper."""
DOTS = 3.2
"""In a millimetre of the glass: 203 an inch of paper."""
_CAPITAL = 0.668
"""Of the type size."""


class PaperRuler(Ruler):
    """Widths as they are inked on paper."""

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """In millimetres of the glass."""
        return _font(size, bold=bold).getlength(text) / DOTS


def inked(items: Sequence[Item]) -> bytes:
    """One page as PNG, black on white with the greys and tints of the glass."""
    page = Image.new("RGB", (round(WIDE * DOTS), round(TALL * DOTS)), "white")
    for item in items:
        for part in item.parts if isinstance(item, KeyShape) else (item,):
            _ink(page, part)
    written = BytesIO()
    page.save(written, "PNG")
    return written.getvalue()


def _ink(page: Image.Image, part: Part) -> None:
    match part:
        case Words():
            _words(page, part)
        case Fill():
            _fill(page, part)
        case Icon():
            _icon(page, part)
        case Photo():
            raise ValueError("a picture has a page of its own")


def _words(page: Image.Image, words: Words) -> None:
    pen = ImageDraw.Draw(page)
    for at, line in enumerate(words.lines):
        wide = sum(_font(words.size, bold=run.bold).getlength(run.text) for run in line)
        spare = words.rect.w * DOTS - wide
        x = words.rect.x * DOTS + spare * {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[words.align]
        # Capitals stand in the middle of their line.
        baseline = (words.rect.y + (at + 0.5) * words.line + words.size * _CAPITAL / 2) * DOTS
        for run in line:
            font = _font(words.size, bold=run.bold)
            pen.text((x, baseline), run.text, font=font, fill=_colour(words.colour), anchor="ls")
            x += font.getlength(run.text)


def _fill(page: Image.Image, fill: Fill) -> None:
    rect = fill.rect
    left, top = round(rect.x * DOTS), round(rect.y * DOTS)
    right, bottom = max(round(rect.right * DOTS) - 1, left), max(round(rect.bottom * DOTS) - 1, top)
    edge, line = (_colour(fill.edge), max(round(fill.line * DOTS), 1)) if fill.edge else (None, 0)
    pen = ImageDraw.Draw(page)
    pen.rounded_rectangle((left, top, right, bottom), fill.radius * DOTS, _colour(fill.colour), edge, line)


def _icon(page: Image.Image, icon: Icon) -> None:
    side = round(min(icon.rect.w, icon.rect.h) * DOTS)
    data = (files("kiosk.terminal.icons") / f"{icon.name}-{icon.weight}.png").read_bytes()
    with Image.open(BytesIO(data)) as drawn:
        shape = drawn.convert("RGBA").getchannel("A").resize((side, side), Image.Resampling.LANCZOS)
    page.paste(_colour(icon.colour), (round(icon.rect.x * DOTS), round(icon.rect.y * DOTS)), shape)


def _colour(name: str) -> str:
    return colours(is_dark=False)[name]


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_BOLD if bold else FONT_REGULAR, size * DOTS)
