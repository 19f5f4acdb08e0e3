"""Which keys stand on a screen, in which order, with which words. Decides nothing; never makes « oui » the dark key."""

from collections import Counter
from typing import Any

from msgspec.structs import replace

from core.domain.documents import HealthDocument
from core.journeys.steps import Choose, Option
from core.texts.words import Words
from kiosk.present.icons import OF_CATEGORY, icon_of
from kiosk.present.wording import Wording, joined
from kiosk.protocol import Key

GO_ON = "next"
YES = "yes"
NO = "no"


def key_of(option: Option[Any], words: Words, *, is_next: bool = False) -> Key:
    """One answer as a key: name, second line, drawing, and what the voice says of it."""
    wording = Wording(words, option.key, option.facts)
    document = option.value if isinstance(option.value, HealthDocument) else None
    badge = words.written("kiosk-new") if document is not None and document.is_new else ""
    return Key(
        id=option.id,
        label=wording.title,
        hint=" ".join(wording.lines("hint")),
        icon=OF_CATEGORY[document.kind.category] if document else icon_of(option.key),
        badge=badge,
        is_next=is_next,
        voice=_voice(wording, badge),
    )


def keys_of(options: tuple[Option[Any], ...], words: Words) -> tuple[Key, ...]:
    """Answers in the order of the journey; none stands out (words.md rule 12)."""
    return tuple(key_of(option, words) for option in options)


def with_words(keys: tuple[Key, ...], step: Choose, words: Words) -> tuple[Key, ...]:
    """The keys of a choice with what may be said instead of touching them, as on the telephone; what two share, never.

    A confirmation, a code, a date and a signature are no choice: they are touched (words.md, section 4).
    """
    said = {option.id: _phrases(option, words) for option in step.options}
    often = Counter(phrase for phrases in said.values() for phrase in phrases)
    return tuple(replace(key, words=tuple(each for each in said[key.id] if often[each] == 1)) for key in keys)


def go_on_key(words: Words) -> Key:
    """« Continuer »."""
    return Key(id=GO_ON, label=words.written("kiosk-go-on"), icon=icon_of(GO_ON), is_next=True)


def yes_and_no(key: str, words: Words) -> tuple[Key, Key]:
    """Twins: yes on the left, neither dark. Their words are the question's own."""
    yes, no = (Key(id=answer, label=words.written(key, {}, answer), icon=icon_of(answer)) for answer in (YES, NO))
    return yes, no


def _phrases(option: Option[Any], words: Words) -> tuple[str, ...]:
    if not words.has(option.key, "words"):
        return ()
    phrases = words.written(option.key, option.facts, "words").split(",")
    return tuple(dict.fromkeys(phrase.strip() for phrase in phrases))


def _voice(wording: Wording, badge: str) -> str:
    return wording.said("voice") or joined(wording.said(""), wording.said("hint"), f"{badge}." if badge else "")
