"""Whole utterances and what they mean; a part of one means nothing (words.md section 4). Knows no recogniser."""

import re
import unicodedata
from typing import Any

from core.journeys.steps import ShownStep
from core.texts.words import Words
from ivr.turns import Answer, Meaning, Prompt, Trouble, Understood, Wish

WISHES = (
    Wish.HUMAN,
    Wish.STOP,
    Wish.DISCREET,
    Wish.WHO_HEARS,
    Wish.REPEAT,
    Wish.SLOWER,
    Wish.BACK,
    Wish.HELP,
    Wish.LOUDER,
    Wish.EMERGENCY,
    Wish.DOES_NOT_KNOW,
)
STRONGER = frozenset({Wish.HUMAN, Wish.STOP, Wish.REPEAT, Wish.EMERGENCY})
"""These win over the words of the step in progress."""
ALWAYS = STRONGER | {Wish.DISCREET}
"""These count even where speech answers nothing: a code, the law's words, a last question."""


def words_of(step: ShownStep, keys: dict[str, Meaning], words: Words) -> tuple[tuple[str, Meaning], ...]:
    """What may be said instead of the keys of a prompt: the `.words` of the answers it offers."""
    offered = [meaning.value for meaning in keys.values() if isinstance(meaning, Answer)]
    heard: list[tuple[str, Meaning]] = []
    for option in getattr(step, "options", ()):
        if _is_among(option.value, offered) and words.has(option.key, "words"):
            phrases = words.written(option.key, option.facts, "words")
            heard += [(fold(phrase, words), Answer(value=option.value)) for phrase in phrases.split(",")]
    return tuple(heard)


def understand_words(prompt: Prompt, text: str, words: Words) -> Understood:
    """One meaning, or unsure. Speech never confirms a grave act, and never types."""
    said = fold(text, words)
    wish = _wish(said, words)
    if wish is not None and wish in (STRONGER if prompt.may_speak else ALWAYS):
        return wish
    if not prompt.may_speak:
        return Trouble.UNSURE
    meanings = [meaning for phrase, meaning in prompt.words if phrase == said]
    if len(meanings) == 1:
        return meanings[0]
    return wish if wish is not None and not meanings else Trouble.UNSURE


def fold(text: str, words: Words) -> str:
    """Lower case, no punctuation, no filler: « Euh, alors, oui madame. » is « oui »."""
    said = plain(text)
    for filler in words.written("said--fillers").split(","):
        said = re.sub(rf"(?<!\S){re.escape(plain(filler))}(?!\S)", " ", said)
    return " ".join(said.split())


def _wish(said: str, words: Words) -> Wish | None:
    found = [wish for wish in WISHES if said in _phrases(wish, words)]
    return found[0] if len(found) == 1 else None


def _phrases(wish: Wish, words: Words) -> set[str]:
    return {plain(phrase) for phrase in words.written(f"said--{wish.value}").split(",")}


def plain(text: str) -> str:
    """Apostrophes and hyphens part words, as recognisers write them apart or not."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return " ".join(re.sub(r"[^\w]+", " ", lowered).split())


def _is_among(value: Any, offered: list[Any]) -> bool:
    return any(value is other or value == other for other in offered)
