"""What a call of ours says, and to what it may ask an answer: a few sentences of the catalogue. Knows no provider."""

from dataclasses import dataclass, field
from enum import Enum

from core.texts.facts import Digits
from core.texts.words import Words
from ivr.saying import Speech
from ivr.turns import Attempt, CallView, Sentence

OWN = "telephone-outgoing--"
CODE_LENGTH = 6


class Purpose(Enum):
    """Why we call, or write. Never to ask for anything (words.md 1.2)."""

    TRY = "try"
    """An operator tries the line."""
    CALL_BACK = "call-back"
    NOTICE = "notice"
    HUMAN_NEEDED = "human-needed"
    """For the people of the Relais themselves."""
    CODE = "code"


FIXED = frozenset(Purpose) - {Purpose.CODE}
"""Purposes whose sentences hold no fact: the address alone says what to say."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One thing to tell. `code` is never in a log, an address or an order: only in our own sound."""

    purpose: Purpose
    code: str = field(default="", repr=False)
    asks_first: bool = False
    """A key is asked for first: a machine may be listening."""

    def __post_init__(self) -> None:
        wanted = CODE_LENGTH if self.purpose is Purpose.CODE else 0
        if len(self.code) != wanted or not (self.code or "0").isdecimal():
            raise ValueError("a code has six digits, and only a call that tells one has a code")

    def sentences(self, words: Words) -> tuple[Sentence, ...]:
        """What is said, in order; the digits twice, then that nobody may be told (words.md 1.2)."""
        speech = Speech(words=words, attempt=Attempt(), view=CallView())
        opening = speech.own(OWN + self.purpose.value)
        if self.purpose is not Purpose.CODE:
            return (opening,)
        digits = speech.own(OWN + "digits", code=Digits(digits=self.code))
        again = speech.own(OWN + "digits-again", code=Digits(digits=self.code))
        return (opening, digits, again, speech.own(OWN + "tell-nobody"))


def message(words: Words, purpose: Purpose) -> str:
    """The short message; a code is never written."""
    return words.written(OWN + purpose.value, attribute="message")


def question(words: Words) -> Sentence:
    """Asks for key 1, and says nothing of what follows."""
    return Speech(words=words, attempt=Attempt(), view=CallView()).own(OWN + "press-one")
