"""The screen of a kiosk that nobody uses: the card, three facts, and what is missing today. Knows nobody."""

from msgspec.structs import replace

from core.texts.spoken import in_words
from core.texts.words import Words
from kiosk.present.sheet import Sheet
from kiosk.present.wording import joined, sentences
from kiosk.protocol import Bar, Fact, Machine, Note, NoteTone, PrinterState, Screen

_WORKS = frozenset({PrinterState.READY, PrinterState.PAPER_LOW})


def welcomed(screen: Screen, sheet: Sheet) -> Screen:
    """Nothing to go back to, nothing to end; what is missing is told before anybody starts (words.md 2.12)."""
    words, printer, notice = sheet.words, sheet.view.printer, sheet.view.notice
    screen = replace(screen, bar=Bar(may_go_back=False, may_end=False))
    if screen.machine is Machine.CARD_WANTED:
        # The gesture stands in the white panel; what else the welcome says gives way to what is to be known today.
        lead = screen.lead.splitlines()[-1] if printer in _WORKS and not notice else ""
        label = words.written("kiosk-machine--card-welcome")
        screen = replace(screen, lead=lead, machine_label=label, facts=_facts(words, printer))
    if printer not in _WORKS:
        missing = "kiosk-printer--no-paper" if printer is PrinterState.NO_PAPER else "kiosk-printer--out"
        screen = _noted(screen, words.written(missing), words.spoken(missing, {}, ""), "printer")
    # The line of facts says that the printer rests; the one note is then the people's.
    return _noted(screen, notice, in_words(notice), "info") if notice else screen


def _noted(screen: Screen, text: str, spoken: str, icon: str) -> Screen:
    note = Note(text=text, tone=NoteTone.BEFORE, icon=icon)
    return replace(screen, note=note, voice=joined(screen.voice, sentences(spoken)))


def _facts(words: Words, printer: PrinterState) -> tuple[Fact, ...]:
    state = "ready" if printer in _WORKS else "out"
    return (
        Fact(icon="phone", text=words.written("kiosk-welcome-phone")),
        Fact(icon="headphones", text=words.written("kiosk-welcome-headphones")),
        Fact(icon="printer", text=words.written(f"kiosk-welcome-printer--{state}")),
    )
