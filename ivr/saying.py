"""How a prompt is put together: the sentences of a message, the telephone's own words, waits. Knows no step."""

from dataclasses import dataclass, field

from core.texts import spoken
from core.texts.facts import Fact, Facts
from core.texts.words import Words
from ivr.turns import Attempt, CallView, Sentence

FIRST_WAIT = 7.0
"""Seconds before a first digit (voice.md A5)."""
NEXT_WAIT = 5.0
ENTRY_FIRST_WAIT = 15.0
"""Somebody who looks for a card and glasses (words.md V1)."""
ENTRY_NEXT_WAIT = 8.0
AFTER_TELL_WAIT = 1.2
STILL_THERE_WAIT = 20.0
SLOW_RATIO = 10 / 7
"""The slow profile waits 10 s where others wait 7."""

SECOND = 2
"""From the second trouble on: other words, and slower."""
THIRD = 3

_NOT_FACTS = frozenset({"key", "position"})


@dataclass(frozen=True, kw_only=True)
class Speech:
    """Finds what to say for one prompt of one call."""

    words: Words = field(repr=False)
    attempt: Attempt
    view: CallView

    @property
    def is_slow(self) -> bool:
        """Said slowly: asked for, or after two troubles."""
        troubled = max(self.attempt.silences, self.attempt.misses) >= SECOND
        return self.view.is_slow or troubled or self.attempt.repeats >= SECOND

    def wait(self, seconds: float) -> float:
        """Longer for those who take their time."""
        return seconds * SLOW_RATIO if self.view.is_slow else seconds

    def own(self, name: str, /, **facts: Fact) -> Sentence:
        """The telephone's own words."""
        return self.message(name, facts)

    def message(self, key: str, facts: Facts, attribute: str = "") -> Sentence:
        """A message, in its discreet form when somebody may listen, in other words after two silences."""
        chosen = attribute or self._attribute(key)
        return Sentence(
            key=f"{key}.{chosen}" if self.words.has(key, chosen) else key,
            text=" ".join(self.words.spoken(key, facts, chosen).split()),
            is_personal=bool(set(facts) - _NOT_FACTS),
        )

    def raw(self, key: str, text: str) -> Sentence:
        """Somebody's own text, put in words for the voice."""
        return Sentence(key=key, text=spoken.in_words(text), is_personal=True)

    def before(self) -> tuple[Sentence, ...]:
        """What the telephone says first: why it asks again."""
        return tuple(self.own(key) for key in self.attempt.before)

    def _attribute(self, key: str) -> str:
        if self.view.is_discreet and self.words.has(key, "discreet"):
            return "discreet"
        if self.attempt.silences >= SECOND and self.words.has(key, "again"):
            return "again"
        return "spoken"
