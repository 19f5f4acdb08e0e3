"""The voice strip, over the fixed keys: how the voice speaks, and where one may answer by speaking. No screen kinds."""

from dataclasses import replace

from kiosk.protocol import Screen
from kiosk.terminal.layout.faces import inline_key
from kiosk.terminal.layout.frame import BAR, Frame
from kiosk.terminal.layout.sheet import MARGIN, Ink, Sheet, put
from kiosk.terminal.local import Spoken
from kiosk.terminal.scene import Align, Fill, Item, Rect, Tone

STRIP = 32.0
SPEAK_W, REPEAT_W, PAIR_W, KEY_H = 66.0, 70.0, 98.0, 23.0
_SAID = {
    Spoken.NO: "speak-hint",
    Spoken.SOON: "speak-now",
    Spoken.NOW: "speak-now",
    Spoken.UNSURE: "speak-unsure",
    Spoken.SILENCE: "speak-silence",
    Spoken.UNABLE: "speak-unable",
}


def takes_words(screen: Screen) -> bool:
    """Whether some key of this screen may be said instead of touched."""
    return any(entry.words for entry in screen.keys)


def voice_strip(frame: Frame, sheet: Sheet, *, hears: bool) -> None:
    """« Parler » always at its left, where it can be used; then, while the voice speaks, again, slower, louder."""
    top = frame.glass.height - BAR - STRIP
    sheet.add(Fill(rect=Rect(0, top, frame.glass.width, STRIP), colour="tint"))
    sheet.add(Fill(rect=Rect(0, top, frame.glass.width, 0.5), colour="act_edge"))
    y = top + 4.5
    if hears:
        sheet.add(_speak_key(frame, sheet, Rect(MARGIN, y, SPEAK_W, KEY_H)))
    if frame.local.is_speaking:
        _speaking(frame, sheet, MARGIN + (SPEAK_W + 4 if hears else 0.0), y)
    else:
        _answering(frame, sheet, Rect(MARGIN + SPEAK_W + 6, top, frame.glass.width - 2 * MARGIN - SPEAK_W - 6, STRIP))


def _speak_key(frame: Frame, sheet: Sheet, rect: Rect) -> Item:
    if frame.local.spoken in {Spoken.SOON, Spoken.NOW}:
        stop = inline_key(sheet, rect, "~speak", frame.labels("stop"), icon="stop", kind="bar", tone=Tone.SELECTED)
        return replace(stop, is_main=False)
    return _small(sheet, rect, "~speak", frame.labels("speak"), "microphone")


def _answering(frame: Frame, sheet: Sheet, room: Rect) -> None:
    """One sentence, or two: nothing personal ever stands here."""
    spoken = frame.local.spoken
    words = frame.labels(_SAID[spoken])
    block = sheet.block(words, "bar", room.w, bold=spoken is not Spoken.NO)
    sheet.must(fit=block.height <= room.h - 1)
    sheet.add(put(block, room.x, room.y + (room.h - block.height) / 2, room.w, Ink(on="tint")))


def _speaking(frame: Frame, sheet: Sheet, x: float, y: float) -> None:
    right = frame.glass.width - MARGIN - PAIR_W
    speed = MARGIN + 112 if x == MARGIN else right - PAIR_W - 6
    repeat = Rect(x, y, min(REPEAT_W, speed - x - 4), KEY_H)
    sheet.add(_small(sheet, repeat, "~repeat", frame.labels("repeat"), "arrow-counter-clockwise"))
    _pair(frame, sheet, Rect(speed, y, PAIR_W, KEY_H), "speed", ("slower", "faster"))
    _pair(frame, sheet, Rect(right, y, PAIR_W, KEY_H), "volume", ("quieter", "louder"))


def _small(sheet: Sheet, rect: Rect, id_: str, name: str, icon: str) -> Item:
    return replace(inline_key(sheet, rect, id_, name, icon=icon, kind="bar"), is_main=False)


def _pair(frame: Frame, sheet: Sheet, rect: Rect, label: str, ids: tuple[str, str]) -> None:
    for id_, icon, x in ((ids[0], "minus", rect.x), (ids[1], "plus", rect.right - 26)):
        shape = inline_key(sheet, Rect(x, rect.y, 26, rect.h), f"~{id_}", "", icon=icon)
        sheet.add(type(shape)(rect=shape.rect, id=shape.id, name=frame.labels(id_), parts=shape.parts[1:]))
    block = sheet.block(frame.labels(label), "bar", rect.w - 52, bold=True)
    top = rect.y + (rect.h - block.height) / 2
    sheet.add(put(block, rect.x + 26, top, rect.w - 52, Ink(on="tint", align=Align.CENTRE)))
