"""What an ear listens for at a prompt, and what it must not take for an answer. Pure; knows no engine.

An engine that may hear two spellings of one sound can't tell them apart, and abstains: one is enough.
"""

import re
from functools import lru_cache
from itertools import chain

from core.texts.words import Words
from hardware.recogniser.ear import Utterances
from ivr.spoken_words import WISHES, fillers, phrases_of, plain
from ivr.turns import Prompt

NOT_WISHES = ("yes", "no", "next", "traps")
"""Lists of the texts that ask nothing by themselves."""


def phrases_at(prompt: Prompt, words: Words) -> tuple[str, ...]:
    """The words of the step and those that mean the same everywhere; none where speech does not count."""
    if not prompt.may_speak:
        return ()
    wished = ((phrase, wish) for wish in WISHES for phrase in phrases_of(wish, words))
    heard: dict[tuple[str, int], str] = {}
    for phrase, meaning in chain(prompt.words, wished):
        heard.setdefault((sound_of(phrase), id(meaning)), phrase)
    return tuple({plain(phrase): phrase for phrase in heard.values()}.values())


def everyday_words(words: Words) -> tuple[str, ...]:
    """What people say that answers nothing: the traps of every list, and what is said all day long."""
    said = [words.written(f"said--{name}") for name in NOT_WISHES]
    alike = [f"said--{name}" for name in (*(wish.value for wish in WISHES), *NOT_WISHES)]
    said += [words.written(key, attribute="not") for key in alike if words.has(key, "not")]
    return tuple(dict.fromkeys(phrase.strip() for phrases in said for phrase in phrases.split(",")))


def all_phrases(words: Words) -> tuple[str, ...]:
    """Whatever is listened for at one question or another, one spelling a sound: for whoever tries a model."""
    lists = [words.written(key, attribute="words") for key in words.keys if words.has(key, "words")]
    said = [phrase.strip() for phrases in [words.written("said--next"), *lists] for phrase in phrases.split(",")]
    said += [phrase for wish in WISHES for phrase in phrases_of(wish, words)]
    return tuple({sound_of(phrase): phrase for phrase in reversed(said)}.values())


def among(phrases: tuple[str, ...], traps: tuple[str, ...], fillers: tuple[str, ...]) -> Utterances:
    """One question's phrases, and all that surrounds them; a trap that sounds as one of them would hide it."""
    sounds = {sound_of(phrase) for phrase in phrases}
    others = tuple(trap for trap in traps if sound_of(trap) not in sounds)
    return Utterances(phrases=phrases, traps=others, fillers=fillers)


def words_around(words: Words) -> tuple[str, ...]:
    """« Euh », « madame »: said around an answer, they change nothing of it."""
    return tuple(fillers(words))


@lru_cache(maxsize=4096)
def sound_of(phrase: str) -> str:
    """The same for spellings that nobody can hear apart: perdu and perdue, organe and organes, nom and non."""
    return " ".join(_ending(word) for word in plain(phrase).split())


def _ending(word: str) -> str:
    one = re.sub(r"(?<=\w{3})s$", "", word)
    whole = re.sub(r"(?:\u00e9e?|er|ez)$", "er", one)
    return re.sub(r"om$", "on", re.sub(r"(?:(?<=[ui\u00fbr])|(?<=\w\wl))e$", "", whole))
