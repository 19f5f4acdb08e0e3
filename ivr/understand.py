"""Keys or words → one of the prompt's meanings, or silence, or a wrong key, or unsure; never a guess. Pure."""

from dataclasses import replace
from datetime import date

from core.journeys.steps import EntryKind
from core.texts.words import Words
from ivr.spoken_words import understand_words
from ivr.turns import Again, Answer, Attempt, Entry, Heard, Pressed, Prompt, Quiet, Said, Trouble, Understood, Wish

CHOOSING = frozenset("1234")


def understand(prompt: Prompt, heard: Heard, attempt: Attempt, words: Words) -> Understood:
    """Tell what was meant. Silence is never an answer; only what needs none goes on after it."""
    match heard:
        case Quiet():
            return Trouble.SILENCE if prompt.on_silence is None else prompt.on_silence
        case Said(text=text):
            return understand_words(prompt, text, words)
        case Pressed(keys=keys) if keys in prompt.keys:
            return prompt.keys[keys]
        case Pressed(keys=keys) if prompt.entry is not None:
            return _typed(prompt.entry, keys, attempt)
        case Pressed(keys=keys):
            return prompt.wrong_key if keys in CHOOSING else Trouble.WRONG_KEY


def _typed(entry: Entry, keys: str, attempt: Attempt) -> Understood:
    """Star says it again and hash clears, wherever they come; digits count only when there are enough."""
    if keys.endswith("#"):
        return Again(attempt=replace(attempt, before=("telephone-cleared",)))
    if keys.endswith("*"):
        return Wish.REPEAT
    if len(keys) != entry.length or not keys.isdigit():
        return Trouble.INCOMPLETE
    if entry.kind is not EntryKind.DATE:
        return Answer(value=keys)
    day = read_date(keys)
    return Trouble.NO_SUCH_DATE if day is None else Again(attempt=replace(attempt, typed=day, before=()))


def read_date(digits: str) -> date | None:
    """Read jjmmaaaa; None for a day that never was."""
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
