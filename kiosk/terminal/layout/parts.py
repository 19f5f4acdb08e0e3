"""What several kinds share: facts, notes, statements, panels and the keys at the foot. No kind of its own."""

import re
from collections.abc import Callable

from kiosk.protocol import Fact, Key, Note, NoteTone
from kiosk.terminal.layout.faces import inline_key
from kiosk.terminal.layout.sheet import MAIN_KEY, Block, Ink, Sheet, Stack, put, tile
from kiosk.terminal.scene import Align, Fill, Icon, Item, KeyShape, Part, Rect, Tone

EDGE_OF = {
    NoteTone.CALM: ("tint", "act", "info"),
    NoteTone.BEFORE: ("ochre_tint", "ochre", "warning-circle"),
    NoteTone.MISSING: ("brick_tint", "brick", "x"),
    NoteTone.SURE: ("green_tint", "green", "check"),
}
NOTE_ICON = 12.0
PAIR = 2
_SENTENCE_END = re.compile(r"(?<=[.?!]) +(?=\S)")


def panel(rect: Rect, *, edge: str = "hair") -> list[Item]:
    """A flat white sheet: a document, a statement or the machine."""
    return [Fill(rect=rect, colour="face", radius=2.5, edge=edge, line=0.3)]


def note_block(sheet: Sheet, text: str, width: float) -> Block:
    """A note's words, measured."""
    room = width - 2.4 - 5 - NOTE_ICON - 4 - 5
    return by_sentence(sheet, text, "text", room)


def by_sentence(sheet: Sheet, text: str, kind: str, width: float) -> Block:
    """Each sentence on a line of its own, when that takes no more lines."""
    plain, apart = (sheet.block(words, kind, width) for words in (text, _SENTENCE_END.sub("\n", text)))
    return apart if len(apart.lines) <= len(plain.lines) else plain


def note_height(block: Block) -> float:
    """What the note takes with its padding."""
    return block.height + 8.0


def note(sheet: Sheet, rect: Rect, given: Note, block: Block) -> None:
    """A flat panel with an edge; the icon says the same as the colour."""
    ground, edge, icon = EDGE_OF[given.tone]
    middle = rect.y + rect.h / 2
    at = Rect(rect.x + 2.4 + 5, middle - NOTE_ICON / 2, NOTE_ICON, NOTE_ICON)
    sheet.add(
        Fill(rect=rect, colour=ground),
        Fill(rect=Rect(rect.x, rect.y, 2.4, rect.h), colour=edge),
        Icon(rect=at, name=given.icon or icon, colour="ink"),
        put(block, at.right + 4, middle - block.height / 2, rect.right - 5 - at.right - 4, Ink(on=ground)),
    )


def stack_note(sheet: Sheet, stack: Stack, given: Note | None, width: float, gap: float = 7.0) -> None:
    """A note in its turn."""
    if given:
        block = note_block(sheet, given.text, width)
        tall = note_height(block)
        stack.add(tall, gap, lambda y: note(sheet, Rect(sheet.area.x, y, width, tall), given, block))


def stack_facts(sheet: Sheet, stack: Stack, facts: tuple[Fact, ...], x: float, width: float, *, on: str) -> None:
    """Tile and sentence, one under the other."""
    for at, fact in enumerate(facts):
        side, gap, between = (16.0, 5.0, 8.0) if fact.icon.isdigit() else (20.0, 6.0, 9.0)
        block = by_sentence(sheet, fact.text, "label", width - side - gap)
        tall = max(side, block.height)
        draw = _fact(sheet, fact, block, Rect(x, gap, width, tall), Ink(on=on))
        stack.add(tall, 8.0 if at == 0 else between, draw)


def _fact(sheet: Sheet, fact: Fact, block: Block, room: Rect, ink: Ink) -> Callable[[float], None]:
    """How to draw one fact once its y is known; `room.y` is the gap after its sign."""

    def draw(y: float) -> None:
        side = 16.0 if fact.icon.isdigit() else 20.0
        top = y + (room.h - side) / 2
        if fact.icon.isdigit():
            sheet.add(*numbered(sheet, Rect(room.x, top, side, side), fact.icon))
        else:
            sheet.add(*tile(room.x, top, side, fact.icon))
        x = room.x + side + room.y
        sheet.add(put(block, x, y + (room.h - block.height) / 2, room.right - x, ink))

    return draw


def numbered(sheet: Sheet, rect: Rect, digit: str) -> list[Part]:
    """A number on a dark disc: the order of gestures."""
    block = sheet.block(digit, "text", rect.w, bold=True)
    ink = Ink(colour="on_act", on="act", align=Align.CENTRE)
    return [
        Fill(rect=rect, colour="act", radius=rect.w / 2),
        put(block, rect.x, rect.y + (rect.h - block.height) / 2, rect.w, ink),
    ]


def facts_fit(sheet: Sheet, facts: tuple[Fact, ...], top: float, bottom: float) -> bool:
    """Whether they do; what will follow gives way to a long statement, and is still heard."""
    if not facts:
        return False
    wide = (sheet.area.w - (len(facts) - 1) * 8) / len(facts)
    return 23 + max(sheet.block(fact.text, "text", wide).height for fact in facts) <= bottom - top + 0.5


def fact_columns(sheet: Sheet, facts: tuple[Fact, ...], top: float, bottom: float) -> None:
    """Up to three short facts side by side: what will follow."""
    count = max(len(facts), 1)
    wide = (sheet.area.w - (count - 1) * 8) / count
    blocks = [sheet.block(fact.text, "text", wide) for fact in facts]
    tall = 20 + 3 + max((block.height for block in blocks), default=0.0)
    sheet.must(fit=tall <= bottom - top + 0.5)
    y = top + max(0.0, (bottom - top - tall) * 0.55)
    for at, (fact, block) in enumerate(zip(facts, blocks, strict=True)):
        x = sheet.area.x + at * (wide + 8)
        sheet.add(*tile(x, y, 20, fact.icon), put(block, x, y + 23, wide))


def foot(sheet: Sheet, keys: tuple[Key, ...], *, left: float | None = None, tall: float = MAIN_KEY) -> float:
    """The main keys at the very bottom, side by side; the dark one stands right. Gives their top."""
    if not keys:
        return sheet.area.bottom
    x = sheet.area.x if left is None else left
    ordered = sorted(keys, key=lambda entry: entry.is_next)
    room = sheet.area.right - x
    if len(ordered) == 1 and ordered[0].is_next and left is None:
        wide = max(110.0, min(room, sheet.width(ordered[0].label, "label", bold=True) + 40))
        x, room = sheet.area.right - wide, wide
    rows = _rows_of(ordered)
    top = sheet.area.bottom - len(rows) * tall - (len(rows) - 1) * 5
    for at, row in enumerate(rows):
        wide = (room - (len(row) - 1) * 8) / len(row)
        for column, entry in enumerate(row):
            rect = Rect(x + column * (wide + 8), top + at * (tall + 5), wide, tall)
            sheet.add(foot_key(sheet, rect, entry))
    return top


def _rows_of(ordered: list[Key]) -> list[list[Key]]:
    """Two by two; of three and more, the dark one stands first, alone when their number is odd."""
    if len(ordered) > PAIR and ordered[-1].is_next:
        dark, rest = ordered[-1], ordered[:-1]
        return [[dark], *_rows_of(rest)] if len(rest) % PAIR == 0 else _rows_of([dark, *rest])
    return [ordered[at : at + PAIR] for at in range(0, len(ordered), PAIR)]


def foot_key(sheet: Sheet, rect: Rect, entry: Key) -> KeyShape:
    """One of the main keys."""
    icon = entry.icon or ("arrow-right" if entry.is_next else "")
    tone = Tone.NEXT if entry.is_next else Tone.PLAIN
    return inline_key(sheet, rect, entry.id, entry.label, icon=icon, tone=tone)


def column_keys(sheet: Sheet, keys: tuple[Key, ...], width: float, bottom: float) -> float:
    """The main keys one under the other in a column, the dark one first. Gives their top."""
    ordered = sorted(keys, key=lambda entry: not entry.is_next)
    top = bottom - len(ordered) * MAIN_KEY - max(len(ordered) - 1, 0) * 4.4
    for at, entry in enumerate(ordered):
        rect = Rect(sheet.area.x, top + at * (MAIN_KEY + 4.4), width, MAIN_KEY)
        sheet.add(foot_key(sheet, rect, entry))
    return top
