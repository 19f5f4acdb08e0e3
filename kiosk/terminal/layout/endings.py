"""Screens that say what was kept and what was not: done, paper, apology. One function a kind."""

from kiosk.protocol import Fact, Machine, Note, NoteTone, Screen, ScreenKind
from kiosk.terminal.layout.machine import machine_panel
from kiosk.terminal.layout.parts import column_keys, foot, stack_facts, stack_note
from kiosk.terminal.layout.sheet import Sheet, Stack, put, tile
from kiosk.terminal.layout.stories import BOLD, said
from kiosk.terminal.scene import Fill, Icon, Rect


def done(screen: Screen, sheet: Sheet) -> None:
    """A tick, « C'est gardé », when, what is printing, what remains to be done."""
    area = sheet.area
    has_panel = screen.machine is not Machine.NONE
    across = 116.0 if screen.machine is Machine.PAPER else 132.0
    wide = area.w - across - 12 if has_panel else area.w
    if has_panel:
        rect = Rect(area.right - across, area.y, across, area.h)
        machine_panel(sheet, rect, screen.machine, screen.machine_label)
    room = wide - 38
    kind = next((name for name in ("hero", "title") if len(sheet.block(screen.title, name, room).lines) == 1), "title")
    block = sheet.block(screen.title, kind, room, bold=True)
    tall = max(30.0, block.height)
    disc = Rect(area.x, area.y + (tall - 30) / 2, 30, 30)
    is_sure = screen.note is not None and screen.note.tone is NoteTone.SURE
    if screen.kind is ScreenKind.PAPER and not is_sure:
        sheet.add(*tile(disc.x, disc.y, disc.w, "printer"))
    else:
        sheet.add(
            Fill(rect=disc, colour="green_tint", radius=15),
            Icon(rect=disc.inset(5, 5, 5, 5), name="check", colour="green"),
        )
    sheet.add(put(block, area.x + 38, area.y + (tall - block.height) / 2, room))
    keys = column_keys(sheet, screen.keys, wide, area.bottom) if has_panel else foot(sheet, screen.keys)
    stack = Stack(sheet, area.y + tall + 12, keys - 7)
    said(screen, sheet, stack, wide, "reading")
    stack_facts(sheet, stack, screen.facts, area.x, wide, on="paper")
    stack_note(sheet, stack, screen.note, wide, gap=12)
    stack.draw()


def apology(screen: Screen, sheet: Sheet) -> None:
    """What is kept, what is not, a telephone number, and another try. Never a code, never a fault."""
    area = sheet.area
    y = sheet.title(screen.title)
    keys = foot(sheet, screen.keys, left=area.x, tall=36) if screen.keys else area.bottom
    stack = Stack(sheet, y + 4, keys - 6)
    stack.words(sheet.block(screen.lead, "label", area.w), 0, area.x, area.w)
    stack_note(sheet, stack, screen.note, area.w)
    for at, fact in enumerate(screen.facts):
        _apology_fact(sheet, stack, fact, gap=8 if at == 0 else 4.4)
    stack.draw()


def _apology_fact(sheet: Sheet, stack: Stack, fact: Fact, gap: float) -> None:
    area = sheet.area
    tones = {"check": NoteTone.SURE, "x": NoteTone.MISSING, "info": NoteTone.CALM, "warning-circle": NoteTone.BEFORE}
    if fact.icon in tones:
        stack_note(sheet, stack, Note(text=fact.text, tone=tones[fact.icon]), area.w, gap)
        return
    number = "".join(BOLD.findall(fact.text))
    before = fact.text.replace(number, "").strip() if number else fact.text
    first = sheet.block(before, "label", area.w - 30)
    second = sheet.block(number.replace("**", ""), "title", area.w - 30, bold=True)

    def draw(y: float) -> None:
        sheet.add(
            Icon(rect=Rect(area.x + 1, y + 5, 22, 22), name=fact.icon, colour="ink", weight="fill"),
            put(first, area.x + 30, y, area.w - 30),
            put(second, area.x + 30, y + first.height, area.w - 30),
        )

    stack.add(first.height + second.height, 22, draw)
