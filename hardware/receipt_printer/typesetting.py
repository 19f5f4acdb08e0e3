"""Words set in lines: fonts, bold passages, wrapping, one-bit ink. Knows no printer and no kind of paper.

Sizes and positions are in dots of the paper, 8 a millimetre.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont, features

from hardware.fonts import FONT_BOLD, FONT_REGULAR
from hardware.fonts.signs import drawable

_LEADING = 1.2
_CAPITAL = 0.668
# Lower than half: the strokes of small type stay whole once the grey is gone.
_INK_FROM = 112
# A thin space never breaks a number on paper; invisible marks have no use.
_REPLACED = {0x202F: "\u00a0", 0x2009: "\u00a0", 0x200B: None, 0xAD: None, 0xFEFF: None, 0x2068: None, 0x2069: None}

# Without libfribidi, Pillow sets simpler lines: digits keep their own widths, and nothing else changes.
_TABULAR = ["tnum"] if features.check("raqm") else None

# No line begins with a sign, nor cuts « 10 h 42 ».
_KEPT_TOGETHER = re.compile(
    r"(?<=\S) (?=[:;?!%\u20ac\u00bb])|(?<=\u00ab) |(?<=[0-9]) (?=h\b)|(?<=[0-9][ \u00a0]h) (?=[0-9])"
)
_NO_BREAK_SPACE, _APOSTROPHE = chr(0xA0), chr(0x2019)

Letter = tuple[str, bool]
"""One character, and whether it is bold."""


@dataclass(frozen=True)
class SetLine:
    """One line that fits: its letters and its size."""

    letters: tuple[Letter, ...] = field(repr=False)
    size: int
    is_tabular: bool = False
    """Whether all digits are equally wide, as in columns of numbers."""

    @property
    def height(self) -> int:
        """From the top of this line to the top of the next."""
        return round(self.size * _LEADING)

    @property
    def width(self) -> float:
        """How far the ink goes."""
        return _width(self.letters, self.size)


def printed(text: str) -> str:
    """Give `text` as French print has it: curved apostrophe, signs and hours kept together."""
    return _KEPT_TOGETHER.sub(_NO_BREAK_SPACE, clean(text)).replace("'", _APOSTROPHE)


def clean(text: str) -> str:
    """Compose accents (NFC) and replace the spaces and signs that the type does not have."""
    return drawable(unicodedata.normalize("NFC", text).translate(_REPLACED))


def letters_of(text: str, *, bold: bool = False, strong: str = "") -> tuple[Letter, ...]:
    """Mark each character as plain or bold; `strong` is the passage that stands out."""
    text, strong = printed(text), printed(strong)
    start = text.find(strong)
    stands_out = range(start, start + len(strong)) if start >= 0 else range(0)
    return tuple((letter, bold or at in stands_out) for at, letter in enumerate(text))


def wrap(letters: tuple[Letter, ...], size: int, width: int) -> list[SetLine]:
    """Break into lines at spaces and line breaks; a word wider than `width` is broken where it must be."""
    lines: list[SetLine] = []
    for paragraph in _split(letters, "\n"):
        line: tuple[Letter, ...] = ()
        for word in _split(paragraph, " "):
            longer = (*line, (" ", line[-1][1]), *word) if line else word
            if _width(longer, size) <= width:
                line = longer
                continue
            if line:
                lines.append(SetLine(line, size))
            *full, line = _fitting_pieces(word, size, width)
            lines += [SetLine(piece, size) for piece in full]
        lines.append(SetLine(line, size))
    return lines


def ink(canvas: Image.Image, line: SetLine, left: float, top: int) -> None:
    """Write one line on a one-bit canvas (0 is ink) with the top of its box at `top`."""
    tall = line.height * 2
    grey = Image.new("L", (canvas.width, tall), 0)
    pen = ImageDraw.Draw(grey)
    baseline = line.height // 2 + _above_baseline(line)
    for text, bold in _runs(line.letters):
        font = _font(bold=bold, size=line.size)
        figures = _TABULAR if line.is_tabular else None
        pen.text((left, baseline), text, font=font, fill=255, anchor="ls", features=figures)
        left += font.getlength(text, features=figures)
    mask = grey.point([255 if level >= _INK_FROM else 0 for level in range(256)])
    canvas.paste(0, (0, top - line.height // 2), mask.convert("1"))


def _above_baseline(line: SetLine) -> int:
    # Capitals stand in the middle of the box of their line.
    capital = line.size * _CAPITAL
    return round((line.height - capital) / 2 + capital)


@cache
def _font(*, bold: bool, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_BOLD if bold else FONT_REGULAR, size)


def _runs(letters: tuple[Letter, ...]) -> list[tuple[str, bool]]:
    return [("".join(each for each, _ in run), bold) for bold, run in groupby(letters, key=lambda letter: letter[1])]


def _width(letters: tuple[Letter, ...], size: int) -> float:
    return sum(_font(bold=bold, size=size).getlength(text) for text, bold in _runs(letters))


def _split(letters: tuple[Letter, ...], at: str) -> list[tuple[Letter, ...]]:
    pieces: list[list[Letter]] = [[]]
    for letter in letters:
        if letter[0] == at:
            pieces.append([])
        else:
            pieces[-1].append(letter)
    return [tuple(piece) for piece in pieces]


def _fitting_pieces(word: tuple[Letter, ...], size: int, width: int) -> list[tuple[Letter, ...]]:
    pieces: list[tuple[Letter, ...]] = [()]
    for letter in word:
        longer = (*pieces[-1], letter)
        if pieces[-1] and _width(longer, size) > width:
            pieces.append((letter,))
        else:
            pieces[-1] = longer
    return pieces
