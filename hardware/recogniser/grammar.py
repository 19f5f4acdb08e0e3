"""Which phrases may be heard, spelled as a model spells them, and what a row of recognised words means. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain

from hardware.recogniser.port import Hearing, HearingOutcome

SURE = 0.9
"""Each word of an answer is at least so likely among all that the grammar allows. Not a measure of truth: a model
that knows no other word gives 1.0 to a stranger's, and only traps help (alphacep/vosk-api issues 741 and 2041)."""
UNKNOWN = "[unk]"
"""What some models call any other word; others do not have it."""

_APART = re.compile(r"[^\w'-]+")


class Grammar:
    """The phrases of one question, traps beside them, fillers around them. `knows` tells what words the model has."""

    def __init__(
        self,
        phrases: Sequence[str],
        traps: Sequence[str],
        knows: Callable[[str], bool],
        fillers: Sequence[str] = (),
    ) -> None:
        spelled = [(spelling(phrase, knows), phrase) for phrase in phrases]
        alike = Counter(words for words, _ in spelled)
        self._phrases = {words: phrase for words, phrase in spelled if words and alike[words] == 1}
        others = [spelling(trap, knows) for trap in (*traps, *fillers)]
        self._traps = [words for words in dict.fromkeys(others) if words and words not in alike]
        around = [spelling(filler, knows).split() for filler in fillers]
        self._fillers = [words for words in around if words and " ".join(words) not in alike]
        self._has_unknown = knows(UNKNOWN)

    @property
    def is_empty(self) -> bool:
        """Whether the model knows none of the phrases: it would hear one of its traps in everything."""
        return not self._phrases

    def entries(self) -> list[str]:
        """Everything that the engine may hear."""
        return [*self._phrases, *self._traps, *([UNKNOWN] if self._has_unknown else [])]

    def without_fillers(self, words: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """What was said, without what changes nothing of it."""
        left: list[tuple[str, float]] = list(words)
        at = 0
        while at < len(left):
            said = [word for word, _ in left]
            filler = next((each for each in self._fillers if said[at : at + len(each)] == each), ())
            del left[at : at + len(filler)]
            at += not filler
        return left

    def meaning(self, words: Sequence[tuple[str, float]]) -> Hearing:
        """The phrase that these words are, whole and surely, each with its likelihood; or unsure, or silence."""
        if not words:
            return Hearing(outcome=HearingOutcome.SILENCE)
        said = " ".join(word for word, _ in words)
        if said not in self._phrases or min(likelihood for _, likelihood in words) < SURE:
            return Hearing(outcome=HearingOutcome.UNSURE)
        return Hearing(outcome=HearingOutcome.HEARD, phrase=self._phrases[said])


def spelling(phrase: str, knows: Callable[[str], bool]) -> str:
    """The phrase in words of the model, or empty when it lacks one: the engine would listen for a part of it."""
    found = [_known(word, knows) for word in _words(phrase)]
    return " ".join(chain.from_iterable(found)) if all(found) else ""


def _words(phrase: str) -> list[str]:
    """Lower case, straight apostrophes, no other mark."""
    plain = re.sub(r"\u2019", "'", unicodedata.normalize("NFC", phrase).lower())
    return [word for word in (part.strip("'-") for part in _APART.split(plain)) if word]


def _known(word: str, knows: Callable[[str], bool]) -> list[str]:
    """Models write « d'organes » and « peut-être » in one word, or in two with or without the mark."""
    ways = ([word], re.sub(r"(['])", r"\1 ", word).split(), re.sub(r"['-]", " ", word).split())
    return next((parts for parts in ways if all(knows(part) for part in parts)), [])
