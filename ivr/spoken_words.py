"""Whole utterances and what they mean; a part of one means nothing (words.md section 4). Knows no recogniser."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from core.journeys.steps import ShownStep
from core.texts.words import Words
from ivr.turns import Answer, Meaning, Prompt, Trouble, Understood, Wish

WISHES = (
    Wish.HUMAN,
    Wish.STOP,
    Wish.PREFERS_TO_STOP,
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
STRONGER = frozenset({Wish.HUMAN, Wish.STOP, Wish.PREFERS_TO_STOP, Wish.REPEAT, Wish.EMERGENCY})
"""These win over the words of the step in progress."""
ALWAYS = STRONGER | {Wish.DISCREET}
"""These count even where speech answers nothing: a code, the law's words, a last question."""


def words_of(step: ShownStep | None, keys: dict[str, Meaning], words: Words) -> tuple[tuple[str, Meaning], ...]:
    """What may be said instead of the keys of a prompt: the `.words` of the answers it offers."""
    offered = [meaning.value for meaning in keys.values() if isinstance(meaning, Answer)]
    heard: list[tuple[str, Meaning]] = []
    for option in getattr(step, "options", ()):
        if _is_among(option.value, offered) and words.has(option.key, "words"):
            meaning = Answer(value=option.value)
            heard += [(phrase, meaning) for phrase in _parted(words.written(option.key, option.facts, "words"))]
    return tuple(heard)


def words_for_more(meaning: Meaning, words: Words) -> tuple[tuple[str, Meaning], ...]:
    """How people ask for what follows: the next lines of a list, the next part of a document."""
    return tuple((phrase, meaning) for phrase in _said("next", words))


def understand_words(prompt: Prompt, text: str, words: Words) -> Understood:
    """One meaning, or unsure. Speech never confirms a grave act, and never types."""
    said = fold(text, words)
    wish = _wish(said, words)
    if wish is not None and wish in (STRONGER if prompt.may_speak else ALWAYS):
        return wish
    if not prompt.may_speak:
        return Trouble.UNSURE
    meanings = [meaning for phrase, meaning in prompt.words if fold(phrase, words) == said]
    if len(meanings) == 1:
        return meanings[0]
    return wish if wish is not None and not meanings else Trouble.UNSURE


def fold(text: str, words: Words) -> str:
    """Lower case, no punctuation, no filler: « Euh, alors, oui madame. » is « oui »."""
    said = plain(text)
    for filler in fillers(words):
        said = re.sub(rf"(?<!\S){re.escape(plain(filler))}(?!\S)", " ", said)
    return " ".join(said.split())


def _wish(said: str, words: Words) -> Wish | None:
    found = [wish for wish in WISHES if said in _folded(wish.value, words)]
    return found[0] if len(found) == 1 else None


def phrases_of(wish: Wish, words: Words) -> tuple[str, ...]:
    """How people ask for it."""
    return _said(wish.value, words)


def fillers(words: Words) -> tuple[str, ...]:
    """What changes nothing of an answer."""
    return _said("fillers", words)


@lru_cache(maxsize=64)
def _said(name: str, words: Words) -> tuple[str, ...]:
    return _parted(words.written(f"said--{name}"))


@lru_cache(maxsize=64)
def _folded(name: str, words: Words) -> frozenset[str]:
    return frozenset(plain(phrase) for phrase in _said(name, words))


def _parted(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split(","))


def plain(text: str) -> str:
    """Apostrophes and hyphens part words, as recognisers write them apart or not."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return " ".join(re.sub(r"[^\w]+", " ", lowered).split())


def _is_among(value: Any, offered: list[Any]) -> bool:
    return any(value is other or value == other for other in offered)
