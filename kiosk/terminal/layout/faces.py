"""What stands on a key: icon and word in the middle, icon over word, or tile, name and second line. No screen kinds."""

from dataclasses import replace

from kiosk.protocol import Key
from kiosk.terminal.layout.sheet import FACE_OF, INK_OF, LIP, Block, Ink, Sheet, key, put, tile
from kiosk.terminal.scene import Align, Fill, Icon, KeyShape, Part, Rect, Tone, Words

INSIDE = 5.0
TILE_GAP = 4.0
CARET = 8.0
TICK = 13.0
INLINE = 11.0


def face(rect: Rect) -> Rect:
    """The key without its outline and lip."""
    return rect.inset(0.6, 0.6, 0.6, LIP)


def inline_key(  # noqa: PLR0913 - what may stand on a key, each by its name
    sheet: Sheet, rect: Rect, id_: str, label: str, *, icon: str = "", tone: Tone = Tone.PLAIN, kind: str = "label"
) -> KeyShape:
    """Icon and word side by side in the middle. An arrow or a caret stands after the word, anything else before."""
    after = icon in {"arrow-right", "caret-down", "caret-right"}
    side = (INLINE if icon else 0.0) * (1.8 if kind == "title" else 1.0)
    gap = 3.8 if icon else 0.0
    room = rect.w - 2 * 3.0 - side - gap
    block = sheet.block(label, kind, room, bold=True)
    sheet.must(fit=block.height <= face(rect).h + 0.5)
    wide = widest(sheet, block)
    left = rect.x + (rect.w - wide - side - gap) / 2
    middle = face(rect).y + face(rect).h / 2
    ink = Ink(colour=INK_OF[tone], on=FACE_OF[tone], align=Align.CENTRE if len(block.lines) > 1 else Align.LEFT)
    parts: list[Part] = [put(block, left if after else left + side + gap, middle - block.height / 2, wide + 0.5, ink)]
    if icon:
        at = left + wide + gap if after else left
        parts.append(Icon(rect=Rect(at, middle - side / 2, side, side), name=icon, colour=INK_OF[tone]))
    return key(rect, id_, label, *parts, tone=tone)


def stacked_key(  # noqa: PLR0913 - same
    sheet: Sheet, rect: Rect, id_: str, label: str, *, icon: str, tone: Tone = Tone.PLAIN, kind: str = "bar"
) -> KeyShape:
    """Icon over word: the bar, the action column, the keys beside the pad."""
    side = 12.5
    block = sheet.block(label, kind, rect.w - 2.0, bold=True)
    inside = face(rect)
    total = side + block.height
    sheet.must(fit=total <= inside.h + 1.5)
    top = inside.y + (inside.h - total) / 2
    ink = Ink(colour=INK_OF[tone], on=FACE_OF[tone], align=Align.CENTRE)
    return key(
        rect,
        id_,
        label,
        Icon(rect=Rect(rect.x + (rect.w - side) / 2, top, side, side), name=icon, colour=INK_OF[tone]),
        put(block, rect.x + 1.0, top + side, rect.w - 2.0, ink),
        tone=tone,
    )


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


def tick_kind(sheet: Sheet, entries: tuple[Key, ...], wide: float, tall: float) -> str:
    """One type size for all the boxes of a screen: choices are equal (words.md, rule 12)."""
    room = wide - 5.5 - TICK - TILE_GAP - INSIDE
    blocks = [sheet.block(entry.label, "label", room, bold=True) for entry in entries]
    fits = all(block.height <= tall - 2.5 for block in blocks)
    # Large text tries a smaller growth before a smaller type.
    return "label" if fits or sheet.growth > 0 else "bar"


def tick_key(sheet: Sheet, rect: Rect, entry: Key, *, picked: bool, round_: bool, kind: str = "label") -> KeyShape:
    """A key with a box: square where several may be chosen, round where one is."""
    tone = Tone.SELECTED if picked else Tone.PLAIN
    return ticked(sheet, rect, entry, tone=tone, round_=round_, kind=kind)


def ticked(sheet: Sheet, rect: Rect, entry: Key, *, tone: Tone, round_: bool, kind: str = "label") -> KeyShape:
    """The same in any tone."""
    inside = face(rect)
    box = Rect(rect.x + 5.5, inside.y + (inside.h - TICK) / 2, TICK, TICK)
    radius = TICK / 2 if round_ else 2.0
    parts: list[Part] = []
    if tone is Tone.SELECTED:
        parts.append(Fill(rect=box, colour="act", radius=radius))
        parts.append(Icon(rect=box.inset(1.5, 1.5, 1.5, 1.5), name="check", colour="on_act"))
    else:
        parts.append(Fill(rect=box, colour=FACE_OF[tone], radius=radius, edge=INK_OF[tone], line=0.9))
    x = box.right + TILE_GAP
    block = sheet.block(entry.label, kind, rect.right - INSIDE - x, bold=True)
    hint = sheet.block("" if sheet.is_large else entry.hint, "text", rect.right - INSIDE - x)
    total = block.height + hint.height
    sheet.must(fit=total <= inside.h + 0.5)
    top = inside.y + (inside.h - total) / 2
    parts.append(put(block, x, top, rect.right - INSIDE - x, Ink(colour=INK_OF[tone], on=FACE_OF[tone])))
    if hint.lines:
        parts.append(put(hint, x, top + block.height, rect.right - INSIDE - x, Ink(colour="soft", on=FACE_OF[tone])))
    # A tick decides nothing: « Continuer » does, and measures more.
    return key(rect, entry.id, entry.label, *parts, tone=tone, main=False)


def twin_key(sheet: Sheet, rect: Rect, entry: Key) -> KeyShape:
    """Yes or no to a grave act: same size, same colours, never the dark one."""
    inside = face(rect)
    side = min(26.0, inside.h - 20.0)
    block = sheet.block(entry.label, "label", rect.w - 2 * INSIDE, bold=True)
    total = side + 4.5 + block.height
    sheet.must(fit=total <= inside.h + 0.5)
    top = inside.y + (inside.h - total) / 2
    parts: list[Part] = []
    if entry.icon:
        parts += tile(rect.x + (rect.w - side) / 2, top, side, entry.icon, weight="bold")
    ink = Ink(on="face", align=Align.CENTRE)
    parts.append(put(block, rect.x + INSIDE, top + side + 4.5, rect.w - 2 * INSIDE, ink))
    return key(rect, entry.id, entry.label, *parts)


def char_key(sheet: Sheet, rect: Rect, id_: str, letter: str, kind: str) -> KeyShape:
    """A digit of the pad or a letter."""
    block = sheet.block(letter, kind, rect.w, bold=True)
    top = face(rect).y + (face(rect).h - block.height) / 2
    return key(rect, id_, letter, put(block, rect.x, top, rect.w, Ink(on="face", align=Align.CENTRE)), main=False)


def widest(sheet: Sheet, block: Block) -> float:
    """The width that a block really takes."""
    size = block.kind.size
    widths = (sum(sheet.ruler.width(run.text, size, bold=run.bold) for run in line) for line in block.lines)
    return max(widths, default=0.0)


def recoloured(words: Words, colour: str, on: str) -> Words:
    """The same words in other colours."""
    return replace(words, colour=colour, on=on)
