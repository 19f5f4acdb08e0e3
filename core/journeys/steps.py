"""The kinds of step a conversation is made of, closed and few. Knows no wording and no channel's turns."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

from core.acts.request import Ask
from core.domain.documents import Reading
from core.domain.receipts import PaperOutcome, Receipt
from core.texts.facts import Facts

T = TypeVar("T")


Stage = tuple[int, int]
"""« étape 2 sur 4 »."""


class UnknownAnswerError(ValueError):
    """An answer that the step did not offer: a broken terminal or a forged message, never a person's mistake."""


@dataclass(frozen=True, kw_only=True)
class Option(Generic[T]):
    """One possible answer. `id` names it on the wire; `key` names its words."""

    id: str
    value: T = field(repr=False)
    key: str
    facts: Facts = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Tell:
    """Something to know; the person goes on when ready. Its answer is None."""

    key: str
    facts: Facts = field(default_factory=dict, repr=False)
    is_legal: bool = False
    """The law's words: heard to the end before a key counts (voice.md A5)."""
    stage: Stage | None = None


@dataclass(frozen=True, kw_only=True)
class Choose:
    """One answer among a few, or one line of a list, newest first. Nothing is chosen in advance."""

    key: str
    options: tuple[Option[Any], ...]
    facts: Facts = field(default_factory=dict, repr=False)
    is_list: bool = False
    """The options are things of the person's, many and paged, rather than decisions."""
    is_floor: bool = False
    """Back does not go behind this step: the main menu."""
    stage: Stage | None = None


@dataclass(frozen=True, kw_only=True)
class PickSeveral:
    """One or more of a few; the answer is a frozenset of values."""

    key: str
    options: tuple[Option[Any], ...]
    facts: Facts = field(default_factory=dict, repr=False)
    stage: Stage | None = None


class EntryKind(Enum):
    """What is typed."""

    DIGITS = "digits"
    SECRET = "secret"  # noqa: S105 - a kind of entry, not a secret
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class Enter:
    """Something to type. The answer is a str of `length` digits, a date, or a text of at most `length` characters."""

    key: str
    kind: EntryKind
    length: int
    options: tuple[Option[Any], ...] = ()
    """Other ways out, such as « J'ai oublié mon code »."""
    facts: Facts = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Read:
    """A document, read at the person's own pace; the answer is one of the options."""

    key: str
    reading: Reading
    options: tuple[Option[Any], ...]
    facts: Facts = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Confirm:
    """The last question before a grave or lasting act: a bool, never taken from silence."""

    key: str
    facts: Facts = field(default_factory=dict, repr=False)
    stage: Stage | None = None


@dataclass(frozen=True, kw_only=True)
class CardPerson:
    """One holder written on the card."""

    nir: str = field(repr=False)
    birth_date: date = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PresentedCard:
    """A Vitale card that was read."""

    people: tuple[CardPerson, ...]


class CardTrouble(Enum):
    """A card that tells nothing."""

    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    NO_READER = "no-reader"


@dataclass(frozen=True, kw_only=True)
class PresentCard:
    """Wait for a card: a `PresentedCard`, a `CardTrouble`, or an option's value."""

    key: str
    options: tuple[Option[Any], ...] = ()
    facts: Facts = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Sign:
    """The person's secret code under what they sign; the answer is its digits."""

    key: str
    length: int
    facts: Facts = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class GivePaper:
    """Hand over a paper; the answer is what is known of it. The paper's words are the message `key`, `.paper`."""

    key: str
    facts: Facts = field(default_factory=dict, repr=False)
    receipt: Receipt | None = None
    copies: int = 0
    """How many of it may be out already; one that comes after them says « duplicata »."""
    on_sheets: bool = False
    """On A4, beside the kiosk, rather than out of its slot."""
    reading: Reading | None = field(default=None, repr=False)
    """The document that follows those words, whole and as it was read; on sheets only."""


@dataclass(frozen=True, kw_only=True)
class Do(Generic[T]):
    """Ask the core for something; the visit carries it out, nobody sees this step."""

    ask: Ask[T]


@dataclass(frozen=True, kw_only=True)
class Done:
    """The visit is over, and says so. It takes no answer."""

    key: str
    facts: Facts = field(default_factory=dict, repr=False)
    hands_over: bool = False
    """A person of the Relais takes it from here: the telephone passes the call, a kiosk says where to ask."""
    topic: str = field(default="", repr=False)
    """What that person may be told of it, in general words; empty when nobody agreed to that."""


ShownStep = Tell | Choose | PickSeveral | Enter | Read | Confirm | PresentCard | Sign | GivePaper | Done
Step = ShownStep | Do[Any]


def check_answer(step: ShownStep, value: object) -> None:
    """Raise `UnknownAnswerError` unless `value` is one that the step offers."""
    if not _offers(step, value):
        raise UnknownAnswerError(step.key)


def option_value(step: ShownStep, option_id: str) -> Any:
    """Find the value behind an option's id, as terminals send it back."""
    for option in getattr(step, "options", ()):
        if option.id == option_id:
            return option.value
    raise UnknownAnswerError(step.key)


def _offers(step: ShownStep, value: object) -> bool:  # noqa: C901, PLR0911 - one line a kind, closed by mypy
    match step:
        case Tell():
            return value is None
        case Choose() | Read():
            return _is_option(step.options, value)
        case PickSeveral():
            values = {option.value for option in step.options}
            return isinstance(value, frozenset) and bool(value) and value <= values
        case Enter():
            return _is_typed(step, value) or _is_option(step.options, value)
        case Confirm():
            return isinstance(value, bool)
        case PresentCard():
            return isinstance(value, PresentedCard | CardTrouble) or _is_option(step.options, value)
        case Sign():
            return _is_digits(value, step.length)
        case GivePaper():
            return isinstance(value, PaperOutcome)
        case Done():
            return False


def _is_option(options: tuple[Option[Any], ...], value: object) -> bool:
    return any(option.value is value or option.value == value for option in options)


def _is_typed(step: Enter, value: object) -> bool:
    match step.kind:
        case EntryKind.DIGITS | EntryKind.SECRET:
            return _is_digits(value, step.length)
        case EntryKind.DATE:
            return isinstance(value, date)
        case EntryKind.TEXT:
            return isinstance(value, str) and 0 < len(value) <= step.length


def _is_digits(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and value.isascii() and value.isdigit()
