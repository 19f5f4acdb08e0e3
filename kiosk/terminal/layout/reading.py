"""A document by whole pages on white paper, with the action column on its right. Nothing scrolls."""

from kiosk.protocol import Key, Screen
from kiosk.terminal.layout.faces import stacked_key
from kiosk.terminal.layout.parts import note, note_block, note_height, panel
from kiosk.terminal.layout.pieces import Piece, pieces
from kiosk.terminal.layout.sheet import MAIN_KEY, Ink, Sheet, put
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Rect, Tone

COLUMN = 62.0
BIGGER = 1.0
"""« Plus grand » grows the text as large text does."""


def read(screen: Screen, local: Local, sheet: Sheet) -> None:
    """Title, date, author, then the text; before, after, larger, and what the site offers."""
    area = sheet.area
    box = Rect(area.x, area.y, area.w - COLUMN - 8, area.h)
    sheet.add(*panel(box))
    inner = box.inset(9, 7, 9, 6)
    bottom = _note(screen, sheet, box, inner.bottom)
    inner = Rect(inner.x, inner.y, inner.w, bottom - inner.y)
    paper = Sheet(inner, sheet.ruler, sheet.labels, sheet.look, BIGGER if local.is_bigger else sheet.growth)
    first = _heading(screen, paper)
    pages = paginate(pieces(screen.blocks, paper, is_bigger=local.is_bigger), inner.h, first)
    sheet.pages = len(pages)
    page = min(local.page, len(pages) - 1)
    if page:
        paper.items.clear()
    y = inner.y + (first if page == 0 else 0)
    for at, piece in enumerate(pages[page]):
        y += piece.gap if at else (4.0 if page == 0 else 0.0)
        piece.draw(paper, y)
        y += piece.height
    sheet.add(*paper.items)
    sheet.must(fit=paper.fits)
    _column(screen, local, sheet, page)


def _heading(screen: Screen, paper: Sheet) -> float:
    """Title and subtitle on the first page; gives their height."""
    area = paper.area
    title = paper.block(screen.title, "title", area.w, bold=True)
    subtitle = paper.block(screen.subtitle or screen.lead, "text", area.w)
    paper.add(put(title, area.x, area.y, area.w, Ink(on="face")))
    if subtitle.lines:
        ink = Ink(colour="soft", on="face")
        paper.add(put(subtitle, area.x, area.y + title.height + 2.5, area.w, ink))
    return title.height + (2.5 + subtitle.height if subtitle.lines else 0) + 1


def paginate(parts: list[Piece], height: float, first: float) -> list[list[Piece]]:
    """Share pieces out over pages; a heading never ends a page, and every piece is on one."""
    pages: list[list[Piece]] = [[]]
    used = first + 4.0
    for at, piece in enumerate(parts):
        following = parts[at + 1] if piece.is_heading and at + 1 < len(parts) else None
        needed = piece.height + (following.gap + following.height if following else 0)
        gap = piece.gap if pages[-1] else 0.0
        is_fresh = not pages[-1] and (len(pages) > 1 or not first)
        if used + gap + needed > height + 0.1 and not is_fresh:
            pages.append([])
            used, gap = 0.0, 0.0
        pages[-1].append(piece)
        used += gap + piece.height
    return pages


def _note(screen: Screen, sheet: Sheet, box: Rect, bottom: float) -> float:
    if not screen.note:
        return bottom
    width = box.w - 14
    block = note_block(sheet, screen.note.text, width)
    tall = note_height(block)
    note(sheet, Rect(box.x + 7, box.bottom - 6 - tall, width, tall), screen.note, block)
    return box.bottom - 6 - tall - 4


def _column(screen: Screen, local: Local, sheet: Sheet, page: int) -> None:
    area, labels = sheet.area, sheet.labels
    size = ("smaller", "magnifying-glass-minus") if local.is_bigger else ("bigger", "magnifying-glass-plus")
    own = [
        ("~before", labels("before"), "caret-up", Tone.PLAIN if page > 0 else Tone.OFF),
        ("~after", labels("after"), "caret-down", Tone.NEXT if page < sheet.pages - 1 else Tone.OFF),
        ("~bigger", labels(size[0]), size[1], Tone.PLAIN),
    ]
    has_more = page < sheet.pages - 1
    given = [(entry.id, entry.label, _icon(entry), _tone(entry, has_more=has_more)) for entry in screen.keys]
    entries = own + given
    gap = 4.3
    needed = [
        max(MAIN_KEY, 16.5 + sheet.block(label, "bar", COLUMN - 2, bold=True).height) for _, label, _, _ in entries
    ]
    spare = (area.h - (len(entries) - 1) * gap - sum(needed)) / len(entries)
    sheet.must(fit=spare >= 0)
    x, y = area.right - COLUMN, area.y
    for tall, (id_, label, icon, tone) in zip(needed, entries, strict=True):
        rect = Rect(x, y, COLUMN, min(tall + max(spare, 0.0), 52.0))
        sheet.add(stacked_key(sheet, rect, id_, label, icon=icon, tone=tone))
        y = rect.bottom + gap


def _icon(entry: Key) -> str:
    return entry.icon or ("arrow-right" if entry.is_next else "check")


def _tone(entry: Key, *, has_more: bool) -> Tone:
    """One dark key a screen: « Suite » while there is more to read, the site's after that."""
    return Tone.NEXT if entry.is_next and not has_more else Tone.PLAIN
