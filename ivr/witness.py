"""One turn of a call, as evidence of what led to a choice: message ids, versions, keys, never a code. Pure."""

from datetime import datetime

from core.domain.evidence import HeardAndPressed
from core.texts.words import Words
from ivr.turns import Heard, Pressed, Prompt, Quiet, Said, Sentence, Understood

OTHER = "other"
"""A key that meant nothing here: it may be one of a code typed too soon, and is not written down."""


def turn_of(prompt: Prompt, heard: Heard, understood: Understood, at: datetime, words: Words) -> HeardAndPressed:
    """What was said, and what was answered."""
    said = tuple((sentence.key, _version(sentence, words)) for sentence in prompt.says)
    return HeardAndPressed(at=at, heard=said, pressed=_pressed(prompt, heard, understood))


def _version(sentence: Sentence, words: Words) -> str:
    key, _, form = sentence.key.partition(".")
    return words.version(key, form)


def _pressed(prompt: Prompt, heard: Heard, understood: Understood) -> str:
    match heard:
        case Quiet():
            return ""
        case Said():
            # Whole phrases alone are understood: the key that means the same says which.
            same = (key for key, meaning in prompt.keys.items() if meaning == understood)
            return f"said:{next(same, OTHER)}"
        case Pressed(keys=keys) if keys in prompt.keys:
            return keys
        case Pressed(keys=keys) if prompt.entry is not None:
            return f"{prompt.entry.kind.value}:{len(keys)}"
        case Pressed():
            return OTHER
