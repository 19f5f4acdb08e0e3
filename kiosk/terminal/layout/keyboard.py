"""Text on paper over azerty letters of 31 by 30 mm; accents and digits behind one key."""

from dataclasses import replace

from kiosk.protocol import Screen
from kiosk.terminal.layout.faces import char_key, inline_key
from kiosk.terminal.layout.sheet import MAIN_KEY, Ink, Sheet, put
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Fill, Item, KeyShape, Rect, Tone
from kiosk.terminal.typesetting import line_width

GAP = 3.0
COLUMNS = 10


def enter_text(screen: Screen, local: Local, sheet: Sheet) -> None:
    """The words typed so far, and the letters; a capital comes by itself after a full stop."""
    area = sheet.area
    keys_top = area.bottom + 4 - 4 * MAIN_KEY - 3 * GAP
    y = sheet.title(screen.title, top=area.y - 3)
    _paper(local, sheet, Rect(area.x, y + 4, area.w, keys_top - 5 - y - 4))
    wide = (area.w - (COLUMNS - 1) * GAP) / COLUMNS
    rows = sheet.labels("accents" if local.has_accents else "letters").split()
    for row, letters in enumerate(rows):
        _row(sheet, local, letters, Rect(area.x, keys_top + row * (MAIN_KEY + GAP), wide, MAIN_KEY))
    _last_row(sheet, local, keys_top + 3 * (MAIN_KEY + GAP))


def wants_capital(typed: str) -> bool:
    """At the start, after a full stop and on a new line."""
    kept = typed.rstrip(" ")
    return not kept or kept.endswith((".", "?", "!", "\n"))


def _row(sheet: Sheet, local: Local, letters: str, first: Rect) -> None:
    for at, letter in enumerate(letters[:COLUMNS]):
        shown = letter.upper() if wants_capital(local.typed) else letter
        rect = Rect(first.x + at * (first.w + GAP), first.y, first.w, first.h)
        sheet.add(char_key(sheet, rect, f"~type-{shown}", shown, "letter"))
    if len(letters) < COLUMNS:
        rect = Rect(first.x + (COLUMNS - 1) * (first.w + GAP), first.y, first.w, first.h)
        shape = inline_key(sheet, rect, "~erase", "", icon="backspace")
        sheet.add(named(shape, sheet.labels("erase")))


def named(shape: Item, name: str) -> Item:
    """A key with an icon alone still has a name, for the voice."""
    return replace(shape, name=name, parts=shape.parts[1:]) if isinstance(shape, KeyShape) else shape


def _last_row(sheet: Sheet, local: Local, y: float) -> None:
    area, labels = sheet.area, sheet.labels
    other = "to-letters" if local.has_accents else "to-accents"
    tone = Tone.NEXT if local.typed.strip() else Tone.OFF
    x = area.x
    for id_, label, wide, icon in (
        ("~accents", labels(other), 54.0, ""),
        ("~type- ", labels("space"), 104.0, ""),
        ("~type-\n", labels("new-line"), 82.0, "arrow-elbow-down-left"),
    ):
        sheet.add(inline_key(sheet, Rect(x, y, wide, MAIN_KEY), id_, label, icon=icon, kind="text"))
        x += wide + GAP
    sheet.add(inline_key(sheet, Rect(x, y, area.right - x, MAIN_KEY), "~accept", labels("next"), tone=tone))


def _paper(local: Local, sheet: Sheet, box: Rect) -> None:
    sheet.add(Fill(rect=box, colour="face", radius=2.5, edge="act", line=1.2))
    block = sheet.block(local.typed or " ", "reading", box.w - 18)
    room = max(int((box.h - 6) // block.kind.line), 1)
    sheet.must(fit=box.h >= block.kind.line + 6)
    lines = block.lines[-room:]
    shown = type(block)(lines=lines, kind=block.kind)
    x, y = box.x + 8.5, box.y + 4
    sheet.add(put(shown, x, y, box.w - 17, Ink(on="face")))
    last = lines[-1] if lines else ()
    at = x + line_width(last, block.kind.size, sheet.ruler) + (2 if local.typed.endswith(" ") else 0.8)
    top = y + (max(len(lines), 1) - 1) * block.kind.line + 2.5
    sheet.add(Fill(rect=Rect(at, top, 1.2, block.kind.line - 5), colour="act"))
