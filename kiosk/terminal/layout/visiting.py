"""Screens around a visit: the card, the wait, the paper, the absent person. One function a kind."""

from functools import partial

from kiosk.protocol import Fact, Machine, Screen
from kiosk.terminal.layout.faces import inline_key, widest
from kiosk.terminal.layout.machine import machine_panel
from kiosk.terminal.layout.parts import foot, stack_facts, stack_note
from kiosk.terminal.layout.rows import row_key
from kiosk.terminal.layout.sheet import MAIN_KEY, Block, Ink, Sheet, Stack, put
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Align, Fill, Icon, Rect, Tone


def welcome(screen: Screen, sheet: Sheet) -> None:
    """The free kiosk: what it is for, how the card goes in, two ways without a card, and three facts."""
    area = sheet.area
    wide = area.w - 162
    bottom = area.bottom
    if screen.facts:
        bottom = area.bottom - 2 * sheet.type("bar").line - 6
        _footing(screen.facts, sheet, bottom + 6)
    title = sheet.block(screen.title, "welcome", wide, bold=True)
    top = bottom - len(screen.keys) * MAIN_KEY - max(len(screen.keys) - 1, 0) * 4.4
    stack = Stack(sheet, area.y, top - 5)
    stack.words(title, 0, area.x, wide)
    room = top - 5 - area.y - title.height - 8
    blocks = [sheet.block(screen.lead, kind, wide) for kind in ("reading", "label", "text")]
    lead = next((block for block in blocks if block.height <= room), blocks[-1])
    stack.words(lead, 8, area.x, wide)
    stack_note(sheet, stack, screen.note, wide)
    stack.draw()
    for at, entry in enumerate(screen.keys):
        rect = Rect(area.x, top + at * (MAIN_KEY + 4.4), wide, MAIN_KEY)
        sheet.add(row_key(sheet, rect, entry, side=22.0, has_caret=True))
    panel = Rect(area.right - 150, area.y, 150, bottom - area.y)
    heading, _, label = screen.machine_label.rpartition("\n")
    machine_panel(sheet, panel, screen.machine, label, heading)


def _footing(facts: tuple[Fact, ...], sheet: Sheet, y: float) -> None:
    area = sheet.area
    blocks = [sheet.block(fact.text, "bar", area.w) for fact in facts]
    widths = [17.5 + widest(sheet, block) for block in blocks]
    gap = (area.w - sum(widths)) / max(len(facts) - 1, 1)
    sheet.must(fit=gap >= 4 or len(facts) == 1)  # noqa: PLR2004 - closer than 4 mm they read as one
    x = area.x
    for fact, block, wide in zip(facts, blocks, widths, strict=True):
        at = Rect(x + 0.5, y + (block.height - 12.5) / 2, 12.5, 12.5)
        sheet.add(Icon(rect=at, name=fact.icon, colour="ink"), put(block, x + 17, y, wide - 17))
        x += wide + gap


def card(screen: Screen, sheet: Sheet) -> None:
    """Something about the card: what to do in numbered gestures, and two ways out."""
    area = sheet.area
    keys = foot(sheet, screen.keys)
    bottom = keys - 8 if screen.keys else area.bottom
    wide = area.w - 152
    if screen.machine is not Machine.NONE:
        panel = Rect(area.right - 140, area.y, 140, bottom - area.y)
        machine_panel(sheet, panel, screen.machine, screen.machine_label)
    else:
        wide = area.w
    title = sheet.block(screen.title, "title", wide, bold=True)
    stack = Stack(sheet, area.y, bottom)
    stack.words(title, 0, area.x, wide)
    stack.words(sheet.block(screen.lead, "text", wide), 3, area.x, wide)
    stack_note(sheet, stack, screen.note, wide)
    y = stack.draw()
    steps = Stack(sheet, y + max(8.0, min(32.0, (bottom - y - 26.0 * len(screen.facts)) / 2)), bottom)
    stack_facts(sheet, steps, screen.facts, area.x, wide, on="paper")
    steps.draw()


def wait(screen: Screen, sheet: Sheet) -> None:
    """Three lines: done, now in bold, next. No spinner, no bar that lies."""
    area = sheet.area
    has_panel = screen.machine is not Machine.NONE
    wide = area.w - (152 if has_panel else 0)
    if has_panel:
        rect = Rect(area.right - 140, area.y, 140, area.h)
        machine_panel(sheet, rect, screen.machine, screen.machine_label)
    y = sheet.title(screen.title, width=wide)
    lead = sheet.block(screen.lead, "text", wide)
    sheet.add(put(lead, area.x, area.bottom - lead.height, wide, Ink(colour="soft")))
    room = area.bottom - lead.height - y
    stages = Stack(sheet, y + max(8.0, (room - 25.0 * len(screen.facts)) / 2), area.bottom - lead.height - 4)
    for fact in screen.facts:
        now = fact.icon == "hourglass"
        block = sheet.block(fact.text, "label" if now else "text", wide - 21, bold=now)
        stages.add(max(15.0, block.height), 10, partial(_stage, sheet, fact, block))
    stages.draw()


def _stage(sheet: Sheet, fact: Fact, block: Block, y: float) -> None:
    x = sheet.area.x
    box = Rect(x, y + max(block.height - 15, 0) / 2, 15, 15)
    now = fact.icon == "hourglass"
    if fact.icon == "check":
        sheet.add(Fill(rect=box, colour="green_tint", radius=2.5))
        sheet.add(Icon(rect=box.inset(2.5, 2.5, 2.5, 2.5), name="check", colour="green"))
    elif now:
        sheet.add(Fill(rect=box, colour="act", radius=2.5))
        sheet.add(Icon(rect=box.inset(2.5, 2.5, 2.5, 2.5), name="hourglass", colour="on_act"))
    else:
        sheet.add(Fill(rect=box, colour="paper", radius=2.5, edge="edge", line=0.6))
    sheet.add(put(block, x + 21, box.y + (box.h - block.height) / 2, sheet.area.w - 21))


def idle(screen: Screen, local: Local, sheet: Sheet) -> None:
    """The whole screen: seconds by five, one huge key, one way to leave. Nothing personal is left under it."""
    area = sheet.area
    last = area.bottom
    keys = sorted(screen.keys, key=lambda entry: not entry.is_next)
    for at, entry in enumerate(reversed(keys)):
        tall = 61.5 if entry.is_next else MAIN_KEY
        rect = Rect(area.x, last - tall, area.w, tall)
        tone = Tone.NEXT if entry.is_next else Tone.PLAIN
        kind = "title" if entry.is_next else "label"
        icon = entry.icon or ("hand-tap" if entry.is_next else "sign-out")
        sheet.add(inline_key(sheet, rect, entry.id, entry.label, icon=icon, tone=tone, kind=kind))
        last -= tall + (7 if at == 0 else 0)
    _idle_words(screen, local, sheet, last)


def _idle_words(screen: Screen, local: Local, sheet: Sheet, bottom: float) -> None:
    area = sheet.area
    disc = 92.0
    x = area.x + disc + 12
    wide = area.right - x
    title = sheet.block(screen.title, "hero", min(wide, 165), bold=True)
    lead = sheet.block(screen.lead, "reading", wide)
    tall = max(disc, title.height + 7 + lead.height)
    top = area.y + max(4.0, (bottom - area.y - tall) / 2)
    sheet.must(fit=tall <= bottom - area.y)
    ring = Rect(area.x, top + (tall - disc) / 2, disc, disc)
    sheet.add(Fill(rect=ring, colour="face", radius=disc / 2, edge="act", line=3.0))
    number = sheet.block(str(local.left_s), "number", disc, bold=True)
    word = sheet.block(sheet.labels("seconds"), "text", disc)
    centred = Ink(on="face", align=Align.CENTRE)
    at = ring.y + (disc - number.height - word.height) / 2 - 1
    y = top + (tall - title.height - 7 - lead.height) / 2
    sheet.add(
        put(number, ring.x, at, disc, centred),
        put(word, ring.x, at + number.height, disc, centred),
        put(title, x, y, wide),
        put(lead, x, y + title.height + 7, wide),
    )
