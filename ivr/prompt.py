"""Pure: a step, the words and how it went so far → what the telephone says and which keys it takes. Plays nothing."""

from dataclasses import replace
from typing import assert_never

from core.domain.receipts import PaperOutcome
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
from ivr import reading, saying
from ivr.choices import NEXT_KEY, Keys, Said, choice, fresh, numbered, one_of_several
from ivr.saying import Speech
from ivr.spoken_words import words_for_more, words_of
from ivr.turns import Again, Answer, Attempt, CallView, Entry, Meaning, Prompt, Sentence, Trouble, Wish

FIXED = frozenset("0*#5")
"""Heard at any moment, even during the law's words: nobody is trapped (design section 9)."""
ALL_KEYS = frozenset("0123456789*#")
YES_KEY = "7"
NO_KEY = "8"


def prompt_for(step: ShownStep, words: Words, attempt: Attempt, view: CallView) -> Prompt:  # noqa: C901, PLR0911 - one line a kind
    """Say one step by telephone."""
    speech = Speech(words=words, attempt=attempt, view=view)
    match step:
        case Tell():
            return _told(step, speech)
        case Choose():
            says, keys = choice(step, speech)
            return _question(says, keys, speech, step)
        case PickSeveral():
            says, keys = one_of_several(step, speech)
            return _question(says, keys, speech, step)
        case Enter() | Sign():
            return _entry(step, speech)
        case Read():
            return _reading(step, speech)
        case Confirm():
            return _confirmation(step, speech)
        case PresentCard():
            says, keys = numbered(step.options, speech)
            return _question((speech.own("telephone-no-card-here"), *says), keys, speech, step)
        case GivePaper():
            return _passed_over(step, speech)
        case Done():
            return _goodbye(step, speech)
        case _:
            assert_never(step)


def fixed_keys(view: CallView) -> Keys:
    """The keys that mean the same at every step; 5 before proof means nothing, as 6 (words.md, keys)."""
    keys: Keys = {"0": Wish.HELP, "*": Wish.REPEAT, "#": Wish.BACK}
    if view.is_proved:
        keys["5"] = Wish.DISCREET
    return keys


def _question(says: Said, keys: Keys, speech: Speech, step: ShownStep | None = None) -> Prompt:
    return Prompt(
        says=(*speech.before(), *says, *_way_out(speech)),
        keys={**fixed_keys(speech.view), **keys},
        words=(*words_of(step, keys, speech.words), *_words_for_more(keys, speech)),
        first_wait=speech.wait(saying.FIRST_WAIT),
        next_wait=speech.wait(saying.NEXT_WAIT),
        interrupts=ALL_KEYS,
        is_slow=speech.is_slow,
    )


def _words_for_more(keys: Keys, speech: Speech) -> tuple[tuple[str, Meaning], ...]:
    return words_for_more(keys[NEXT_KEY], speech.words) if NEXT_KEY in keys else ()


def _way_out(speech: Speech) -> tuple[Sentence, ...]:
    """After a second silence, the way to a person is said again (words.md 2.11)."""
    is_due = speech.attempt.silences >= saying.SECOND and not speech.view.asks_for_person
    return (speech.own("telephone-way-to-human"),) if is_due else ()


def _told(step: Tell, speech: Speech) -> Prompt:
    """Nothing to answer: the next question follows. A key spares the rest; of the law's words, nothing is spared."""
    said = _question((speech.message(step.key, step.facts),), {}, speech)
    told = _only_told(said, Answer(value=None), speech)
    return replace(told, keys=said.keys, interrupts=FIXED) if step.is_legal else told


def _only_told(said: Prompt, meaning: Answer, speech: Speech) -> Prompt:
    """The conversation goes on by itself, or at any key that has no meaning of its own."""
    spared = {key: meaning for key in "123456789" if key not in said.keys}
    return replace(
        said,
        keys={**said.keys, **spared},
        first_wait=speech.wait(saying.AFTER_TELL_WAIT),
        on_silence=meaning,
        is_question=False,
        may_speak=False,
    )


def _goodbye(step: Done, speech: Speech) -> Prompt:
    said = _question((speech.message(step.key, step.facts),), {}, speech)
    keys: Keys = {**dict.fromkeys(ALL_KEYS, Wish.FINISH), "*": Wish.REPEAT}
    if not step.hands_over:
        keys["0"] = Wish.HUMAN
    wait = speech.wait(saying.AFTER_TELL_WAIT)
    return replace(said, keys=keys, first_wait=wait, on_silence=Wish.FINISH, is_question=False, may_speak=False)


def _passed_over(step: GivePaper, speech: Speech) -> Prompt:
    """No paper on the telephone: where a receipt comes out is said here, the journey tells it of other papers."""
    says = () if step.receipt is None else (speech.own("telephone-receipt-elsewhere"),)
    told = _only_told(_question(says, {}, speech), Answer(value=PaperOutcome.NOT_HERE), speech)
    return told if says else replace(told, says=())


def _confirmation(step: Confirm, speech: Speech) -> Prompt:
    """The choice in words, then 7 or 8: never the keys that chose, never speech, never cut short."""
    says: Said = (speech.message(step.key, step.facts),)
    keys: Keys = {YES_KEY: Answer(value=True), NO_KEY: Answer(value=False)}
    return replace(
        _question(says, keys, speech), interrupts=FIXED, may_speak=False, wrong_key=Trouble.WRONG_CONFIRM_KEY
    )


def _entry(step: Enter | Sign, speech: Speech) -> Prompt:
    """Digits of a fixed length. Alone before a silence, 0 is still help; with the others it is a digit."""
    if isinstance(step, Enter) and step.kind is EntryKind.TEXT:
        return _question((speech.own("telephone-no-text-here"),), {}, speech)
    if speech.attempt.typed is not None:
        return _date_read_back(speech)
    kind = step.kind if isinstance(step, Enter) else EntryKind.SECRET
    said = _question((speech.message(step.key, step.facts),), {}, speech)
    return replace(
        said,
        keys={**fixed_keys(replace(speech.view, is_proved=False)), "00": Wish.HUMAN},
        entry=Entry(kind=kind, length=8 if kind is EntryKind.DATE else step.length),
        first_wait=speech.wait(saying.ENTRY_FIRST_WAIT),
        next_wait=speech.wait(saying.ENTRY_NEXT_WAIT),
        may_speak=False,
    )


def _date_read_back(speech: Speech) -> Prompt:
    typed = speech.attempt.typed
    if typed is None:
        raise ValueError("no date to read back")
    again = Again(attempt=replace(fresh(speech), typed=None))
    says = (speech.own("telephone-date-read-back", date=typed),)
    return replace(_question(says, {"1": Answer(value=typed), "2": again}, speech), may_speak=False)


def _reading(step: Read, speech: Speech) -> Prompt:
    """One part, then 9; after the last one, what may be done with the document. Nothing of it if somebody may hear."""
    if speech.view.is_discreet:
        return _question((speech.own("telephone-discreet-document"),), {"1": Wish.WHO_HEARS}, speech)
    spoken = reading.parts(step.reading, speech)
    place = speech.attempt.place
    if place >= len(spoken):
        return _end_of_document(step, speech)
    says: Said = (speech.message(step.key, step.facts),) if place == 0 else ()
    if len(spoken) > 1 and all(said.key != reading.ROW_PLACE for said in spoken[place]):
        says = (*says, speech.own("telephone-part-place", position=place + 1, total=len(spoken)))
    says = (*says, *spoken[place], speech.own("telephone-next-part"))
    following = Again(attempt=replace(fresh(speech), place=place + 1))
    return _question(says, {NEXT_KEY: following}, speech)


def _end_of_document(step: Read, speech: Speech) -> Prompt:
    says, keys = numbered(step.options, speech)
    key = str(len(step.options) + 1)
    keys[key] = Again(attempt=replace(fresh(speech), place=0))
    end, again = speech.own("telephone-document-end"), speech.own("telephone-hear-again", key=key)
    return _question((end, *says, again), keys, speech, step)
