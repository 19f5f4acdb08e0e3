"""The top and the bottom of every screen: where I am, who I am, and the fixed keys. Nothing else ever lives there."""

from dataclasses import dataclass

from kiosk.protocol import Machine, Screen, ScreenKind
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.faces import stacked_key, widest
from kiosk.terminal.layout.sheet import MARGIN, Ink, Sheet, put
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Align, Fill, Item, Rect, Tone
from kiosk.terminal.theme import Glass, Look

BAND = 32.0
BAND_LARGE = 36.0
BAR = 40.5
BAR_KEY = 31.0
KEY_W = 64.2
TRIAL = 18.0


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the frame needs to know."""

    screen: Screen
    local: Local
    labels: Labels
    look: Look
    glass: Glass

    @property
    def is_welcome(self) -> bool:
        """Nothing to go back to and nothing to end: the free kiosk."""
        bar = self.screen.bar
        free = not bar.may_go_back and not bar.may_end
        return self.screen.kind is ScreenKind.CARD and self.screen.machine is Machine.CARD_WANTED and free

    @property
    def middle(self) -> Rect:
        """Between band and bar, margins off."""
        if self.screen.kind is ScreenKind.IDLE:
            return Rect(MARGIN, MARGIN, self.glass.width - 2 * MARGIN, self.glass.height - 2 * MARGIN)
        top = (BAND_LARGE if self.look.is_large else BAND) + 8
        return Rect(MARGIN, top, self.glass.width - 2 * MARGIN, self.glass.height - BAR - 8 - top)


def band(frame: Frame, sheet: Sheet) -> None:
    """The mark, the place in the visit with its step, and the person by name and birth."""
    tall = BAND_LARGE if frame.look.is_large else BAND
    wide = frame.glass.width
    sheet.add(Fill(rect=Rect(0, 0, wide, tall), colour="band"))
    if frame.look.is_dark:
        sheet.add(Fill(rect=Rect(0, tall - 0.3, wide, 0.3), colour="hair"))
    left = wide / 2 - MARGIN
    # The welcome says « Démonstration » at the right, unless its type is too large for a second line.
    is_said_there = frame.is_welcome and not frame.look.is_large
    if frame.is_welcome and (is_said_there or not frame.labels.is_demonstration):
        sheet.add(*mark(MARGIN + 0.6, (tall - 13.2) / 2 + 0.6, 13.2))
        product = sheet.block(frame.screen.band.title, "label", 150, bold=True)
        sheet.add(put(product, MARGIN + 21, (tall - product.height) / 2, 150, _BAND_INK))
    elif frame.labels.is_demonstration:
        left = _place(frame, sheet, tall, trial(frame, sheet, (tall - TRIAL) / 2) + 6)
    else:
        sheet.add(*mark(MARGIN + 1.4, (tall - 17.6) / 2 + 0.4, 17.6))
        left = _place(frame, sheet, tall, MARGIN + 26)
    _person(frame, sheet, Rect(left + 4, 0, wide - MARGIN - left - 4, tall))


def trial(frame: Frame, sheet: Sheet, top: float) -> float:
    """« Essai », where the mark of the house stands otherwise: nothing here is anybody's. Gives its right edge."""
    words = sheet.block(frame.labels("trial"), "text", 60, bold=True)
    box = Rect(MARGIN, top, widest(sheet, words) + 6, TRIAL)
    ink = Ink(colour="focus_line", on="ochre", align=Align.CENTRE)
    sheet.add(Fill(rect=box, colour="ochre", radius=1.2))
    sheet.add(put(words, box.x, top + (TRIAL - words.height) / 2, box.w, ink))
    return box.right


_BAND_INK = Ink(colour="on_band", on="band")


def mark(x: float, y: float, side: float) -> list[Item]:
    """The logo: a white arch, an ochre disc, a half disc: somebody welcomes you at the door."""
    half = side / 2
    head, wide = side * 0.38, side * 0.66
    shoulders = Rect(x + (side - wide) / 2, y + side * 0.63, wide, wide)
    return [
        Fill(rect=Rect(x, y, side, side), colour="mark", radius=half),
        Fill(rect=Rect(x, y + half, side, half), colour="mark"),
        Fill(rect=Rect(x + (side - head) / 2, y + side * 0.19, head, head), colour="ochre", radius=head / 2),
        Fill(rect=shoulders, colour="band", radius=wide / 2),
        Fill(rect=Rect(x, y + side, side, side * 0.31), colour="band"),
    ]


def _place(frame: Frame, sheet: Sheet, tall: float, x: float) -> float:
    """Where one is, with its step; gives its right edge."""
    place = frame.screen.band
    line = sheet.type("text").size * 1.135
    if frame.look.is_large or not place.detail:
        block = sheet.block(place.title, "text", 200, bold=True)
        sheet.add(put(block, x, (tall - block.height) / 2, 200, _BAND_INK))
        return x + widest(sheet, block)
    top = (tall - 2 * line) / 2
    first = sheet.block(place.title, "text", 230, bold=True)
    sheet.add(put(first, x, top + (line - first.kind.line) / 2, 230, _BAND_INK))
    second = sheet.block(place.detail, "text", 230)
    sheet.add(put(second, x, top + line + (line - second.kind.line) / 2, 230, Ink(colour="band_soft", on="band")))
    if place.progress:
        at = x + widest(sheet, second) + 4.3
        for step in range(place.progress.steps):
            colour = "ochre" if step < place.progress.step else "step_off"
            bar = Rect(at + step * 10.6, top + 1.5 * line - 0.5, 9.0, 2.4)
            sheet.add(Fill(rect=bar, colour=colour, radius=1.2))
        return max(at + place.progress.steps * 10.6 - 1.6, x + widest(sheet, first))
    return x + max(widest(sheet, first), widest(sheet, second))


def _person(frame: Frame, sheet: Sheet, room: Rect) -> None:
    """Who one is, in what the place leaves. A name too long for one line stands alone: whole, rather than both cut."""
    place = frame.screen.band
    name, detail, bold = place.person, place.person_detail, True
    if frame.is_welcome and not name:
        demonstration = frame.labels("demonstration") if frame.labels.is_demonstration else ""
        name, detail, bold = frame.labels.place, demonstration, False
    ink = Ink(colour="on_band", on="band", align=Align.RIGHT)
    line = sheet.type("text").size * 1.135
    first, second = sheet.block(name, "text", room.w, bold=bold), sheet.block(detail, "text", room.w)
    if frame.look.is_large or len(first.lines) + len(second.lines) != 2:  # noqa: PLR2004 - two lines are what a band holds
        sheet.add(put(first, room.x, (room.h - first.height) / 2, room.w, ink))
        sheet.must(fit=first.height <= room.h + 2)  # the space above and below letters may leave the band
        return
    top = (room.h - 2 * line) / 2
    soft = Ink(colour="band_soft", on="band", align=Align.RIGHT)
    sheet.add(put(first, room.x, top + (line - first.kind.line) / 2, room.w, ink))
    sheet.add(put(second, room.x, top + line + (line - second.kind.line) / 2, room.w, soft))


def bar(frame: Frame, sheet: Sheet) -> None:
    """Retour, Écouter, Voir mieux, Aide, Terminer: never elsewhere, never under another name."""
    top = frame.glass.height - BAR
    sheet.add(Fill(rect=Rect(0, top, frame.glass.width, BAR), colour="sand"))
    sheet.add(Fill(rect=Rect(0, top, frame.glass.width, 0.5), colour="hair"))
    if frame.is_welcome:
        _welcome_bar(frame, sheet, top + 5)
        return
    gap = (frame.glass.width - 2 * MARGIN - 5 * KEY_W - 2 * 4) / 2
    x = MARGIN
    for id_, label, icon, is_on in _fixed(frame):
        tone = _tone(frame, id_, is_on=is_on)
        shape = stacked_key(sheet, Rect(x, top + 5, KEY_W, BAR_KEY), id_, label, icon=icon, tone=tone)
        sheet.add(shape)
        x += KEY_W + (gap if id_ in {"~back", "~help"} else 4)


def _tone(frame: Frame, id_: str, *, is_on: bool) -> Tone:
    if not is_on:
        return Tone.OFF
    return Tone.SELECTED if id_ == "~listen" and frame.local.is_speaking else Tone.PLAIN


def _fixed(frame: Frame) -> list[tuple[str, str, str, bool]]:
    labels, keys = frame.labels, frame.screen.bar
    return [
        ("~back", labels("back"), "arrow-left", keys.may_go_back),
        _listen(frame),
        ("~see", labels("see"), "text-aa", True),
        ("~help", labels("help"), "question", True),
        ("~end", labels("end"), "sign-out", keys.may_end),
    ]


def _listen(frame: Frame) -> tuple[str, str, str, bool]:
    if frame.local.is_speaking:
        return "~listen", frame.labels("stop"), "stop", True
    return "~listen", frame.labels("listen"), "speaker-high", True


def _welcome_bar(frame: Frame, sheet: Sheet, top: float) -> None:
    wide = (frame.glass.width - 2 * MARGIN - 3 * 4) / 4
    lower = "upper" if frame.look.is_low else "lower"
    keys = [
        _listen(frame)[:3],
        ("~see", frame.labels("see"), "text-aa"),
        ("~low", frame.labels(lower), "wheelchair"),
        ("~help", frame.labels("help"), "question"),
    ]
    for at, (id_, label, icon) in enumerate(keys):
        rect = Rect(MARGIN + at * (wide + 4), top, wide, BAR_KEY)
        sheet.add(stacked_key(sheet, rect, id_, label, icon=icon, tone=_tone(frame, id_, is_on=True)))
