"""A document as pieces that a page can hold: headings, lines, items, rows, pictures. Measured, not yet placed."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from kiosk.protocol import Block, BlockKind
from kiosk.terminal.layout.faces import widest
from kiosk.terminal.layout.rows import badge
from kiosk.terminal.layout.sheet import Block as Measured
from kiosk.terminal.layout.sheet import Ink, Sheet, put
from kiosk.terminal.scene import Align, Fill, Icon, Part, Photo, Rect
from kiosk.terminal.typesetting import SHORT

FLAGGED = 4
"""Cells of a row that ends with the laboratory's own flag."""
SHORT_FLAG = 8
FLAG_W, FLAG_W_LARGE = 58.0, 66.0
FIRST_ROW = 3.0
ON_PAPER = Ink(on="face")
SOFT = Ink(colour="soft", on="face")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Something that is never cut by the end of a page."""

    height: float
    gap: float
    draw: Callable[[Sheet, float], None]
    is_heading: bool = False


def pieces(blocks: tuple[Block, ...], paper: Sheet, *, is_bigger: bool) -> list[Piece]:
    """Every part of a document, in order."""
    found: list[Piece] = []
    for block in blocks:
        taken = found[-1].height + 4 if found and found[-1].is_heading else 0.0
        if block.kind is BlockKind.PICTURE:
            found.extend(_picture(paper, block.png, paper.area.h - taken, is_bigger=is_bigger))
        else:
            found.extend(_pieces(block, paper))
    return found


def _pieces(block: Block, paper: Sheet) -> Iterator[Piece]:
    match block.kind:
        case BlockKind.HEADING:
            measured = paper.block(block.text, "label", paper.area.w, bold=True)
            yield Piece(height=measured.height, gap=9.0, draw=_words(measured, 0), is_heading=True)
        case BlockKind.PARAGRAPH:
            yield from _lines(paper, block.text, 0.0, 7.0)
        case BlockKind.LIST:
            for item in block.items:
                yield from _item(paper, item)
        case BlockKind.TABLE:
            yield from _table(paper, block)
        case BlockKind.PICTURE:
            return


def _table(paper: Sheet, block: Block) -> Iterator[Piece]:
    if block.text:
        yield from _lines(paper, block.text, 0.0, 7.0)
    for at, row in enumerate(block.rows):
        piece = _row(paper, block.header, row, is_last=at == len(block.rows) - 1)
        yield replace(piece, gap=FIRST_ROW) if at == 0 else piece


def _words(measured: Measured, indent: float, ink: Ink = ON_PAPER) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.add(put(measured, sheet.area.x + indent, y, sheet.area.w - indent, ink))

    return draw


def _lines(paper: Sheet, text: str, indent: float, gap: float) -> Iterator[Piece]:
    """A paragraph that may go on over the page, never by one line alone; a short one stays whole."""
    whole = paper.block(text, "reading", paper.area.w - indent)
    if len(whole.lines) <= SHORT:
        yield Piece(height=whole.height, gap=gap, draw=_words(whole, indent))
        return
    last = len(whole.lines) - 2
    for at in (0, *range(2, last), last):
        some = Measured(lines=whole.lines[at : at + 2 if at in (0, last) else at + 1], kind=whole.kind)
        yield Piece(height=some.height, gap=gap if at == 0 else 0.0, draw=_words(some, indent))


def _item(paper: Sheet, text: str) -> Iterator[Piece]:
    for at, piece in enumerate(_lines(paper, text, 8.0, 3.0)):
        draw = _dotted(piece, paper.type("reading").line) if at == 0 else piece.draw
        yield Piece(height=piece.height, gap=piece.gap, draw=draw)


def _dotted(piece: Piece, line: float) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, y: float) -> None:
        dot = Rect(sheet.area.x + 1, y + line / 2 - 1.3, 3.2, 3.2)
        sheet.add(Fill(rect=dot, colour="act", radius=1.6))
        piece.draw(sheet, y)

    return draw


def _row(paper: Sheet, header: tuple[str, ...], row: tuple[str, ...], *, is_last: bool) -> Piece:
    """Name and remarks on the left, value in bold aligned right; a long value goes under its name."""
    name, value, *others = (*row, "", "")[: max(len(row), 2)]
    flag = others.pop() if len(row) == FLAGGED and len(row[-1]) <= SHORT_FLAG else ""
    wide = paper.area.w - (_flag_width(paper) if len(row) == FLAGGED else 0)
    most = wide * 0.45
    said = paper.block(value, "label", most, bold=True)
    is_beside = len(said.lines) <= 2  # noqa: PLR2004 - a value of three lines is a text
    if not is_beside:
        said = paper.block(value, "reading", wide)
    room = wide - (widest(paper, said) + 8 if is_beside and value else 0)
    first = paper.block(name, "label", room, bold=True)
    remark = paper.block(_remarks(header, others), "text", room)
    if len(remark.lines) > 1:
        remark = paper.block(_remarks(header, others).replace(" : ", " :\n"), "text", room)
    left = first.height + remark.height
    tall = (max(left, said.height) if is_beside else left + said.height) + 6

    def draw(sheet: Sheet, y: float) -> None:
        x, top = sheet.area.x, y + 3
        start = top + (max(said.height - left, 0) / 2 if is_beside else 0)
        sheet.add(put(first, x, start, room, ON_PAPER), put(remark, x, start + first.height, room, SOFT))
        at = top + max(left - said.height, 0) / 2 if is_beside else top + left
        ink = Ink(on="face", align=Align.RIGHT if is_beside else Align.LEFT)
        sheet.add(put(said, x + wide - most if is_beside else x, at, most if is_beside else wide, ink))
        if flag:
            sheet.add(*_flag(sheet, flag, x + wide + 7, top + (tall - 6) / 2))
        if not is_last:
            sheet.add(Fill(rect=Rect(x, y + tall - 0.15, sheet.area.w, 0.3), colour="hair"))

    return Piece(height=tall, gap=0.0, draw=draw)


def _flag(sheet: Sheet, flag: str, x: float, middle: float) -> list[Part]:
    """What the laboratory said of a value, in its own word; the usual one is plain."""
    if flag.lower() != sheet.labels("flag-usual"):
        return badge(sheet, flag, x, middle, from_left=True)[0]
    block = sheet.block(flag, "text", _flag_width(sheet))
    sign = Icon(rect=Rect(x, middle - 4.5, 9, 9), name="check", colour="ink")
    return [sign, put(block, x + 11, middle - block.height / 2, _flag_width(sheet) - 18, ON_PAPER)]


def _flag_width(sheet: Sheet) -> float:
    return FLAG_W_LARGE if sheet.is_large else FLAG_W


def _remarks(header: tuple[str, ...], others: list[str]) -> str:
    names = header[2:] if len(header) > 2 else ()  # noqa: PLR2004 - name and value come first
    said = []
    for at, other in enumerate(others):
        if other:
            name = names[at] if at < len(names) else ""
            said.append(f"{name} : {other}" if name else other)
    return "\n".join(said)


def _picture(paper: Sheet, png: bytes, most: float, *, is_bigger: bool) -> Iterator[Piece]:
    """A page fitted whole, or as wide as the paper and cut into slices; unreadable bytes give nothing."""
    try:
        with Image.open(BytesIO(png)) as image:
            wide_px, tall_px = image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return
    room = paper.area
    if not is_bigger:
        scale = min(room.w / wide_px, most / tall_px)
        yield _photo(png, wide_px * scale, tall_px * scale, (0.0, 1.0))
        return
    tall = tall_px * room.w / wide_px
    count = max(math.ceil(tall / most), 1)
    for at in range(count):
        yield _photo(png, room.w, tall / count, (at / count, (at + 1) / count))


def _photo(png: bytes, wide: float, tall: float, part: tuple[float, float]) -> Piece:
    def draw(sheet: Sheet, y: float) -> None:
        x = sheet.area.x + (sheet.area.w - wide) / 2
        sheet.add(Photo(rect=Rect(x, y, wide, tall), png=png, part=part))

    return Piece(height=tall, gap=4.0, draw=draw)
