"""The white panel on the right and its drawings, rectangles and discs only: look at the real machine."""

from kiosk.protocol import Machine
from kiosk.terminal.layout.parts import panel
from kiosk.terminal.layout.sheet import Ink, Sheet, put
from kiosk.terminal.scene import Align, Fill, Icon, Item, Rect


def machine_panel(sheet: Sheet, rect: Rect, which: Machine, label: str, heading: str = "") -> None:
    """The panel: a heading above, the drawing, and a word under it."""
    sheet.add(*panel(rect))
    centred = Ink(on="face", align=Align.CENTRE)
    top = rect.y + 8
    if heading:
        block = sheet.block(heading, "title", rect.w - 16, bold=True)
        sheet.add(put(block, rect.x + 8, top, rect.w - 16, centred))
        top += block.height + 5
    word = sheet.block(label, "label", rect.w - 12, bold=True)
    bottom = rect.bottom - 7 - (word.height + 5 if word.lines else 0)
    tall = _HEIGHT[which]
    y = top + max(0.0, (bottom - top - tall) / 2)
    sheet.must(fit=bottom - top + 1 >= tall)
    sheet.add(*_drawing(which, rect.x + rect.w / 2, y))
    if word.lines:
        under = min(y + tall + 9, rect.bottom - 7 - word.height)
        sheet.add(put(word, rect.x + 6, under, rect.w - 12, centred))


_HEIGHT = {
    Machine.NONE: 0.0,
    Machine.CARD_WANTED: 98.0,
    Machine.CARD_UNREADABLE: 98.0,
    Machine.CARD_READING: 58.0,
    Machine.CARD_TAKE: 98.0,
    Machine.PAPER: 83.0,
}


def _drawing(which: Machine, middle: float, y: float) -> list[Item]:
    match which:
        case Machine.NONE:
            return []
        case Machine.CARD_WANTED | Machine.CARD_UNREADABLE:
            arrow = _arrow(middle, y + 51.5)
            return [*card(middle, y, chip=True), arrow, *reader(middle, y + 74)]
        case Machine.CARD_READING:
            return [*reader(middle, y + 34), *card(middle, y, chip=False, tall=44)]
        case Machine.CARD_TAKE:
            arrow = _arrow(middle, y + 51.5, up=True)
            return [*card(middle, y, chip=True), arrow, *reader(middle, y + 74)]
        case Machine.PAPER:
            return printer(middle, y)


def _arrow(middle: float, y: float, *, up: bool = False) -> Item:
    half = 18.0 / 2
    if not up:
        return Icon(rect=Rect(middle - 10, y - 1, 20, 20), name="arrow-fat-down", colour="tile_icon", weight="fill")
    return Icon(rect=Rect(middle - half, y, 18, 18), name="arrow-up", colour="tile_icon")


def card(middle: float, y: float, *, chip: bool, tall: float = 46.0) -> list[Item]:
    """A card: two lines of writing and the chip towards the machine."""
    wide = 72.0
    x = middle - wide / 2
    box = Rect(x, y, wide, tall)
    items: list[Item] = [
        Fill(rect=box, colour="card", radius=3.5, edge="card_edge", line=0.6),
        Fill(rect=Rect(x + 10, y + 8, 40, 4), colour="card_words", radius=1),
        Fill(rect=Rect(x + 10, y + 16, 28, 4), colour="card_words", radius=1),
    ]
    if chip:
        at = Rect(middle - 8, y + 25, 16, 13)
        items += [
            Fill(rect=at, colour="chip", radius=2, edge="chip_line", line=0.35),
            Fill(rect=Rect(at.x, at.y + at.h / 2 - 0.4, at.w, 0.8), colour="chip_line"),
            Fill(rect=Rect(at.x + at.w / 2 - 0.4, at.y, 0.8, at.h), colour="chip_line"),
        ]
    return items


def reader(middle: float, y: float) -> list[Item]:
    """The reader: a dark body, a black slot, its light."""
    wide = 108.0
    x = middle - wide / 2
    return [
        Fill(rect=Rect(x, y, wide, 24), colour="machine", radius=3.5),
        Fill(rect=Rect(x + 14, y + 10.8, 80, 3.6), colour="slot_light", radius=1.8),
        Fill(rect=Rect(x + 14, y + 10, 80, 3.6), colour="slot", radius=1.8),
    ]


def printer(middle: float, y: float) -> list[Item]:
    """The printer with its receipt coming out, square code and all."""
    x = middle - 48
    paper = Rect(middle - 27.5, y + 11.2, 55, 71.5)
    items: list[Item] = [
        Fill(rect=Rect(x, y, 96, 39), colour="machine", radius=3.5),
        Fill(rect=Rect(x + 14, y + 9.8, 68, 3.6), colour="slot_light", radius=1.2),
        Fill(rect=Rect(x + 14, y + 9, 68, 3.6), colour="slot", radius=1.2),
        Fill(rect=paper, colour="receipt", edge="edge", line=0.5),
    ]
    for at, (wide, colour) in enumerate(((39.0, "edge"), (29.5, "receipt_words"), (34.5, "receipt_words"))):
        items.append(Fill(rect=Rect(paper.x + 8, paper.y + 9.3 + at * 8.1, wide, 3.4), colour=colour, radius=1))
    code = Rect(middle - 12.6, paper.y + 37, 25.2, 25.2)
    items.append(Fill(rect=code, colour="receipt_ink", radius=1))
    for dx, dy, side in ((3.4, 3.4, 6.8), (15.0, 3.4, 6.8), (3.4, 15.0, 6.8), (15.0, 16.2, 4.4)):
        items.append(Fill(rect=Rect(code.x + dx, code.y + dy, side, side), colour="receipt"))
    return items
