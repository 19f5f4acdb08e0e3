"""A row of a list or a menu: tile, bold name, second line, and the badge that says a state. No screen kinds."""

from kiosk.protocol import Key
from kiosk.terminal.layout.faces import CARET, INSIDE, TILE_GAP, face, widest
from kiosk.terminal.layout.sheet import Block, Ink, Sheet, key, put, tile
from kiosk.terminal.scene import Fill, Icon, KeyShape, Part, Rect


def row_key(sheet: Sheet, rect: Rect, entry: Key, *, side: float, has_caret: bool) -> KeyShape:
    """Tile, bold name, one second line; a badge at the right, or under the name where there is no caret."""
    inside = face(rect)
    x = rect.x + INSIDE
    parts: list[Part] = []
    if entry.icon:
        side = min(side, inside.h - 4)
        parts += tile(x, inside.y + (inside.h - side) / 2, side, entry.icon)
        x += side + TILE_GAP
    right = rect.right - INSIDE - (CARET + 3.0 if has_caret else 0.0)
    if has_caret:
        at = Rect(rect.right - INSIDE - CARET, inside.y + (inside.h - CARET) / 2, CARET, CARET)
        parts.append(Icon(rect=at, name="caret-right", colour="ink"))
    if entry.badge and has_caret:
        parts_of_badge, wide = badge(sheet, entry.badge, right, inside.y + inside.h / 2)
        parts += parts_of_badge
        right -= wide + 3.0
    parts += _two_lines(sheet, entry, Rect(x, inside.y, right - x, inside.h), badge_below=not has_caret)
    return key(rect, entry.id, entry.label, *parts)


def _two_lines(sheet: Sheet, entry: Key, room: Rect, *, badge_below: bool) -> list[Part]:
    name = sheet.block(entry.label, "label", room.w, bold=True)
    hint = sheet.block("" if sheet.is_large else entry.hint, "text", room.w)
    marked = 15.0 if badge_below and entry.badge and not sheet.is_large else 0.0
    hint = Block(lines=(), kind=hint.kind) if marked else hint
    if hint.lines and name.height + hint.height > room.h + 0.5:
        # A long title is whole on its own page; here it must not push out when it was written, and by whom.
        name = sheet.one_line(entry.label, "label", room.w, bold=True)
        hint = sheet.one_line(entry.hint, "text", room.w)
    total = name.height + hint.height + marked
    sheet.must(fit=total <= room.h + 0.5)
    top = room.y + (room.h - total) / 2
    parts: list[Part] = [put(name, room.x, top, room.w, Ink(on="face"))]
    if hint.lines:
        parts.append(put(hint, room.x, top + name.height, room.w, Ink(colour="soft", on="face")))
    if marked:
        found, _ = badge(sheet, entry.badge, room.x, top + name.height + 0.4 + 15 / 2, from_left=True)
        parts += found
    return parts


def badge(sheet: Sheet, words: str, edge: float, middle: float, *, from_left: bool = False) -> tuple[list[Part], float]:
    """A flat word that says a state. The dot says new, the crossed eye says hidden, ochre says it matters."""
    dot, icon, ground = _badge_look(words, sheet)
    sign = 4.6 if dot else 9.0 if icon else 0.0
    block = sheet.block(words, "text", 200, bold=True)
    wide = widest(sheet, block) + sign + (2.0 if sign else 0.0) + 2 * 2.8
    height = max(15.0, block.height + 1.2)
    box = Rect(edge if from_left else edge - wide, middle - height / 2, wide, height)
    parts: list[Part] = []
    if ground != "tint":
        parts.append(Fill(rect=box, colour=ground, radius=1.2, edge="edge", line=0.3))
    else:
        parts.append(Fill(rect=box, colour=ground, radius=1.2))
    x = box.x + 2.8
    if dot:
        parts.append(Fill(rect=Rect(x, middle - sign / 2, sign, sign), colour="act", radius=sign / 2))
    elif icon:
        parts.append(Icon(rect=Rect(x, middle - sign / 2, sign, sign), name=icon, colour="ink"))
    x += sign + (2.0 if sign else 0.0)
    parts.append(put(block, x, middle - block.height / 2, box.right - x - 2.0, Ink(on=ground)))
    return parts, wide


def _badge_look(words: str, sheet: Sheet) -> tuple[bool, str, str]:
    """Dot, icon and ground, by the word: the site sends nothing else."""
    word = words.lower()
    if word in sheet.labels("badges-hidden").split():
        return False, "eye-slash", "sand"
    if word in sheet.labels("badges-marked").split():
        return False, "arrow-up" if word == sheet.labels("badge-high") else "", "ochre_tint"
    return True, "", "tint"
