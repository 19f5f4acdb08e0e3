"""Choices by telephone: at most four, three of a list and « la suite », things of several one by one. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.journeys.steps import Choose, Option, PickSeveral
from ivr.saying import Speech
from ivr.turns import Again, Answer, Meaning, Sentence

CHOICES = 4
ITEMS = 3
NEXT_KEY = "9"
OWN_KEYS = frozenset("012349")
"""The only keys that may choose, 0 for a person; 5 to 8, star and hash always mean the same (words.md, keys)."""

Said = tuple[Sentence, ...]
Keys = dict[str, Meaning]


def choice(step: Choose, speech: Speech) -> tuple[Said, Keys]:
    """The question and a page of its answers."""
    size = ITEMS if step.is_list else CHOICES
    if _own_keys(step.options, speech):
        size = len(step.options)
    start = speech.attempt.place * size
    shown = step.options[start : start + size]
    keys: Keys = {}
    says = list(_opening(step, speech, start + 1, start + len(shown)))
    for position, option in enumerate(shown, start=1):
        says.append(option_words(option, speech, _key(option, position, speech), start + position))
        keys[_key(option, position, speech)] = Answer(value=option.value)
    if start + size < len(step.options):
        says.append(speech.own("telephone-next-items"))
        keys[NEXT_KEY] = Again(attempt=replace(fresh(speech), place=speech.attempt.place + 1))
    elif start:
        says.append(speech.own("telephone-list-end"))
    return tuple(says), keys


def one_of_several(step: PickSeveral, speech: Speech) -> tuple[Said, Keys]:
    """One thing at a time: 1 takes it, 2 passes; the question is said with the first, and after a trouble."""
    place = min(speech.attempt.place, len(step.options) - 1)
    option = step.options[place]
    says = [] if place and not speech.attempt.before else [speech.message(step.key, step.facts)]
    facts = {"position": place + 1, "total": len(step.options)}
    says.append(speech.own("telephone-pick-place", **facts))
    says.append(speech.message(option.key, option.facts))
    taken = _after(step, speech, place, speech.attempt.picked | {option.id})
    passed = _after(step, speech, place, speech.attempt.picked - {option.id})
    return tuple(says), {"1": taken, "2": passed}


def numbered(options: Sequence[Option[Any]], speech: Speech) -> tuple[Said, Keys]:
    """A few answers, with their keys."""
    says, keys = [], Keys()
    for position, option in enumerate(options, start=1):
        key = _key(option, position, speech)
        says.append(option_words(option, speech, key, position))
        keys[key] = Answer(value=option.value)
    return tuple(says), keys


def option_words(option: Option[Any], speech: Speech, key: str, position: int) -> Sentence:
    """The answer first, its key last (words.md rule 4)."""
    facts = {**option.facts, "key": key, "position": position}
    if speech.words.has(option.key, "spoken"):
        return speech.message(option.key, facts)
    label = speech.words.spoken(option.key, option.facts)
    text = speech.words.spoken("telephone-option", {"label": label, "key": key})
    return Sentence(key=option.key, text=text, is_personal=bool(option.facts))


def fresh(speech: Speech) -> Any:
    """The same place without its troubles."""
    return replace(speech.attempt, silences=0, misses=0, before=(), repeats=0)


def _after(step: PickSeveral, speech: Speech, place: int, picked: frozenset[str]) -> Meaning:
    if place + 1 < len(step.options):
        return Again(attempt=replace(fresh(speech), place=place + 1, picked=picked))
    if not picked:
        return Again(attempt=replace(fresh(speech), place=0, picked=picked, before=("telephone-nothing-picked",)))
    return Answer(value=frozenset(option.value for option in step.options if option.id in picked))


def _opening(step: Choose, speech: Speech, first: int, last: int) -> Said:
    if first == 1:
        return (speech.message(step.key, step.facts),)
    return (speech.own("telephone-list-place", first=first, last=last, total=len(step.options)),)


def _own_keys(options: Sequence[Option[Any]], speech: Speech) -> bool:
    return any(speech.words.has(option.key, "key") for option in options)


def _key(option: Option[Any], position: int, speech: Speech) -> str:
    if not speech.words.has(option.key, "key"):
        return str(position)
    key = speech.words.written(option.key, attribute="key").strip()
    if key not in OWN_KEYS:
        raise ValueError(f"{option.key}: key {key} always means something else")
    return key
