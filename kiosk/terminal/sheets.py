"""A paper and the document that follows it, as A4 pages: laid out as on the glass, smaller. No printer, no Kivy.

A picture of the document has a page of its own and is handed on as it came, to the dot.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from hardware.ports import Page
from kiosk.protocol import Block, BlockKind, Line, LineKind
from kiosk.terminal.drawing.paper import TALL, WIDE, PaperRuler, inked
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.pieces import ON_PAPER, Piece, pieces
from kiosk.terminal.layout.reading import paginate
from kiosk.terminal.layout.sheet import Block as Measured
from kiosk.terminal.layout.sheet import Ink, Sheet, put
from kiosk.terminal.scene import Align, Fill, Rect
from kiosk.terminal.theme import Look

INSIDE = Rect(20, 16, WIDE - 40, TALL - 32)
"""Where words stand on a sheet, in the millimetres of the glass."""
BLANK_MM = 22.0
"""Room to write by hand."""
_STYLES = {
    LineKind.BRAND: ("label", True),
    LineKind.TITLE: ("title", True),
    LineKind.STRONG: ("reading", True),
    LineKind.NUMBER: ("label", True),
}
_RULES = frozenset({LineKind.RULE, LineKind.SOLID_RULE, LineKind.BLANK})


def sheets(lines: tuple[Line, ...], blocks: tuple[Block, ...]) -> tuple[Page, ...]:
    """First the lines, then the document, whole and in its order; a square code, a receipt's alone, is left out."""
    paper = Sheet(INSIDE, PaperRuler(), Labels(), Look(), 0.0)
    pages: list[Page] = []
    waiting = [_piece(line, paper) for line in lines if line.kind is not LineKind.SQUARE]
    for is_picture, some in groupby(blocks, key=lambda block: block.kind is BlockKind.PICTURE):
        if is_picture:
            pages += [*_written(waiting, paper), *(Page(png=block.png) for block in some)]
            waiting = []
        else:
            waiting += pieces(tuple(some), paper, is_bigger=False)
    return (*pages, *_written(waiting, paper))


def _written(waiting: list[Piece], paper: Sheet) -> list[Page]:
    return [_page(some, paper) for some in paginate(waiting, INSIDE.h, 0.0) if some]


def _page(some: list[Piece], paper: Sheet) -> Page:
    paper.items.clear()
    y = INSIDE.y
    for at, piece in enumerate(some):
        y += piece.gap if at else 0.0
        piece.draw(paper, y)
        y += piece.height
    return Page(png=inked(paper.items))


def _piece(line: Line, paper: Sheet) -> Piece:
    if line.kind in _RULES:
        return _rule(BLANK_MM if line.kind is LineKind.BLANK else 0.6)
    kind, is_bold = _STYLES.get(line.kind, ("reading", False))
    block = paper.block(line.text, kind, paper.area.w, bold=is_bold)
    ink = replace(ON_PAPER, align=Align.CENTRE) if line.kind is LineKind.CENTRED else ON_PAPER
    return Piece(height=block.height, gap=4.0, draw=_words(block, ink), is_heading=line.kind is LineKind.TITLE)


def _words(block: Measured, ink: Ink) -> Callable[[Sheet, float], None]:
    return lambda sheet, y: sheet.add(put(block, sheet.area.x, y, sheet.area.w, ink))


def _rule(height: float) -> Piece:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.add(Fill(rect=Rect(sheet.area.x, y + height - 0.5, sheet.area.w, 0.5), colour="ink"))

    return Piece(height=height, gap=6.0, draw=draw)
