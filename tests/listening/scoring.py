"""How much of a prompt a listener wrote down: words wrong, and whether each word that carries a choice was heard.

Numbers count as words, « 1 » is « un ». Words that sound alike are the same to an ear: « tapez » is no other word than
« tapé » on a telephone. What sounds alike is said by espeak-ng's French, which nobody here wrote.
"""

import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from num2words import num2words

DIGITS = {str(num2words(digit, lang="fr")) for digit in range(10)}
ALWAYS = {"oui", "non", "étoile", "dièse"}
"""Answers, and names of keys that mean nothing else."""
_ASKING = (("tapez",), ("tapez", "encore"), ("tapez", "le"), ("c", "est", "le"))
_WORD = re.compile(r"[^\W_]+")
_TELEPHONE = re.compile(r"\b0\d(?:[ .-]?\d\d){4}\b")


@dataclass(frozen=True, kw_only=True)
class Score:
    """One prompt, as it was heard."""

    words: int
    wrong: int
    """Words replaced, left out or added, homophones apart."""
    wrong_as_spelled: int
    choices: tuple[str, ...]
    missed: tuple[str, ...]
    """Of the choices, those that were not heard."""


def score(said: str, written: str) -> Score:
    """Compare what was said with what was written down."""
    told, heard = words_of(said), words_of(written)
    sounds = sounds_of((*told, *heard))
    told_sounds, heard_sounds = [sounds[word] for word in told], [sounds[word] for word in heard]
    pairs = aligned(told_sounds, heard_sounds)
    choices = choices_in(told)
    missed = [told[at] for at in choices if not _is_heard(at, told_sounds, heard_sounds, pairs)]
    return Score(
        words=len(told),
        wrong=distance(told_sounds, heard_sounds),
        wrong_as_spelled=distance(told, heard),
        choices=tuple(told[at] for at in choices),
        missed=tuple(missed),
    )


def _is_heard(at: int, told: Sequence[str], heard: Sequence[str], pairs: Sequence[int | None]) -> bool:
    """In its place; or run together with the word before, « ta pédièse », for an ear knows no spaces."""
    place = pairs[at]
    if place is not None and heard[place] == told[at]:
        return True
    sure = [pair if pair is not None and heard[pair] == told[here] else None for here, pair in enumerate(pairs)]
    start = max((place + 1 for place in sure[:at] if place is not None), default=0)
    end = min((place for place in sure[at:] if place is not None), default=len(heard))
    return at > 0 and told[at - 1] + told[at] in "".join(heard[start:end])


def words_of(text: str) -> tuple[str, ...]:
    """Words in small letters, numbers written out, marks left out."""
    spelled = _TELEPHONE.sub(lambda found: " ".join(re.findall(r"\d\d", found[0])), text.lower())
    spelled = re.sub(r"\d+", lambda found: f" {_number(found[0])} ", spelled)
    return tuple(_WORD.findall(spelled))


def _number(digits: str) -> str:
    """« 01 » is « zéro un », as in a telephone number."""
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = digits[zeros:]
    return " ".join(["zéro"] * zeros + ([str(num2words(int(rest), lang="fr"))] if rest else []))


def choices_in(words: Sequence[str]) -> tuple[int, ...]:
    """Where the words stand that carry a choice: the digit that somebody is asked for; star, hash; oui, non."""
    return tuple(
        at
        for at, word in enumerate(words)
        if word in ALWAYS or (word in DIGITS and _is_asked_for(words[max(at - 3, 0) : at]))
    )


def _is_asked_for(before: Sequence[str]) -> bool:
    return any(tuple(before[-len(asking) :]) == asking for asking in _ASKING)


def distance(told: Sequence[str], heard: Sequence[str]) -> int:
    """The least number of words replaced, left out or added."""
    return _table(told, heard)[-1][-1]


def aligned(told: Sequence[str], heard: Sequence[str]) -> list[int | None]:
    """For each word that was said, where the word stands that was heard in its place, or None."""
    table = _table(told, heard)
    places: list[int | None] = [None] * len(told)
    row, column = len(told), len(heard)
    while row and column:
        here, same = table[row][column], told[row - 1] == heard[column - 1]
        if not same and here == table[row - 1][column] + 1:
            row -= 1
        elif not same and here == table[row][column - 1] + 1:
            column -= 1
        else:
            row, column = row - 1, column - 1
            places[row] = column
    return places


def _table(told: Sequence[str], heard: Sequence[str]) -> list[list[int]]:
    table = [list(range(len(heard) + 1))]
    for row, word in enumerate(told, 1):
        line = [row]
        for column, other in enumerate(heard, 1):
            replaced = table[-1][column - 1] + (word != other)
            line.append(min(replaced, table[-1][column] + 1, line[-1] + 1))
        table.append(line)
    return table


def sounds_of(words: Iterable[str]) -> dict[str, str]:
    """How each word sounds, without its stress."""
    return {word: _sound(word) for word in set(words)}


@cache
def _sound(word: str) -> str:
    said = subprocess.run(
        ["espeak-ng", "-v", "fr", "-q", "-x", "--stdin"], input=word.encode(), capture_output=True, check=True
    )
    return re.sub(r"[^\w@~*-]|_", "", said.stdout.decode()) or word
