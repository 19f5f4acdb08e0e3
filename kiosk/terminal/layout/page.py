"""From a screen to a scene: chooses the layout of its kind, and the largest arrangement that fits. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from kiosk.protocol import EntryShape, Screen, ScreenKind
from kiosk.terminal.focus import PAGE
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout import choices, endings, stories, visiting
from kiosk.terminal.layout.entering import enter
from kiosk.terminal.layout.frame import Frame, band, bar, trial
from kiosk.terminal.layout.keyboard import enter_text
from kiosk.terminal.layout.listing import listing
from kiosk.terminal.layout.reading import read
from kiosk.terminal.layout.sheet import Ink as _Ink
from kiosk.terminal.layout.sheet import Sheet, put
from kiosk.terminal.layout.strip import STRIP, takes_words, voice_strip
from kiosk.terminal.local import Local, Own
from kiosk.terminal.scene import Fill, Item, KeyShape, Rect, Scene
from kiosk.terminal.theme import Glass, Look
from kiosk.terminal.typesetting import Ruler

SCALES = (1.0, 0.75, 0.5, 0.25, 0.0)
"""Large text grows as far as the screen holds it; normal text never shrinks."""
LOW_TOPS = (0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
"""How far down the content may start in the low layout, as parts of the middle."""
WHOLE = {ScreenKind.LIST, ScreenKind.READ, ScreenKind.IDLE}
"""Kinds that fill the middle: lower would only mean fewer rows, and all of it is within reach already."""
PAGE_RING = 5.5
"""How far outside the middle the ring of the page runs, in the margins."""
NO_STRIP = {ScreenKind.LIST, ScreenKind.READ, ScreenKind.IDLE, ScreenKind.PICK}


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """One way to try: how large the text, how low the top, and whether the voice strip stands."""

    growth: float
    low: float
    has_strip: bool


@dataclass(frozen=True, kw_only=True)
class Studio:
    """What stays the same from screen to screen."""

    ruler: Ruler
    labels: Labels
    look: Look
    glass: Glass
    hears: bool = False
    """Whether an answer may be spoken."""


def compose(screen: Screen, local: Local, studio: Studio) -> Scene:
    """Draw a screen in millimetres; the first arrangement that fits wins, the plainest otherwise."""
    screen = _own_page(screen, local, studio.labels)
    scene: Scene | None = None
    for way in _ways(screen, local, studio):
        scene = _compose(screen, local, studio, way)
        if scene.fits:
            return scene
    if scene is None:
        raise AssertionError("there is always the plainest arrangement")
    return scene


def _ways(screen: Screen, local: Local, studio: Studio) -> Iterator[Arrangement]:
    is_wanted = local.is_speaking or (studio.hears and takes_words(screen))
    speaks = is_wanted and screen.kind not in NO_STRIP and local.own is Own.NONE
    look = studio.look
    for has_strip in (True, False) if speaks else (False,):
        for growth in SCALES if look.is_large else (0.0,):
            for low in (*LOW_TOPS, 0.0) if look.is_low and screen.kind not in WHOLE else (0.0,):
                yield Arrangement(growth=growth, low=low, has_strip=has_strip)


def _compose(screen: Screen, local: Local, studio: Studio, way: Arrangement) -> Scene:
    frame = Frame(screen=screen, local=local, labels=studio.labels, look=studio.look, glass=studio.glass)
    middle = frame.middle
    whole = Rect(0, 0, studio.glass.width, studio.glass.height)
    area = _area(middle, way)
    sheet = Sheet(area, studio.ruler, studio.labels, studio.look, way.growth)
    if way.low:
        notice = sheet.block(studio.labels("low-notice"), "text", middle.w)
        sheet.add(put(notice, middle.x, middle.y, middle.w, _Ink(colour="soft")))
        sheet.must(fit=area.y - 2 >= middle.y + notice.height)
    _write(screen, local, sheet, is_welcome=frame.is_welcome)
    sheet.must(fit=all(whole.contains(item.rect, 0.1) for item in sheet.items))
    if screen.kind is ScreenKind.IDLE:
        if studio.labels.is_demonstration:
            trial(frame, sheet, middle.y)
        return replace(sheet.scene(), items=_focus(tuple(sheet.items), local))
    around = Sheet(whole, studio.ruler, studio.labels, studio.look, 1.0 if studio.look.is_large else 0.0)
    band(_paged(frame, sheet), around)
    bar(frame, around)
    if way.has_strip:
        voice_strip(frame, around, hears=studio.hears and takes_words(screen))
    items = (*around.items, *_page_ring(middle, local), *sheet.items)
    return Scene(items=_focus(items, local), pages=sheet.pages, fits=sheet.fits and around.fits)


def _area(middle: Rect, way: Arrangement) -> Rect:
    down = middle.h * way.low
    return Rect(middle.x, middle.y + down, middle.w, middle.h - down - (STRIP if way.has_strip else 0))


def _page_ring(middle: Rect, local: Local) -> tuple[Fill, ...]:
    """Under the keypad's first stop, the page itself wears the ring that a key would."""
    if local.focused != PAGE:
        return ()
    ring = Fill(rect=middle.inset(*(-PAGE_RING,) * 4), colour="focus", radius=5.0, edge="focus_line", line=0.6)
    within = Fill(rect=ring.rect.inset(*(2.6,) * 4), colour="paper", radius=3.0, edge="focus_line", line=0.6)
    return ring, within


def _focus(items: tuple[Item, ...], local: Local) -> tuple[Item, ...]:
    if not local.focused:
        return items
    return tuple(
        replace(item, is_focused=True) if isinstance(item, KeyShape) and item.id == local.focused else item
        for item in items
    )


def _paged(frame: Frame, sheet: Sheet) -> Frame:
    """A document says in the band which of its pages is shown."""
    if frame.screen.kind is not ScreenKind.READ or sheet.pages == 1 or frame.local.own is not Own.NONE:
        return frame
    page = frame.labels("page", page=min(frame.local.page, sheet.pages - 1) + 1, pages=sheet.pages)
    top = frame.screen.band
    detail = f"{top.detail}, {page}" if top.detail else page
    taken = max(sheet.width(top.person, "text", bold=True), sheet.width(top.person_detail, "text"))
    if sheet.width(detail, "text") > frame.glass.width - 2 * 12 - 26 - 8 - taken:
        detail = page
    return replace(
        frame, screen=msgspec.structs.replace(frame.screen, band=msgspec.structs.replace(top, detail=detail))
    )


def _own_page(screen: Screen, local: Local, labels: Labels) -> Screen:
    """« Voir mieux » is a place of its own, from which one may come back."""
    if local.own is not Own.SEE:
        return screen
    top = msgspec.structs.replace(screen.band, title=labels("see"), detail=labels("see-detail"), progress=None)
    bar_ = msgspec.structs.replace(screen.bar, may_go_back=True)
    return msgspec.structs.replace(screen, band=top, bar=bar_, kind=ScreenKind.TELL)


def _write(screen: Screen, local: Local, sheet: Sheet, *, is_welcome: bool) -> None:
    if local.own is Own.SEE:
        choices.see_better(sheet)
        return
    match screen.kind:
        case ScreenKind.TELL:
            stories.tell(screen, sheet)
        case ScreenKind.CHOOSE | ScreenKind.MISHAP | ScreenKind.HELP:
            _chosen(screen, local, sheet)
        case ScreenKind.LIST:
            listing(screen, local, sheet)
        case ScreenKind.PICK:
            choices.pick(screen, local, sheet)
        case ScreenKind.READ:
            read(screen, local, sheet)
        case ScreenKind.ENTER | ScreenKind.SIGN | ScreenKind.CONFIRM | ScreenKind.RECAP:
            _decided(screen, local, sheet)
        case _:
            _around(screen, local, sheet, is_welcome=is_welcome)


def _chosen(screen: Screen, local: Local, sheet: Sheet) -> None:
    """Facts, or words and one key, are something told; more keys are a choice, and so is a title with one below."""
    if screen.facts or (len(screen.keys) == 1 and (screen.lead or screen.note)):
        stories.tell(screen, sheet)
    else:
        choices.choose(screen, local, sheet)


def _decided(screen: Screen, local: Local, sheet: Sheet) -> None:
    if screen.field and screen.field.shape is EntryShape.TEXT:
        enter_text(screen, local, sheet)
    elif screen.kind is ScreenKind.ENTER or screen.field:
        enter(screen, local, sheet)
    elif screen.kind is ScreenKind.RECAP:
        stories.recap(screen, sheet)
    else:
        stories.confirm(screen, sheet)


def _around(screen: Screen, local: Local, sheet: Sheet, *, is_welcome: bool) -> None:
    match screen.kind:
        case ScreenKind.CARD:
            (visiting.welcome if is_welcome else visiting.card)(screen, sheet)
        case ScreenKind.WAIT:
            visiting.wait(screen, sheet)
        case ScreenKind.PAPER | ScreenKind.DONE:
            endings.done(screen, sheet)
        case ScreenKind.APOLOGY:
            endings.apology(screen, sheet)
        case _:
            visiting.idle(screen, local, sheet)
