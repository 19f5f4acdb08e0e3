"""Cells on the left, pad on the right: a number, a secret, a date. Never the last digit of a secret in clear."""

from kiosk.protocol import EntryShape, Field, Screen
from kiosk.terminal.dates import DIGITS, typed_date
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.faces import char_key, stacked_key
from kiosk.terminal.layout.parts import foot_key, note, note_block, note_height
from kiosk.terminal.layout.sheet import MAIN_KEY, Ink, Sheet, put
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Align, Fill, Icon, Rect, Tone

PAD_W, PAD_TALLEST, PAD_GAP = 50.0, 52.0, 5.0


def enter(screen: Screen, local: Local, sheet: Sheet) -> None:
    """The question, the cells, what is still to type, and the pad with 1 2 3 on top."""
    field = screen.field or Field(shape=EntryShape.DIGITS, length=6)
    area = sheet.area
    pad_left = area.right - 3 * PAD_W - 2 * PAD_GAP
    _pad(field, local, sheet, pad_left)
    width = pad_left - 12 - area.x
    left = Sheet(Rect(area.x, area.y, width, area.h), sheet.ruler, sheet.labels, sheet.look, sheet.growth)
    y = left.title(screen.title, width=width)
    for words in (screen.lead, field.hint):
        block = left.block(words, "text", width)
        if block.lines:
            left.add(put(block, area.x, y + 3, width))
            y += 3 + block.height
    bottom = area.bottom
    for entry in reversed(screen.keys):
        bottom -= MAIN_KEY
        left.add(foot_key(left, Rect(area.x, bottom, width, MAIN_KEY), entry))
        bottom -= 4.4
    y = _note(screen, left, y, width)
    y = _cells(field, local, left, y + max(6.0, min(18.0, (bottom - y - 60) / 2)), width)
    _care(field, left, y, bottom, width)
    sheet.add(*left.items)
    sheet.must(fit=left.fits and y <= bottom)


def _note(screen: Screen, left: Sheet, y: float, width: float) -> float:
    if not screen.note:
        return y
    block = note_block(left, screen.note.text, width)
    tall = note_height(block)
    note(left, Rect(left.area.x, y + 4, width, tall), screen.note, block)
    return y + 4 + tall


def groups(field: Field) -> tuple[int, ...]:
    """How the cells stand together: a date as jour, mois, année."""
    return (2, 2, 4) if field.shape is EntryShape.DATE else (field.length,)


def _cells(field: Field, local: Local, left: Sheet, y: float, width: float) -> float:
    parts = groups(field)
    count = sum(parts)
    gap, apart = (4.0, 0.0) if count <= 6 else (2.0, 6.0)  # noqa: PLR2004 - six cells fit at full size
    wide = min(24.0, (width - (count - 1) * gap - (len(parts) - 1) * apart) / count)
    x, at = left.area.x, 0
    names = ("day", "month", "year")
    for number, size in enumerate(parts):
        start = x
        for _ in range(size):
            _cell(field, local, left, Rect(x, y, wide, 28), at)
            x += wide + gap
            at += 1
        if field.shape is EntryShape.DATE:
            block = left.block(left.labels(names[number]), "text", 200)
            ink = Ink(colour="soft", align=Align.CENTRE)
            middle = (start + x - gap) / 2
            left.add(put(block, middle - 28, y + 29, 56, ink))
        x += apart
    under = y + 28 + (left.type("text").line if field.shape is EntryShape.DATE else 0)
    is_date = field.shape is EntryShape.DATE and len(local.typed) == DIGITS
    block = left.block(said_typed(field, local.typed, left.labels), "label" if is_date else "text", width)
    left.add(put(block, left.area.x, under + 3, width, Ink(colour="ink" if is_date else "soft")))
    return under + 3 + block.height


def _cell(field: Field, local: Local, left: Sheet, box: Rect, at: int) -> None:
    is_next = at == len(local.typed)
    line = 1.2 if is_next else 0.6
    left.add(Fill(rect=box, colour="face", radius=2.0, edge="act" if is_next else "edge", line=line))
    if at >= len(local.typed):
        return
    middle_x, middle_y = box.x + box.w / 2, box.y + box.h / 2
    if field.shape is EntryShape.SECRET:
        left.add(Fill(rect=Rect(middle_x - 3.5, middle_y - 3.5, 7, 7), colour="ink", radius=3.5))
    else:
        block = left.block(local.typed[at], "letter", box.w, bold=True)
        left.add(put(block, box.x, middle_y - block.height / 2, box.w, Ink(on="face", align=Align.CENTRE)))


def said_typed(field: Field, typed: str, labels: Labels) -> str:
    """What is under the cells: how many are typed and missing, or the date in words."""
    length = sum(groups(field))
    if field.shape is EntryShape.DATE and len(typed) == DIGITS:
        return said_date(typed, labels)
    left = length - len(typed)
    if not left:
        return labels("typed-all", count=len(typed))
    key = ("typed-none", "typed-one")[len(typed)] if len(typed) <= 1 else "typed-many"
    return labels(key, count=len(typed), left=left)


def said_date(digits: str, labels: Labels) -> str:
    """Eight digits as « 12 mars 1942 »."""
    day = typed_date(digits)
    if day is None:
        return labels("no-such-date")
    months = labels("months").split()
    number = labels("first") if day.day == 1 else str(day.day)
    return labels("date", day=number, month=months[day.month - 1], year=day.year)


def is_complete(field: Field, typed: str) -> bool:
    """Whether « Suite » may be touched."""
    if field.shape is EntryShape.DATE:
        return typed_date(typed) is not None
    if field.shape is EntryShape.TEXT:
        return bool(typed.strip())
    return len(typed) == field.length


def _care(field: Field, left: Sheet, y: float, bottom: float, width: float) -> None:
    block = left.block(field.care, "text", width - 17)
    if not block.lines:
        return
    room = bottom - y
    left.must(fit=block.height + 4 <= room)
    top = y + max(3.0, (room - block.height) / 2)
    at = Rect(left.area.x + 1, top + (block.height - 11) / 2, 11, 11)
    left.add(Icon(rect=at, name="hand-palm", colour="ink"), put(block, left.area.x + 17, top, width - 17))


def _pad(field: Field, local: Local, sheet: Sheet, x: float) -> None:
    area, labels = sheet.area, sheet.labels
    tall = min(PAD_TALLEST, (area.h - 3 * PAD_GAP) / 4)
    sheet.must(fit=tall >= MAIN_KEY)
    for at, digit in enumerate("123456789"):
        rect = Rect(x + at % 3 * (PAD_W + PAD_GAP), area.y + at // 3 * (tall + PAD_GAP), PAD_W, tall)
        sheet.add(char_key(sheet, rect, f"~type-{digit}", digit, "digit"))
    y = area.y + 3 * (tall + PAD_GAP)
    erase = Tone.PLAIN if local.typed else Tone.OFF
    complete = Tone.NEXT if is_complete(field, local.typed) else Tone.OFF
    column = [Rect(x + at * (PAD_W + PAD_GAP), y, PAD_W, tall) for at in range(3)]
    sheet.add(
        stacked_key(sheet, column[0], "~erase", labels("erase"), icon="backspace", tone=erase),
        char_key(sheet, column[1], "~type-0", "0", "digit"),
        stacked_key(sheet, column[2], "~accept", labels("accept"), icon="check", tone=complete),
    )
