"""What one turn of a call is made of: sentences, keys and their meanings, where we are. Knows no sound."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from core.journeys.steps import EntryKind


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """Some words of the catalogue, said in one breath. `key` is the message id: it never tells who calls."""

    key: str
    text: str = field(repr=False)
    is_personal: bool
    """Filled with somebody's facts: never made in advance, never kept."""


# --- Where we are -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """How this question went so far. A new question starts a new one."""

    silences: int = 0
    misses: int = 0
    """Keys that lead nowhere, words not understood, entries too short."""
    place: int = 0
    """The page of a list, the part of a document, the item of several; from 0."""
    picked: frozenset[str] = frozenset()
    """Option ids taken so far, one by one."""
    typed: date | None = field(default=None, repr=False)
    """A date that waits for « c'est juste »."""
    before: tuple[str, ...] = ()
    """Keys of the telephone's own words, said first."""
    repeats: int = 0
    """Times in a row that the person asked to hear it again."""


@dataclass(frozen=True, kw_only=True)
class CallView:
    """What a prompt must know of the call."""

    is_proved: bool = False
    is_discreet: bool = False
    """Somebody may be listening (words.md 1.3)."""
    is_slow: bool = False
    asks_for_person: bool = False
    """Busy with that already: the way there is not said again."""
    is_loud: bool = False


class Aside(Enum):
    """What the telephone itself asks, between two questions of the journey."""

    HELP = "help"
    STILL_THERE = "still-there"
    WHO_HEARS = "who-hears"
    """Asked before content is said again in full (words.md 1.3)."""
    TEN_MINUTES = "ten-minutes"


# --- What a key or a word means -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One of the step's answers."""

    value: Any = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Again:
    """The same question, further on or said otherwise."""

    attempt: Attempt


class Wish(Enum):
    """What the person wants of the call itself; the same keys everywhere (words.md, keys)."""

    HELP = "help"
    HUMAN = "human"
    REPEAT = "repeat"
    SLOWER = "slower"
    NORMAL_SPEED = "normal-speed"
    LOUDER = "louder"
    NORMAL_SOUND = "normal-sound"
    WHERE = "where"
    BACK = "back"
    DISCREET = "discreet"
    WHO_HEARS = "who-hears"
    """To be asked who hears: the only way out of what key 5 began."""
    ALONE = "alone"
    """The answer that nobody else hears."""
    STOP = "stop"
    PREFERS_TO_STOP = "prefers-to-stop"
    """Sounds like any other end; the next time, the person is asked about it (words.md 2.10)."""
    RESUME = "resume"
    FINISH = "finish"
    """The visit said goodbye: nothing more is added."""
    EMERGENCY = "emergency"
    DOES_NOT_KNOW = "does-not-know"


class Trouble(Enum):
    """Nothing was understood, each in its own way and with its own words; never a guess."""

    SILENCE = "silence"
    WRONG_KEY = "wrong-key"
    WRONG_CONFIRM_KEY = "wrong-confirm-key"
    INCOMPLETE = "incomplete"
    NO_SUCH_DATE = "no-such-date"
    UNSURE = "unsure"


Meaning = Answer | Again | Wish
Understood = Meaning | Trouble


# --- What is said, and what may be answered -----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Digits of a fixed length: no end key exists."""

    kind: EntryKind
    length: int


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One thing to say and what may follow. Waits are in seconds, after the last word."""

    says: tuple[Sentence, ...]
    keys: Mapping[str, Meaning] = field(default_factory=dict)
    """Single keys; in an entry, what is typed alone before a silence."""
    entry: Entry | None = None
    words: tuple[tuple[str, Meaning], ...] = field(default=(), repr=False)
    """What the person may say, as whole utterances; empty where speech does not count."""
    may_speak: bool = True
    first_wait: float
    next_wait: float
    interrupts: frozenset[str]
    """Keys that stop the voice; the others are not heard until it has finished."""
    on_silence: Meaning | None = None
    """How the conversation goes on by itself; None where silence is a trouble."""
    is_question: bool = True
    """Whether the person is asked something."""
    wrong_key: Trouble = Trouble.WRONG_KEY
    is_slow: bool = False


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a line listens for, once the voice has finished."""

    wait: float
    """Seconds after the last word was heard."""
    interrupts: frozenset[str]
    """Keys that stop the voice at once; another one pressed while it speaks is not heard."""
    is_question: bool
    """Whether the caller is expected to answer."""
    phrases: tuple[str, ...] = field(default=(), repr=False)
    """What may be said instead of a key; without any, speech is not listened to."""


# --- What was heard -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """Keys, in order. Never logged: they may be a code."""

    keys: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Said:
    """Words of the person, as a recogniser wrote them; none when it heard something that is surely no answer."""

    text: str = field(repr=False)


class Quiet(Enum):
    """Nothing came in time."""

    QUIET = "quiet"


class Gone(Enum):
    """The person hung up, or the line broke."""

    GONE = "gone"


Heard = Pressed | Said | Quiet
