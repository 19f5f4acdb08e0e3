"""Draws a paper as a one-bit picture 576 dots wide, as in look/12a and 12b. Knows no printer and no line.

The type is ours on any printer: no code page, no font of the machine. Sizes are those of look/tokens.toml, paper.
"""

from dataclasses import replace
from typing import assert_never

from PIL import Image, ImageDraw

from hardware.ports import BlankLine, CodeGrid, LineStyle, Paper, PaperPart, RuleLine, SquareCode, TextLine
from hardware.receipt_printer.brand_mark import MARK_SIZE, brand_mark
from hardware.receipt_printer.square_code import draw_square
from hardware.receipt_printer.typesetting import SetLine, clean, ink, letters_of, wrap

WIDTH = 576
"""Dots across: 72 mm of an 80 mm roll."""
DOTS_PER_MM = 8

_MARGIN = 24
_INSIDE = WIDTH - 2 * _MARGIN
_TEXT, _TITLE, _NUMBER, _CODE, _INDEX = 38, 46, 50, 43, 30
_BRAND_LEFT = 113
_PARAGRAPH, _AFTER_TITLE, _AROUND_RULE = 14, 10, 18
_SOLID, _DASHED, _DASH, _DASH_GAP = 4, 2, 6, 4
_FOOT = 44
_BOX, _BOX_PITCH, _BOX_GAP, _BOX_LINE, _BOX_RADIUS = 74, 88, 20, 3, 8
_BOX_NUMBER_LEFT = 57
_ONE_BLOCK = {
    (LineStyle.STRONG, LineStyle.TEXT),
    (LineStyle.TEXT, LineStyle.NUMBER),
    (LineStyle.STRONG, LineStyle.NUMBER),
    (LineStyle.NUMBER, LineStyle.TEXT),
    (LineStyle.CENTRED, LineStyle.CENTRED),
}


def draw(paper: Paper) -> Image.Image:
    """Draw it, 0 for ink. Raises ValueError when a square code is not plain ASCII or is too long to be read."""
    pieces: list[Image.Image] = [_white(_MARGIN)]
    before: PaperPart | None = None
    for part in _with_place_beside_the_mark(paper.parts):
        gap = _gap(before, part)
        if gap:
            pieces.append(_white(gap))
        pieces.append(_part(part))
        before = part
    pieces.append(_white(_FOOT))
    sheet = _white(sum(piece.height for piece in pieces))
    top = 0
    for piece in pieces:
        sheet.paste(piece, (0, top))
        top += piece.height
    return sheet


def words(paper: Paper) -> str:
    """Give what the paper says, one part a line, a square code by its content."""
    return "\n".join(_words(part) for part in paper.parts) + "\n"


def _words(part: PaperPart) -> str:
    match part:
        case TextLine():
            return clean(part.text)
        case RuleLine():
            return "-" * 32
        case BlankLine():
            return ""
        case SquareCode():
            return part.content
        case CodeGrid():
            return "\n".join(f"{number:>2}  {code}" for number, code in enumerate(part.codes, 1))
        case _:
            assert_never(part)


def _gap(before: PaperPart | None, part: PaperPart) -> int:
    if before is None or isinstance(before, SquareCode) or isinstance(part, BlankLine | SquareCode):
        return 0
    if isinstance(before, RuleLine | CodeGrid) or isinstance(part, RuleLine | CodeGrid):
        return _AROUND_RULE
    if isinstance(before, BlankLine):
        return _AFTER_TITLE
    if (before.style, part.style) in _ONE_BLOCK:
        return 0
    return _AFTER_TITLE if before.style is LineStyle.TITLE else _PARAGRAPH


def _part(part: PaperPart) -> Image.Image:
    match part:
        case TextLine(style=LineStyle.BRAND):
            return _brand(part)
        case TextLine():
            return _text(part)
        case RuleLine():
            return _rule(dashed=part.dashed)
        case BlankLine():
            return _room_to_write(part.height_mm)
        case SquareCode():
            return _square_code(part.content)
        case CodeGrid():
            return _code_grid(part.codes)
        case _:
            assert_never(part)


def _white(height: int) -> Image.Image:
    return Image.new("1", (WIDTH, height), 1)


def _lines(lines: list[SetLine], left: int, *, centred: bool = False) -> Image.Image:
    sheet = _white(sum(line.height for line in lines))
    top = 0
    for line in lines:
        ink(sheet, line, (WIDTH - line.width) / 2 if centred else left, top)
        top += line.height
    return sheet


def _text(line: TextLine) -> Image.Image:
    size = {LineStyle.TITLE: _TITLE, LineStyle.NUMBER: _NUMBER}.get(line.style, _TEXT)
    bold = line.style in {LineStyle.TITLE, LineStyle.NUMBER, LineStyle.STRONG}
    letters = letters_of(line.text, bold=bold, strong=line.strong)
    return _lines(wrap(letters, size, _INSIDE), _MARGIN, centred=line.style is LineStyle.CENTRED)


def _brand(line: TextLine) -> Image.Image:
    name, _, place = line.text.partition("\n")
    width = WIDTH - _MARGIN - _BRAND_LEFT
    lines = wrap(letters_of(name, bold=True), _TITLE, width)
    if place:
        lines += wrap(letters_of(place), _TEXT, width)
    sheet = _lines(lines, _BRAND_LEFT)
    mark = brand_mark()
    if sheet.height < MARK_SIZE[1]:
        taller = _white(MARK_SIZE[1])
        taller.paste(sheet, (0, (taller.height - sheet.height) // 2))
        sheet = taller
    sheet.paste(mark, (_MARGIN + 7, (sheet.height - mark.height) // 2))
    return sheet


def _rule(*, dashed: bool) -> Image.Image:
    sheet = _white(_DASHED if dashed else _SOLID)
    pen = ImageDraw.Draw(sheet)
    step, length = (_DASH + _DASH_GAP, _DASH) if dashed else (_INSIDE, _INSIDE)
    for left in range(_MARGIN, WIDTH - _MARGIN, step):
        pen.rectangle((left, 0, min(left + length, WIDTH - _MARGIN) - 1, sheet.height), fill=0)
    return sheet


def _square_code(content: str) -> Image.Image:
    square = draw_square(content, WIDTH)
    sheet = _white(square.height)
    sheet.paste(square, ((WIDTH - square.width) // 2, 0))
    return sheet


def _room_to_write(height_mm: float) -> Image.Image:
    sheet = _white(round(height_mm * DOTS_PER_MM))
    line = (_MARGIN, sheet.height - _DASHED, WIDTH - _MARGIN - 1, sheet.height)
    ImageDraw.Draw(sheet).rectangle(line, fill=0)
    return sheet


def _with_place_beside_the_mark(parts: tuple[PaperPart, ...]) -> tuple[PaperPart, ...]:
    match parts:
        case (TextLine(style=LineStyle.BRAND) as brand, TextLine(style=LineStyle.TEXT) as place, *rest):
            return (replace(brand, text=f"{brand.text}\n{place.text}"), *rest)
        case _:
            return parts


def _code_grid(codes: tuple[str, ...]) -> Image.Image:
    rows = (len(codes) + 1) // 2
    sheet = _white(max(rows * _BOX_PITCH - (_BOX_PITCH - _BOX), 0))
    pen = ImageDraw.Draw(sheet)
    wide = (_INSIDE - _BOX_GAP) // 2
    for at, code in enumerate(codes):
        left, top = _MARGIN + at % 2 * (wide + _BOX_GAP), at // 2 * _BOX_PITCH
        edges = (left, top, left + wide - 1, top + _BOX - 1)
        pen.rounded_rectangle(edges, radius=_BOX_RADIUS, outline=0, width=_BOX_LINE)
        index = SetLine(letters_of(str(at + 1)), _INDEX)
        number = SetLine(letters_of(code, bold=True), _CODE, is_tabular=True)
        ink(sheet, index, left + _BOX_NUMBER_LEFT - 11 - index.width, top + (_BOX - index.height) // 2)
        ink(sheet, number, left + _BOX_NUMBER_LEFT, top + (_BOX - number.height) // 2)
    return sheet
