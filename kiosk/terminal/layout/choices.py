"""Screens where one touch answers, or several ticks and then « Continuer ». One function a kind."""

from kiosk.protocol import Key, Screen
from kiosk.terminal.layout.faces import inline_key, tick_key, tick_kind, ticked
from kiosk.terminal.layout.parts import stack_note
from kiosk.terminal.layout.rows import row_key
from kiosk.terminal.layout.sheet import MAIN_KEY, TITLE_BELOW, Ink, Sheet, Stack, put
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Align, Rect, Tone

MENU_FROM = 5
"""Five keys and more make a menu of two columns."""
TWO = 2
OTHERS = "~more"
TALLEST = 59.0
SHORTEST = 30.0
SHORTEST_BOX = 22.0
"""A key under 20 mm is never drawn, its lip included."""


def choose(screen: Screen, local: Local, sheet: Sheet) -> None:
    """Up to 6 keys of equal size; a menu in two columns, a choice with consequences in one."""
    y = _before_keys(screen, sheet)
    area = sheet.area
    keys = _page_of(screen.keys, local, sheet)
    columns = TWO if len(keys) >= MENU_FROM and not sheet.is_large else 1
    rows = -(-len(keys) // columns)
    if not rows:
        return
    gap = 5.0
    tall = (area.bottom - y - (rows - 1) * gap) / rows
    sheet.must(fit=tall >= SHORTEST)
    tall = max(min(tall, TALLEST), SHORTEST)
    wide = (area.w - (columns - 1) * gap) / columns
    side = 30.0 if sheet.is_large else 28.0 if columns == TWO else 26.0
    top = area.bottom - rows * tall - (rows - 1) * gap if sheet.look.is_low else y
    for at, entry in enumerate(keys):
        rect = Rect(area.x + at % columns * (wide + gap), top + at // columns * (tall + gap), wide, tall)
        sheet.add(row_key(sheet, rect, entry, side=side, has_caret=columns == 1))


def _before_keys(screen: Screen, sheet: Sheet) -> float:
    area = sheet.area
    title = sheet.block(screen.title, "title", area.w, bold=True)
    stack = Stack(sheet, area.y, area.bottom)
    stack.words(title, 0, area.x, area.w)
    stack_note(sheet, stack, screen.note, area.w, gap=TITLE_BELOW - 1)
    kind, gap = ("label", 4.0) if screen.note or len(screen.keys) <= TWO else ("text", 3.0)
    stack.words(sheet.block(screen.lead, kind, area.w), gap, area.x, area.w)
    return stack.draw() + (5.0 if screen.note or screen.lead else TITLE_BELOW)


def _page_of(keys: tuple[Key, ...], local: Local, sheet: Sheet) -> tuple[Key, ...]:
    """At most six choices, four in large text, three for whoever wants few; the last is then « Autres choix »."""
    return _some_of(keys, sheet.most_choices, local, sheet)


def _boxes_of(entries: tuple[Key, ...], local: Local, sheet: Sheet) -> tuple[Key, ...]:
    """All boxes together, or three at a time and « Autres choix »; what is ticked elsewhere stands in the count."""
    return _some_of(entries, sheet.most_choices + 1, local, sheet) if sheet.look.is_calm else entries


def _some_of(keys: tuple[Key, ...], limit: int, local: Local, sheet: Sheet) -> tuple[Key, ...]:
    if len(keys) <= limit:
        return keys
    each = limit - 1
    sheet.pages = -(-len(keys) // each)
    page = local.page % sheet.pages
    others = Key(id=OTHERS, label=sheet.labels("more-choices"), icon="squares-four")
    return (*keys[page * each : (page + 1) * each], others)


def pick(screen: Screen, local: Local, sheet: Sheet) -> None:
    """Several ticks; under them the count in words, and « Continuer »."""
    area = sheet.area
    y = sheet.title(screen.title, top=area.y - 2)
    stack = Stack(sheet, y + 1.5, area.bottom)
    stack.words(sheet.block(screen.lead, "text", area.w), 0, area.x, area.w)
    stack_note(sheet, stack, screen.note, area.w, gap=4)
    y = stack.draw() + (5.0 if screen.lead or screen.note else 5.5)
    entries, go_on = picked_from(screen, sheet)
    shown = _boxes_of(entries, local, sheet)
    columns = 2 if len(shown) > 3 and not sheet.look.is_calm else 1  # noqa: PLR2004 - three full rows read better
    rows = -(-len(shown) // columns)
    foot_top = area.bottom - MAIN_KEY
    gap = 4.3
    tall = (foot_top - 6 - y - (rows - 1) * gap) / max(rows, 1)
    least = SHORTEST if sheet.pages > 1 else SHORTEST_BOX
    sheet.must(fit=tall >= least)
    tall = max(min(tall, 44.0), least)
    wide = (area.w - (columns - 1) * gap) / columns
    kind = tick_kind(sheet, entries, wide, tall)
    for at, entry in enumerate(shown):
        rect = Rect(area.x + at % columns * (wide + gap), y + at // columns * (tall + gap), wide, tall)
        if entry.id == OTHERS:
            sheet.add(inline_key(sheet, rect, entry.id, entry.label, icon=entry.icon, tone=Tone.PLAIN))
        else:
            sheet.add(tick_key(sheet, rect, entry, picked=entry.id in local.picked, round_=False, kind=kind))
    _count(sheet, entries, local, Rect(area.x, foot_top, area.w - 118, MAIN_KEY))
    rect = Rect(area.right - 110, foot_top, 110, MAIN_KEY)
    icon = go_on.icon or "arrow-right"
    sheet.add(inline_key(sheet, rect, go_on.id, go_on.label, icon=icon, tone=Tone.NEXT))


def picked_from(screen: Screen, sheet: Sheet) -> tuple[tuple[Key, ...], Key]:
    """The boxes, and the key that says these are all."""
    given = next((entry for entry in screen.keys if entry.is_next), None)
    own = Key(id="~picked", label=sheet.labels("next"), is_next=True)
    return tuple(entry for entry in screen.keys if not entry.is_next), given or own


def _count(sheet: Sheet, entries: tuple[Key, ...], local: Local, room: Rect) -> None:
    names = [_lowered(entry.label) for entry in entries if entry.id in local.picked]
    labels, count = sheet.labels, len(names)
    key = "picked-none" if not count else "picked-one" if count == 1 else "picked-many"
    said = labels(key, count=count, names=", ".join(names))
    block = sheet.block(said, "label", room.w, bold=True)
    if len(block.lines) > 1:
        block = sheet.block(said, "text", room.w, bold=True)
    if block.height > room.h:
        block = sheet.block(labels("picked-count", count=count), "text", room.w, bold=True)
    sheet.add(put(block, room.x, room.y + (room.h - block.height) / 2, room.w, Ink(align=Align.LEFT)))


def _lowered(words: str) -> str:
    """Inside a sentence, and without the explanation that stands in brackets on the key."""
    return words[:1].lower() + words[1:].partition(" (")[0]


def see_better(sheet: Sheet) -> None:
    """Pairs of round ticks with immediate effect, then back to the same step."""
    area, labels, look = sheet.area, sheet.labels, sheet.look
    y = sheet.title(labels("see-title")) + TITLE_BELOW - 1
    pairs = (
        ("see-normal", "see-large", look.is_large),
        ("see-light", "see-dark", look.is_dark),
        ("see-everywhere", "see-low", look.is_low),
        ("see-all", "see-few", look.is_calm),
    )
    wide, gap = (area.w - 5) / 2, 4.0
    tall = (area.bottom - MAIN_KEY - 5 - y - (len(pairs) - 1) * gap) / len(pairs)
    sheet.must(fit=tall >= SHORTEST)
    for at, (plain, other, is_other) in enumerate(pairs):
        for column, (name, is_on) in enumerate(((plain, not is_other), (other, is_other))):
            rect = Rect(area.x + column * (wide + gap), y + at * (tall + gap), wide, tall)
            tone = Tone.SELECTED if is_on else Tone.NIGHT if name == "see-dark" else Tone.PLAIN
            kind = "title" if name == "see-large" else "label"
            entry = Key(id=f"~{name}", label=labels(name))
            sheet.add(ticked(sheet, rect, entry, tone=tone, round_=True, kind=kind))
    rect = Rect(area.right - 120, area.bottom - MAIN_KEY, 120, MAIN_KEY)
    sheet.add(inline_key(sheet, rect, "~see-done", labels("see-done"), icon="check", tone=Tone.NEXT))
