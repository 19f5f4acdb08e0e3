"""The gateway's own pages: help, « are you there », wait, goodbye, apology. They hold nothing of the person."""

from enum import Enum

from msgspec.structs import replace

from core.journeys.steps import Enter, PresentCard, ShownStep
from core.texts.facts import Facts
from core.texts.words import Words
from kiosk.present.icons import icon_of
from kiosk.present.sheet import Sheet, machine_label
from kiosk.present.view import VisitView
from kiosk.present.wording import Wording, joined
from kiosk.protocol import Bar, Fact, Key, Machine, Screen, ScreenKind


class Page(Enum):
    """What may stand over a step, or instead of one; the value is the key of its words."""

    HELP = "kiosk-help"
    HELP_HOW = "kiosk-help-how"
    HELP_PERSON = "kiosk-help-person"
    IDLE = "kiosk-idle"
    WAIT = "kiosk-wait"
    LONG_WAIT = "kiosk-wait-long"
    CLOSED = "kiosk-closed"
    FAREWELL = "kiosk-farewell"
    APOLOGY = "kiosk-apology"


class PageKey(Enum):
    """What a key of such a page asks for; the value is its id."""

    HOW = "how"
    PERSON = "person"
    STOP = "stop"
    RETURN = "return"
    CONTINUE = "continue"
    END = "end"
    RETRY = "retry"


_KEYS = {
    Page.HELP: (PageKey.HOW, PageKey.PERSON, PageKey.STOP, PageKey.RETURN),
    Page.HELP_HOW: (PageKey.RETURN,),
    Page.HELP_PERSON: (PageKey.RETURN,),
    Page.IDLE: (PageKey.CONTINUE, PageKey.END),
    Page.APOLOGY: (PageKey.RETRY,),
}
_DARK = frozenset({PageKey.CONTINUE, PageKey.RETRY})
_KINDS = {
    Page.HELP: ScreenKind.HELP,
    Page.HELP_HOW: ScreenKind.TELL,
    Page.HELP_PERSON: ScreenKind.TELL,
    Page.IDLE: ScreenKind.IDLE,
    Page.CLOSED: ScreenKind.DONE,
    Page.FAREWELL: ScreenKind.DONE,
    Page.APOLOGY: ScreenKind.APOLOGY,
}
_HELP = frozenset({Page.HELP, Page.HELP_HOW, Page.HELP_PERSON})


def page_key(page: Page, keys: tuple[str, ...]) -> PageKey | None:
    """What was touched, or None when the page has no such key."""
    found = [key for key in _KEYS.get(page, ()) if keys == (key.value,)]
    return found[0] if found else None


def page_screen(page: Page, step: ShownStep | None, words: Words, view: VisitView, warning_s: int) -> Screen:
    """Draw one page. `step` is what the person was at, for a wait; `warning_s` is how long « are you there » stays."""
    if page in (Page.WAIT, Page.LONG_WAIT):
        return _wait(step, words, view, is_long=page is Page.LONG_WAIT)
    facts: Facts = {"seconds": warning_s}
    sheet = Sheet(key=page.value, facts=facts, words=words, view=view)
    screen = replace(
        sheet.plain(_KINDS[page]),
        bar=Bar(may_go_back=page in _HELP),
        keys=tuple(_key(page, key, facts, words) for key in _KEYS.get(page, ())),
        countdown_s=warning_s if page is Page.IDLE else 0,
    )
    if page is Page.APOLOGY:
        phone = Fact(icon="phone", text=words.written("kiosk-apology-phone"))
        screen = replace(screen, facts=(*screen.facts, phone))
    if view.has_card and page in (Page.CLOSED, Page.FAREWELL, Page.APOLOGY):
        return _take_card(screen, words)
    return screen


def _key(page: Page, key: PageKey, facts: Facts, words: Words) -> Key:
    wording = Wording(words, f"{page.value}--{key.value}", facts)
    return Key(
        id=key.value,
        label=wording.title,
        hint=wording.part("hint"),
        icon=icon_of(wording.key),
        is_next=key in _DARK or _KEYS[page] == (key,),
        voice=joined(wording.said(""), wording.said("hint")),
    )


def _take_card(screen: Screen, words: Words) -> Screen:
    taken = "kiosk-take-card"
    return replace(
        screen,
        lead="\n".join(line for line in (screen.lead, words.written(taken)) if line),
        machine=Machine.CARD_TAKE,
        machine_label=machine_label(Machine.CARD_TAKE, words),
        voice=joined(screen.voice, words.spoken(taken, {}, "")),
    )


def _wait(step: ShownStep | None, words: Words, view: VisitView, *, is_long: bool) -> Screen:
    """Three lines: done, now, next. No bar that lies; after eight seconds the line of now changes."""
    key = "kiosk-wait"
    if isinstance(step, PresentCard | Enter) and view.has_card:
        key = "kiosk-wait-card" if isinstance(step, PresentCard) else "kiosk-wait-code"
    sheet = Sheet(key=key, facts={}, words=words, view=view)
    now = "\n".join(f"**{line}**" for line in sheet.wording.lines("longer" if is_long else "now"))
    machine = Machine.NONE if key == "kiosk-wait" else Machine.CARD_READING
    return replace(
        sheet.plain(ScreenKind.WAIT),
        bar=Bar(may_go_back=False),
        facts=(
            Fact(icon="check", text=sheet.wording.part("done")),
            Fact(icon="hourglass", text=now),
            Fact(icon="", text=sheet.wording.part("next")),
        ),
        machine=machine,
        machine_label=machine_label(machine, words),
        voice=sheet.wording.said("longer") if is_long else sheet.wording.voice,
    )
