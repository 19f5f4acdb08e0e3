"""The card of the telephone's keys as a picture of one A4 sheet: large letters, one key a line, black on white.

Measures are millimetres of the sheet; 16 points, the smallest size that a poor eye reads without effort, are 5.7 mm.
"""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from core.journeys.menu_card import CardKey, CardPart, MenuCard
from hardware.fonts import FONT_BOLD, FONT_REGULAR
from hardware.ports import Page
from hardware.receipt_printer.typesetting import printed

WIDE, TALL = 198.0, 285.0
"""A4 inside what printers leave white."""
DOTS = 10
"""In a millimetre: 254 an inch."""
EDGE = 8.0
TITLE, NUMBER, PART, NAME, SMALL = 11.0, 19.0, 7.0, 7.6, 4.5
"""Sizes of type. Only the version is small: it is for whoever hands the cards out."""
SMALLEST_READ = 16 / 72 * 25.4
HEAD, FOOT, PART_TALL = 46.0, 24.0, 14.5
LINE_LEAST, LINE_MOST = 10.0, 15.5
KEY_WIDE, KEY_GAP = 15.0, 6.0
BLACK, WHITE = 0, 255


def sheet_of(card: MenuCard) -> Page:
    """Draw it. Raises ValueError when a line would not fit in letters large enough: the menu has grown too long."""
    drawing = _Drawing()
    drawing.text(card.title, EDGE, 10.0, TITLE, is_bold=True)
    drawing.text(card.number, EDGE, 31.0, NUMBER, is_bold=True)
    lines = sum(len(part.keys) for part in card.parts)
    line = min(LINE_MOST, (TALL - HEAD - FOOT - PART_TALL * len(card.parts)) / lines)
    if line < LINE_LEAST:
        raise ValueError("too many keys for one sheet in large letters")
    y = HEAD
    for part in card.parts:
        y = _part(drawing, part, y, line)
    drawing.bar(TALL - FOOT + 2.0, 0.6)
    drawing.text(card.warning, EDGE, TALL - FOOT + 10.0, NAME, is_bold=True)
    drawing.text(card.version, EDGE, TALL - 5.0, SMALL)
    return Page(png=drawing.png())


def _part(drawing: "_Drawing", part: CardPart, top: float, line: float) -> float:
    drawing.bar(top + 2.0, 0.6)
    drawing.text(part.title, EDGE, top + 9.0, PART)
    y = top + PART_TALL
    for key in part.keys:
        drawing.key(key, y, line)
        y += line
    return y


@dataclass
class _Drawing:
    """A white sheet and what is put on it; texts are placed by the middle of their capitals."""

    image: Image.Image = field(default_factory=lambda: Image.new("L", (_dots(WIDE), _dots(TALL)), WHITE), repr=False)

    def text(self, text: str, x: float, middle: float, size: float, *, is_bold: bool = False, ink: int = BLACK) -> None:
        """One line. Raises ValueError when it does not fit."""
        font = _font(size, is_bold=is_bold)
        said = printed(text)
        if size > SMALL and (size < SMALLEST_READ or x + font.getlength(said) / DOTS > WIDE - EDGE / 2):
            raise ValueError(f"{text!r} does not fit on the card")
        self._pen.text((_dots(x), _dots(middle)), said, font=font, fill=ink, anchor="lm")

    def key(self, key: CardKey, top: float, line: float) -> None:
        """The key, white on black, then what it does."""
        tall, middle = line - 3.0, top + line / 2
        box = [_dots(side) for side in (EDGE, middle - tall / 2, EDGE + KEY_WIDE, middle + tall / 2)]
        self._pen.rounded_rectangle(box, radius=_dots(2.2), fill=BLACK)
        # The type sets the star high and small, as a mark of a note.
        size, lower = (1.5, 0.25) if key.key == "*" else (0.9, 0.0)
        place = (_dots(EDGE + KEY_WIDE / 2), _dots(middle + tall * lower))
        self._pen.text(place, key.key, font=_font(tall * size, is_bold=True), fill=WHITE, anchor="mm")
        name = f"{key.name} ({key.sign})" if key.sign else key.name
        self.text(name, EDGE + KEY_WIDE + KEY_GAP, middle, NAME, is_bold=True)

    def bar(self, top: float, thick: float) -> None:
        """A line across."""
        self._pen.rectangle([_dots(EDGE), _dots(top), _dots(WIDE - EDGE), _dots(top + thick)], fill=BLACK)

    def png(self) -> bytes:
        """The picture."""
        written = BytesIO()
        self.image.save(written, "PNG")
        return written.getvalue()

    @property
    def _pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)


def _dots(millimetres: float) -> int:
    return round(millimetres * DOTS)


def _font(size: float, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_BOLD if is_bold else FONT_REGULAR, _dots(size))
