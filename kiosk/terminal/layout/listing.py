"""The person's own things, newest first, by whole pages: nothing scrolls."""

from kiosk.protocol import Screen
from kiosk.terminal.layout.faces import inline_key, widest
from kiosk.terminal.layout.parts import note, note_block, note_height
from kiosk.terminal.layout.rows import row_key
from kiosk.terminal.layout.sheet import MAIN_KEY, Ink, Sheet, put
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Align, Rect, Tone

ROW, ROW_FLOOR, GAP = 36.0, 33.8, 4.0
ROWS = 4


def listing(screen: Screen, local: Local, sheet: Sheet) -> None:
    """Four rows a page; under them, more recent, the page, older."""
    area = sheet.area
    y = _heading(screen, sheet)
    if screen.note:
        block = note_block(sheet, screen.note.text, area.w)
        tall = note_height(block)
        note(sheet, Rect(area.x, y, area.w, tall), screen.note, block)
        y += tall + 5
    if len(screen.keys) <= _fitting(sheet, y, area.bottom):
        _rows(screen, sheet, y, area.bottom, 0, ROWS)
        return
    bottom = area.bottom - MAIN_KEY
    per_page = max(_fitting(sheet, y, bottom - GAP), 1)
    sheet.pages = -(-len(screen.keys) // per_page)
    page = min(local.page, sheet.pages - 1)
    _rows(screen, sheet, y, bottom - GAP, page * per_page, per_page)
    _pager(sheet, page, bottom)


def _heading(screen: Screen, sheet: Sheet) -> float:
    """The title, and its remark beside it when both fit on one line."""
    area = sheet.area
    if not screen.lead:
        return sheet.title(screen.title, top=area.y - 2) + 5
    used = sheet.width(screen.title, "title", bold=True)
    block = sheet.block(screen.lead, "text", area.w)
    if len(block.lines) == 1 and used + 10 + widest(sheet, block) <= area.w:
        y = sheet.title(screen.title, top=area.y - 2)
        middle = area.y - 2 + sheet.type("title").line / 2
        ink = Ink(colour="soft", align=Align.RIGHT)
        sheet.add(put(block, area.x + used + 5, middle - block.height / 2, area.w - used - 5, ink))
        return y + 5
    y = sheet.title(screen.title, top=area.y - 4)
    sheet.add(put(block, area.x, y, area.w, Ink(colour="soft")))
    return y + block.height + 2.5


def _fitting(sheet: Sheet, top: float, bottom: float) -> int:
    most = 3 if sheet.is_large or sheet.look.is_calm else ROWS
    return min(most, int((bottom - top + GAP + 0.01) // (ROW_FLOOR + GAP)))


def _rows(screen: Screen, sheet: Sheet, top: float, bottom: float, first: int, count: int) -> None:
    area = sheet.area
    rows = screen.keys[first : first + count]
    per_page = max(_fitting(sheet, top, bottom), 1)
    tall = (bottom - top - (per_page - 1) * GAP) / per_page
    tall = min(tall, 44.0 if sheet.is_large or sheet.look.is_calm else ROW)
    for at, entry in enumerate(rows):
        rect = Rect(area.x, top + at * (tall + GAP), area.w, tall)
        sheet.add(row_key(sheet, rect, entry, side=22.0, has_caret=True))


def _pager(sheet: Sheet, page: int, top: float) -> None:
    area, labels = sheet.area, sheet.labels
    wide = 112.0
    newer = Tone.PLAIN if page > 0 else Tone.OFF
    older = Tone.PLAIN if page < sheet.pages - 1 else Tone.OFF
    left, right = Rect(area.x, top, wide, MAIN_KEY), Rect(area.right - wide, top, wide, MAIN_KEY)
    sheet.add(inline_key(sheet, left, "~newer", labels("newer"), icon="caret-up", tone=newer))
    sheet.add(inline_key(sheet, right, "~older", labels("older"), icon="caret-down", tone=older))
    block = sheet.block(labels("page", page=page + 1, pages=sheet.pages), "text", area.w - 2 * wide - 8, bold=True)
    ink = Ink(align=Align.CENTRE)
    sheet.add(put(block, left.right + 4, top + (MAIN_KEY - block.height) / 2, area.w - 2 * wide - 8, ink))
