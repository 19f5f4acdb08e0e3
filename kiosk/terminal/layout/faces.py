"""What stands on a key: icon and word in the middle, or icon over word; ticks. No screen kinds."""

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
