"""The type of screens and papers: the authors' letters, a zero without a slash, another name, their licence."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from hardware.fonts import FONT_BOLD, FONT_REGULAR
from hardware.fonts.build import AUTHORS, AUTHORS_FAMILY, FAMILY, build, contours_of, unslash

OURS = (FONT_REGULAR, FONT_BOLD)
weights = pytest.mark.parametrize("ours", OURS, ids=["regular", "bold"])
IDENTITY = (1, 3, 4, 6, 16, 25)
"""Kinds of names by which a font is called."""
NOTICE, CREDITS, LICENCE = 0, (8, 9), (13, 14)


def white_rings(font: Path, sign: str) -> int:
    """How many closed white places a sign has when it is drawn: a slash makes two of one."""
    face = ImageFont.truetype(font, 200)
    canvas = Image.new("L", (300, 300), 255)
    ImageDraw.Draw(canvas).text((60, 30), sign, font=face, fill=0)
    canvas = canvas.point([0 if level < 128 else 255 for level in range(256)])
    ImageDraw.floodfill(canvas, (0, 0), 0)
    rings = 0
    while (place := _first_white(canvas)) is not None:
        ImageDraw.floodfill(canvas, place, 0)
        rings += 1
    return rings


def _first_white(canvas: Image.Image) -> tuple[int, int] | None:
    at = canvas.tobytes().find(b"\xff")
    return None if at < 0 else (at % canvas.width, at // canvas.width)


def names(font: TTFont, kinds: tuple[int, ...]) -> list[str]:
    return [record.toUnicode() for record in font["name"].names if record.nameID in kinds]


@weights
def test_zero_has_one_whole_counter(ours: Path) -> None:
    """An outline and one counter, in running text and in columns; drawn, one white place."""
    font = TTFont(ours)
    assert len(contours_of(font, "zero")) == 2
    assert len(contours_of(font, "zero.tf")) == 2
    assert white_rings(ours, "0") == 1


@weights
def test_the_authors_zero_fails_that_check(ours: Path) -> None:
    """The control: their slash is seen, as outlines and as ink; an 8 has two places, an O one."""
    assert len(contours_of(TTFont(AUTHORS[ours]), "zero")) == 3
    assert white_rings(AUTHORS[ours], "0") == 2
    assert (white_rings(ours, "8"), white_rings(ours, "O")) == (2, 1)


@weights
def test_zero_is_not_taken_for_the_letter(ours: Path) -> None:
    """It is at least a tenth narrower than O, and its counter higher than wide by half; the letter's is not."""

    def spans(name: str, contour: int) -> tuple[int, int]:
        points = [point for point, _ in contours_of(TTFont(ours), name)[contour]]
        across, up = zip(*points, strict=True)
        return max(across) - min(across), max(up) - min(up)

    assert spans("zero", 0)[0] <= 0.9 * spans("O", 0)[0]
    zero, letter = spans("zero", 1), spans("O", 1)
    assert zero[1] >= 1.5 * zero[0]
    assert letter[1] < 1.3 * letter[0]


@weights
def test_building_again_gives_the_committed_type(ours: Path) -> None:
    """Every outline, width and name: nothing was drawn by hand afterwards."""
    committed, built = TTFont(ours), build(AUTHORS[ours])
    assert built.getGlyphOrder() == committed.getGlyphOrder()
    for name in built.getGlyphOrder():
        assert contours_of(built, name) == contours_of(committed, name), name
    assert built["hmtx"].metrics == committed["hmtx"].metrics
    assert built.getBestCmap() == committed.getBestCmap()
    every = tuple(range(300))
    assert names(built, every) == names(committed, every)


@weights
def test_nothing_but_zero_was_drawn_again(ours: Path) -> None:
    """All other letters are the authors'; the zero's own outline and width too."""
    theirs, committed = TTFont(AUTHORS[ours]), TTFont(ours)
    changed = {name for name in theirs.getGlyphOrder() if contours_of(theirs, name) != contours_of(committed, name)}
    assert changed == {"zero", "zero.tf"}
    assert contours_of(theirs, "zero")[0] == contours_of(committed, "zero")[0]
    assert theirs["hmtx"].metrics == committed["hmtx"].metrics


@weights
def test_it_goes_under_its_own_name_and_their_licence(ours: Path) -> None:
    """No name of theirs but in notice, version and credits (OFL 1.1, conditions 2 to 5); theirs is found in theirs."""
    font, theirs = TTFont(ours), TTFont(AUTHORS[ours])
    assert all(name.replace(" ", "").find("Atkinson") < 0 for name in names(font, IDENTITY))
    assert any("Atkinson" in name for name in names(theirs, IDENTITY))
    assert FAMILY in names(font, (1,))
    for kept in ((NOTICE,), CREDITS, LICENCE):
        assert names(font, kept) == names(theirs, kept)
    beside = ours.parent
    assert names(font, (NOTICE,))[0] in (beside / "OFL.txt").read_text(encoding="utf-8")
    assert AUTHORS_FAMILY in (beside / "FONTLOG.txt").read_text(encoding="utf-8")


def test_an_unknown_drawing_is_not_cut_blindly() -> None:
    """A zero that has no slash any more stops the build: somebody must look."""
    font = build(AUTHORS[FONT_REGULAR])
    with pytest.raises(ValueError, match="changed"):
        unslash(font)
