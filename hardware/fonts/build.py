"""Makes our type from the authors' files: the same letters under another name, and a zero without a slash.

Run by hand when the authors' files change: `python -m hardware.fonts.build`. Knows local files only; no part of a run.
"""

import sys
from pathlib import Path
from typing import Any

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from hardware.fonts import FONT_BOLD, FONT_REGULAR
from hardware.fonts.signs import SIGNS

_HERE = Path(__file__).parent

FAMILY = "Relais Lisible"
AUTHORS_FAMILY = "Atkinson Hyperlegible Next"
AUTHORS = {
    FONT_REGULAR: _HERE / "authors" / "AtkinsonHyperlegibleNext-Regular.ttf",
    FONT_BOLD: _HERE / "authors" / "AtkinsonHyperlegibleNext-Bold.ttf",
}
"""Ours, and theirs that it is made from."""

_NOTICE, _VERSION, _ADDRESSES = 0, 5, (11, 12)
"""Kinds of names. The addresses of vendor and designer are left out: what we changed is not theirs to answer for."""
_CHANGED = "; zero drawn without its slash for Relais, from "
_SLASHED_CONTOURS = 3
Point = tuple[int, int]


def build(authors: Path) -> TTFont:
    """Our font from theirs; the same bytes each time, as no date is written."""
    font = TTFont(authors, recalcTimestamp=False)
    unslash(font)
    _rename(font)
    return font


def unslash(font: TTFont) -> None:
    """Draw zero with one whole counter; `zero.tf`, for columns of numbers, is a reference to it and follows.

    A slash leaves two half counters. The lower left quarter of the ring is whole: mirrored twice, it is the counter.
    """
    table = font["glyf"]
    contours = contours_of(font, "zero")
    if len(contours) != _SLASHED_CONTOURS:
        raise ValueError("zero is not an outline and two half counters: the authors' drawing has changed")
    pen = TTGlyphPen(None)
    for contour in (contours[0], _whole_counter(contours[1])):
        _draw(pen, contour)
    table["zero"] = pen.glyph()


def signs_of(*fonts: TTFont) -> str:
    """Every sign that has a glyph in all of them, in the order of Unicode."""
    return "".join(map(chr, sorted(set.intersection(*(set(font.getBestCmap()) for font in fonts)))))


def contours_of(font: TTFont, name: str) -> list[list[tuple[Point, bool]]]:
    """The outlines of one glyph, each point with whether it is on the curve."""
    points, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    starts = [0, *(end + 1 for end in ends)]
    marked = [(point, bool(flag & 1)) for point, flag in zip(points, flags, strict=True)]
    return [marked[start : end + 1] for start, end in zip(starts, ends, strict=False)]


def _whole_counter(lower: list[tuple[Point, bool]]) -> list[tuple[Point, bool]]:
    """From the lower half counter, which goes clockwise from its lowest point and ends with the untouched quarter."""
    lowest = lower[0][0]
    leftmost = min((point for point, is_on in lower if is_on), key=lambda point: point[0])
    quarter = lower[[point for point, _ in lower].index(leftmost) :]
    middle = (lowest[0], leftmost[1])

    def mirrored(across: int, up: int) -> list[tuple[Point, bool]]:
        return [
            ((middle[0] + across * (x - middle[0]), middle[1] + up * (y - middle[1])), is_on)
            for (x, y), is_on in [*quarter, lower[0]]
        ]

    lower_left, lower_right = mirrored(1, 1)[:-1], mirrored(-1, 1)[:0:-1]
    upper_right, upper_left = mirrored(-1, -1)[:-1], mirrored(1, -1)[:0:-1]
    return [*lower_left, *lower_right, *upper_right, *upper_left]


def _draw(pen: Any, contour: list[tuple[Point, bool]]) -> None:
    """Start on the curve, as a pen wants it."""
    start = next(at for at, (_, is_on) in enumerate(contour) if is_on)
    ordered = [*contour[start:], *contour[:start]]
    pen.moveTo(ordered[0][0])
    waiting: list[Point] = []
    for point, is_on in [*ordered[1:], ordered[0]]:
        waiting.append(point)
        if is_on:
            pen.qCurveTo(*waiting)
            waiting = []
    pen.closePath()


def _rename(font: TTFont) -> None:
    """No name of theirs but in the notice, the credits and the licence (OFL 1.1, conditions 2 to 5)."""
    ours, theirs = FAMILY, AUTHORS_FAMILY
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in _ADDRESSES]
    for record in names.names:
        said = record.toUnicode()
        if record.nameID == _VERSION:
            record.string = said + _CHANGED + theirs
        elif record.nameID != _NOTICE:
            record.string = said.replace(theirs, ours).replace(theirs.replace(" ", ""), ours.replace(" ", ""))


if __name__ == "__main__":
    made = {file: build(source) for file, source in AUTHORS.items()}
    for file, font in made.items():
        font.save(file)
        sys.stdout.write(f"{file.name}\n")
    SIGNS.write_text(signs_of(*made.values()), encoding="utf-8")
