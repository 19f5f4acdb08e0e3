"""One step, as a screen: which keys stand where, and what the voice says. Draws nothing, decides nothing."""

from typing import assert_never

from msgspec.structs import replace

from core.journeys.organ_donation import Recap
from core.journeys.organ_donation_papers import AfterKeeping
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
from core.texts.words import Words
from kiosk.present.band import said_by
from kiosk.present.keys import go_on_key, key_of, keys_of, with_words, yes_and_no
from kiosk.present.kinds import kind_of, machine_beside, machine_of, may_be_said_aloud
from kiosk.present.reading import blocks_for
from kiosk.present.sheet import Sheet, machine_label
from kiosk.present.view import VisitView
from kiosk.present.welcome import welcomed
from kiosk.present.wording import joined
from kiosk.protocol import Bar, EntryShape, Field, Key, Machine, Screen, ScreenKind

_SHAPES = {
    EntryKind.DIGITS: EntryShape.DIGITS,
    EntryKind.SECRET: EntryShape.SECRET,
    EntryKind.DATE: EntryShape.DATE,
    EntryKind.TEXT: EntryShape.TEXT,
}
_REMAINING = frozenset({AfterKeeping.REGISTER_REQUEST, AfterKeeping.BOTH_PAPERS})


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
            return _entry(sheet, ScreenKind.SIGN, field, ())
        case GivePaper():
            machine = Machine.NONE if step.on_sheets else Machine.PAPER
            return _with_machine(sheet.plain(ScreenKind.PAPER), machine, sheet)
        case Done():
            return _done(sheet)
        case _:
            assert_never(step)


def _tell(step: Tell, sheet: Sheet) -> Screen:
    screen = replace(sheet.plain(kind_of(step, sheet.words)), keys=(go_on_key(sheet.words),))
    machine = machine_beside(step.key)
    return screen if machine is Machine.NONE else _with_machine(screen, machine, sheet)


def _choose(step: Choose, sheet: Sheet) -> Screen:
    kind = kind_of(step, sheet.words)
    match kind:
        case ScreenKind.RECAP:
            keys = _recap_keys(step, sheet.words)
        case ScreenKind.DONE:
            keys = _papers_first(step, sheet.words)
        case _:
            keys = keys_of(step.options, sheet.words)
    return replace(sheet.plain(kind), keys=with_words(keys, step, sheet.words))


def _recap_keys(step: Choose, words: Words) -> tuple[Key, ...]:
    """« Modifier » on the left, « la suite » dark on the right: going on from here keeps nothing yet."""
    correct_first = sorted(step.options, key=lambda option: option.value is Recap.RIGHT)
    return tuple(key_of(option, words, is_next=option.value is Recap.RIGHT) for option in correct_first)


def _papers_first(step: Choose, words: Words) -> tuple[Key, ...]:
    """After an act that is done, what remains to be done is « la suite » (look 07f)."""
    return tuple(key_of(option, words, is_next=option.value in _REMAINING) for option in step.options[:1]) + keys_of(
        step.options[1:], words
    )


def _entry(sheet: Sheet, kind: ScreenKind, field: Field, keys: tuple[Key, ...]) -> Screen:
    field = replace(field, hint=sheet.wording.part("hint"), care=sheet.wording.part("care"))
    screen = sheet.plain(kind)
    voice = joined(screen.voice, sheet.wording.said("hint"), sheet.wording.said("care"))
    return replace(screen, field=field, keys=keys, voice=voice)


def _read(step: Read, sheet: Sheet) -> Screen:
    return replace(
        sheet.plain(ScreenKind.READ),
        lead="",
        subtitle=" ".join(sheet.wording.lines("body")),
        blocks=blocks_for(step.reading.blocks, sheet.words),
        keys=keys_of(step.options, sheet.words),
    )


def _confirm(step: Confirm, sheet: Sheet) -> Screen:
    patient = sheet.view.patient
    return replace(
        sheet.plain(ScreenKind.CONFIRM),
        keys=yes_and_no(step.key, sheet.words),
        statement_by=said_by(patient, sheet.words) if patient else "",
    )


def _card(step: PresentCard, sheet: Sheet) -> Screen:
    screen = _with_machine(sheet.plain(ScreenKind.CARD), machine_of(step), sheet)
    bar = Bar(may_go_back=sheet.view.may_go_back)
    screen = replace(screen, bar=bar, keys=keys_of(step.options, sheet.words))
    return screen if sheet.view.may_go_back or sheet.view.has_begun else welcomed(screen, sheet)


def _done(sheet: Sheet) -> Screen:
    if not sheet.view.has_card:
        return sheet.plain(ScreenKind.DONE)
    return _with_machine(sheet.plain(ScreenKind.DONE), Machine.CARD_TAKE, sheet)


def _with_machine(screen: Screen, machine: Machine, sheet: Sheet) -> Screen:
    bar = Bar(may_go_back=False)
    return replace(screen, bar=bar, machine=machine, machine_label=machine_label(machine, sheet.words, sheet.key))


def _is_private(step: ShownStep, view: VisitView) -> bool:
    """After proof, content is for the headset or a chosen « à voix haute » (words.md rule 14)."""
    if view.patient is None or isinstance(step, GivePaper | Done):
        return False
    return not may_be_said_aloud(step.key)
