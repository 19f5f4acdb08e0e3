"""Screens that tell, show again, or ask for a last yes. One function a kind."""

import re

from kiosk.protocol import Screen
from kiosk.terminal.layout.faces import twin_key
from kiosk.terminal.layout.parts import (
    fact_columns,
    facts_fit,
    foot,
    foot_key,
    note,
    note_block,
    note_height,
    panel,
    stack_facts,
)
from kiosk.terminal.layout.sheet import MAIN_KEY, TITLE_BELOW, Block, Ink, Sheet, Stack, put
from kiosk.terminal.scene import Fill, Item, Rect
from kiosk.terminal.typesetting import NO_BREAK

BOLD = re.compile(r"\*\*.+?\*\*")
TWIN_FLOOR = 52.0
LOWERED = 50.0
"""From here down a middle starts lower than it could, in millimetres: a higher one has more room."""
LONGEST_STATEMENT = 3
"""Lines in title size; a longer one takes the size of reading."""
LEAST_BELOW = 12.0
"""What sentences must leave free under them, in millimetres."""
_SHORT_WORD = re.compile(r"(?<![\w'])(\w{1,3}) (?=\S)")


def tell(screen: Screen, sheet: Sheet) -> None:
    """Title, a sentence, at most three facts, one note beside « Continuer »."""
    y = sheet.title(screen.title)
    top = _note_and_keys(screen, sheet)
    stack = Stack(sheet, y + (4.6 if screen.lead else 10.0), top - 7)
    said(screen, sheet, stack, sheet.area.w, "label")
    stack_facts(sheet, stack, screen.facts, sheet.area.x, sheet.area.w, on="paper")
    stack.draw()


def said(screen: Screen, sheet: Sheet, stack: Stack, width: float, kind: str) -> None:
    """The sentences, and the statement they speak of; many sentences take the type of second lines."""
    lead = sheet.block(screen.lead, kind, width)
    if lead.height > stack.bottom - stack.top - LEAST_BELOW:
        lead = sheet.block(screen.lead, "text", width)
    stack.words(lead, 0, sheet.area.x, width)
    if screen.statement:
        block = sheet.block(kept_together(screen.statement), "reading", width - 9)
        stack.add(block.height, 7, lambda y: sheet.add(*_quoted(sheet, block, y)))


def _quoted(sheet: Sheet, block: Block, y: float) -> tuple[Item, ...]:
    x = sheet.area.x
    bar = Fill(rect=Rect(x, y, 2.4, block.height), colour="ochre")
    return bar, put(block, x + 9, y, 400)


def _note_and_keys(screen: Screen, sheet: Sheet) -> float:
    area = sheet.area
    if not screen.note:
        return foot(sheet, screen.keys)
    wide = area.w
    if len(screen.keys) == 1:
        wide = area.w - 8 - min(max(96.0, sheet.width(screen.keys[0].label, "label", bold=True) + 27), 160.0)
    block = note_block(sheet, screen.note.text, wide)
    tall = max(MAIN_KEY, note_height(block))
    if len(screen.keys) == 1:
        top = area.bottom - tall
        note(sheet, Rect(area.x, top, wide, tall), screen.note, block)
        sheet.add(foot_key(sheet, Rect(area.x + wide + 8, top, area.w - wide - 8, tall), screen.keys[0]))
        return top
    keys = foot(sheet, screen.keys)
    tall = note_height(block)
    top = keys - 6 - tall
    note(sheet, Rect(area.x, top, wide, tall), screen.note, block)
    return top


def recap(screen: Screen, sheet: Sheet) -> None:
    """« Relisez »: the statement in title size, what will follow, change or go on."""
    y = sheet.title(screen.title) + TITLE_BELOW - 1
    keys = foot(sheet, screen.keys)
    top = _above_note(screen, sheet, keys)
    is_number = screen.statement.replace(" ", "").replace(NO_BREAK, "").isdigit()
    kind = "hero" if is_number else "statement"
    block = sheet.block(kept_together(screen.statement), kind, sheet.area.w - 18, bold=is_number)
    box = Rect(sheet.area.x, y, sheet.area.w, block.height + 18)
    sheet.add(*panel(box), put(block, box.x + 9, box.y + 9, box.w - 18, Ink(on="face")))
    under = box.bottom
    lead = sheet.block(screen.lead, "text", sheet.area.w)
    if lead.lines:
        sheet.add(put(lead, sheet.area.x, under + 4, sheet.area.w))
        under += 4 + lead.height
    if facts_fit(sheet, screen.facts, under + 5, top - 5):
        fact_columns(sheet, screen.facts, under + 5, top - 5)
    elif screen.facts:
        sheet.must(fit=sheet.growth == 0 and sheet.area.y < LOWERED)
    sheet.must(fit=under + 4 <= top)


def _above_note(screen: Screen, sheet: Sheet, bottom: float) -> float:
    if not screen.note:
        return bottom
    block = note_block(sheet, screen.note.text, sheet.area.w)
    tall = note_height(block)
    top = bottom - 6 - tall
    note(sheet, Rect(sheet.area.x, top, sheet.area.w, tall), screen.note, block)
    return top


def confirm(screen: Screen, sheet: Sheet) -> None:
    """The statement between bar and quotes, who says it, and twin keys. The design must not push."""
    y = sheet.title(screen.title)
    lead = sheet.block(screen.lead, "text", sheet.area.w)
    if lead.lines:
        sheet.add(put(lead, sheet.area.x, y + 2, sheet.area.w, Ink(colour="soft")))
        y += 2 + lead.height
    y = _confirmed(screen, sheet, y + TITLE_BELOW)
    y = _note_before_twins(screen, sheet, y)
    room = sheet.area.bottom - y - 7
    count = max(len(screen.keys), 1)
    wide = (sheet.area.w - (count - 1) * 5) / count
    sheet.must(fit=room >= TWIN_FLOOR)
    tall = max(room, TWIN_FLOOR)
    for at, entry in enumerate(screen.keys):
        rect = Rect(sheet.area.x + at * (wide + 5), sheet.area.bottom - tall, wide, tall)
        sheet.add(twin_key(sheet, rect, entry))


def _confirmed(screen: Screen, sheet: Sheet, y: float) -> float:
    """What is confirmed: a quoted statement, or facts on a panel."""
    area = sheet.area
    box_at = len(sheet.items)
    inner = Stack(sheet, y + (9 if screen.statement else 7), area.bottom)
    if screen.statement:
        labels = sheet.labels
        quoted = f"{labels('quote-open')} {kept_together(screen.statement)} {labels('quote-close')}"
        block = sheet.block(quoted, "statement", area.w - 20)
        if len(block.lines) > LONGEST_STATEMENT:
            block = sheet.block(quoted, "reading", area.w - 20)
        inner.words(block, 0, area.x + 11.5, area.w - 20, Ink(on="face"))
        by = sheet.block(screen.statement_by, "text", area.w - 20)
        inner.words(by, 3.5, area.x + 11.5, area.w - 20, Ink(colour="soft", on="face"))
    stack_facts(sheet, inner, screen.facts, area.x + 7, area.w - 14, on="face")
    if not screen.statement and not screen.facts:
        return y - 7
    bottom = inner.draw() + (8 if screen.statement else 7)
    box = Rect(area.x, y, area.w, bottom - y)
    under = [*panel(box)]
    if screen.statement:
        under.append(Fill(rect=Rect(box.x, box.y, 5, box.h), colour="ochre", radius=2.5))
        under.append(Fill(rect=Rect(box.x + 2.4, box.y + 0.3, 4, box.h - 0.6), colour="face"))
    sheet.items[box_at:box_at] = under
    return bottom


def _note_before_twins(screen: Screen, sheet: Sheet, y: float) -> float:
    if not screen.note:
        return y
    block = note_block(sheet, screen.note.text, sheet.area.w)
    tall = note_height(block)
    note(sheet, Rect(sheet.area.x, y + 6, sheet.area.w, tall), screen.note, block)
    return y + 6 + tall


def kept_together(statement: str) -> str:
    """A short word does not end a line: « les reins » stays one thing to read."""
    return _SHORT_WORD.sub(lambda found: f"{found[1]}{NO_BREAK}", statement)
