"""One step, as a screen: which keys stand where, and what the voice says. Draws nothing, decides nothing."""

from typing import assert_never

from msgspec.structs import replace

from core.journeys.organ_donation import Recap
from core.journeys.steps import (
    Choose,
    Confirm,
    Done,
    Enter,
    EntryKind,
    GivePaper,
    PickSeveral,
    PresentCard,
    Read,
    ShownStep,
    Sign,
    Tell,
)
from core.texts.facts import Phrase
from core.texts.words import Words
from kiosk.present.band import said_by
from kiosk.present.keys import go_on_key, key_of, keys_of, yes_and_no
from kiosk.present.kinds import kind_of, machine_of, may_be_said_aloud
from kiosk.present.reading import block_for
from kiosk.present.sheet import Sheet, machine_label
from kiosk.present.view import VisitView
from kiosk.present.wording import Wording, joined, sentences
from kiosk.protocol import Bar, EntryShape, Field, Key, Machine, Note, PrinterState, Screen, ScreenKind

_SHAPES = {
    EntryKind.DIGITS: EntryShape.DIGITS,
    EntryKind.SECRET: EntryShape.SECRET,
    EntryKind.DATE: EntryShape.DATE,
    EntryKind.TEXT: EntryShape.TEXT,
}
_NO_PAPER = frozenset({PrinterState.NO_PAPER})
_NO_PRINTER = frozenset({PrinterState.COVER_OPEN, PrinterState.FAULTY, PrinterState.UNREACHABLE})


def screen_for(step: ShownStep, words: Words, view: VisitView) -> Screen:
    """Say everything a terminal needs to draw one step, hear it, and send its answer back."""
    stage = getattr(step, "stage", None)
    screen = _screen(step, Sheet(key=step.key, facts=step.facts, words=words, view=view, stage=stage))
    return replace(screen, voice_is_private=_is_private(step, view))


def _screen(step: ShownStep, sheet: Sheet) -> Screen:  # noqa: C901, PLR0911 - one line a kind, closed by mypy
    match step:
        case Tell():
            return _tell(step, sheet)
        case Choose():
            return _choose(step, sheet)
        case PickSeveral():
            return replace(sheet.plain(ScreenKind.PICK), keys=keys_of(step.options, sheet.words))
        case Enter():
            field = Field(shape=_SHAPES[step.kind], length=step.length)
            return _entry(sheet, ScreenKind.ENTER, field, keys_of(step.options, sheet.words))
        case Read():
            return _read(step, sheet)
        case Confirm():
            return _confirm(step, sheet)
        case PresentCard():
            return _card(step, sheet)
        case Sign():
            field = Field(shape=EntryShape.SECRET, length=step.length)
            return _stated(step, _entry(sheet, ScreenKind.SIGN, field, ()), sheet)
        case GivePaper():
            return _with_machine(sheet.plain(ScreenKind.PAPER), Machine.PAPER, sheet)
        case Done():
            return _done(sheet)
        case _:
            assert_never(step)


def _tell(step: Tell, sheet: Sheet) -> Screen:
    screen = replace(sheet.plain(kind_of(step, sheet.words)), keys=(go_on_key(sheet.words),))
    return _stated(step, screen, sheet)


def _choose(step: Choose, sheet: Sheet) -> Screen:
    kind = kind_of(step, sheet.words)
    keys = _recap_keys(step, sheet.words) if kind is ScreenKind.RECAP else keys_of(step.options, sheet.words)
    return _stated(step, replace(sheet.plain(kind), keys=keys), sheet)


def _recap_keys(step: Choose, words: Words) -> tuple[Key, ...]:
    """« Modifier » on the left, « la suite » dark on the right: going on from here keeps nothing yet."""
    correct_first = sorted(step.options, key=lambda option: option.value is Recap.RIGHT)
    return tuple(key_of(option, words, is_next=option.value is Recap.RIGHT) for option in correct_first)


def _entry(sheet: Sheet, kind: ScreenKind, field: Field, keys: tuple[Key, ...]) -> Screen:
    """The note of something to type is its word of care, beside the cells."""
    screen = sheet.plain(kind)
    field = replace(field, hint=sheet.wording.part("hint"), care=screen.note.text if screen.note else "")
    return replace(screen, note=None, field=field, keys=keys)


def _read(step: Read, sheet: Sheet) -> Screen:
    return replace(
        sheet.plain(ScreenKind.READ),
        subtitle=sheet.wording.part("hint"),
        blocks=tuple(block_for(block, sheet.words) for block in step.reading.blocks),
        keys=keys_of(step.options, sheet.words),
        voice=joined(sheet.wording.voice, sheet.wording.said("hint")),
    )


def _confirm(step: Confirm, sheet: Sheet) -> Screen:
    patient = sheet.view.patient
    screen = replace(
        sheet.plain(ScreenKind.CONFIRM),
        keys=yes_and_no(step.key, sheet.words),
        statement_by=said_by(patient, sheet.words) if patient else "",
    )
    return _stated(step, screen, sheet)


def _stated(step: Tell | Choose | Confirm | Sign, screen: Screen, sheet: Sheet) -> Screen:
    """Show and say the sentence that is about to be kept, or that is."""
    said = step.facts.get("statement")
    if sheet.wording.has("statement"):
        shown, heard = sheet.wording.part("statement"), sheet.wording.said("statement")
    elif isinstance(said, Phrase) and not isinstance(step, Tell):
        phrase = Wording(sheet.words, said.key, said.facts)
        shown, heard = phrase.title, sentences(sheet.words.spoken(said.key, said.facts))
    else:
        return screen
    return replace(screen, statement=shown, voice=joined(screen.voice, heard))


def _card(step: PresentCard, sheet: Sheet) -> Screen:
    machine = machine_of(step)
    screen = _with_machine(sheet.plain(ScreenKind.CARD), machine, sheet)
    may_end = machine is not Machine.CARD_WANTED or sheet.view.may_go_back
    bar = Bar(may_go_back=sheet.view.may_go_back, may_end=may_end)
    screen = replace(screen, bar=bar, keys=keys_of(step.options, sheet.words))
    missing = _missing(sheet.view.printer)
    if machine is not Machine.CARD_WANTED or not missing:
        return screen
    note = Note(text=sheet.words.written(missing), icon="receipt-x")
    return replace(screen, note=note, voice=joined(screen.voice, sentences(sheet.words.spoken(missing, {}, ""))))


def _missing(printer: PrinterState) -> str:
    """What is said of the printer before anybody starts (words.md 2.12)."""
    if printer in _NO_PAPER:
        return "kiosk-printer--no-paper"
    return "kiosk-printer--out" if printer in _NO_PRINTER else ""


def _done(sheet: Sheet) -> Screen:
    if not sheet.view.has_card:
        return sheet.plain(ScreenKind.DONE)
    screen = _with_machine(sheet.plain(ScreenKind.DONE), Machine.CARD_TAKE, sheet)
    taken = "kiosk-take-card"
    lead = "\n".join(line for line in (screen.lead, sheet.words.written(taken)) if line)
    return replace(screen, lead=lead, voice=joined(screen.voice, sheet.words.spoken(taken, {}, "")))


def _with_machine(screen: Screen, machine: Machine, sheet: Sheet) -> Screen:
    bar = Bar(may_go_back=False)
    return replace(screen, bar=bar, machine=machine, machine_label=machine_label(machine, sheet.words))


def _is_private(step: ShownStep, view: VisitView) -> bool:
    """After proof, content is for the headset or a chosen « à voix haute » (words.md rule 14)."""
    if view.patient is None or isinstance(step, GivePaper | Done):
        return False
    return not may_be_said_aloud(step.key)
