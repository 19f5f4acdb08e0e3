"""Asking for a person: passed on at opening hours, called back otherwise (words.md 2.15). Walked beside a journey.

Nothing is said to the person who answers but a topic, in general words, and only after a yes.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

from core.acts.request import Ask
from core.acts.request_call_back import RequestCallBack
from core.domain.phone_numbers import NATIONAL_DIGITS, check_callable
from core.domain.refusals import Refusal
from core.journeys.questions import Journey, choose, choose_shared, do, done, enter, tell
from core.journeys.steps import EntryKind
from core.texts.facts import Digits

SHOWN_DIGITS = 2
"""Of the caller's own number: enough to know it by, too few for somebody who listens."""


class TopicAgreement(Enum):
    """Whether the person who takes over may be told what the call was about."""

    TELL = "tell"
    KEEP = "keep"


class CallBackOffer(Enum):
    """What is there when nobody answers; hash goes back."""

    CALL_BACK = "call-back"


class AfterNoAnswer(Enum):
    """What is there when a call comes back to us and nothing of it is left."""

    CALL_BACK = "call-back"
    START_AGAIN = "start-again"


class AfterTrouble(Enum):
    """What is left of a call that can't go on."""

    CALL_BACK = "call-back"
    FINISH = "finish"


class Where(Enum):
    """Which telephone is called back."""

    THIS_ONE = "this-one"
    ANOTHER = "another"


class ReadBack(Enum):
    """Whether the number was typed right."""

    RIGHT = "right"
    AGAIN = "again"


@dataclass(frozen=True, kw_only=True)
class LookAtCaller(Ask[str]):
    """Ask the visit for the last digits of the calling number; empty when we can't call it."""

    changes_nothing: ClassVar = True


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is so when somebody asks for a person."""

    is_answered: bool
    """Somebody answers at this hour."""
    topic: str = field(default="", repr=False)
    """What the call was about, in general words; empty before proof, and at the menu."""


def ask_for_person(asking: Asking) -> Journey[None]:
    """Pass the call on, or offer a call-back; whoever wants neither comes back."""
    if asking.is_answered:
        topic = yield from agreed_topic(asking.topic)
        yield from done("human-handover", hands_over=True, topic=topic)
    yield from choose_shared("person-closed", tuple(CallBackOffer))
    yield from note_call_back(asking.topic)


def take_up_again() -> Journey[None]:
    """After a person was called in vain: a call-back, or from the beginning."""
    if (yield from choose_shared("person-no-answer", tuple(AfterNoAnswer))) is AfterNoAnswer.CALL_BACK:
        yield from note_call_back()


def make_up_for_trouble() -> Journey[None]:
    """What a call that broke still offers when nobody answers: it was told already that it can't go on."""
    if (yield from choose_shared("person-closed", tuple(AfterTrouble))) is AfterTrouble.CALL_BACK:
        yield from note_call_back()
    yield from done("goodbye")


def note_call_back(topic: str = "") -> Journey[None]:
    """Which number, which topic, then noted; a refusal is told, and the person is where they were."""
    number = yield from ask_number()
    agreed = yield from agreed_topic(topic)
    try:
        yield from do(RequestCallBack(number=number, topic=agreed))
    except Refusal as refusal:
        yield from tell(refusal.key)
        return
    yield from tell("call-back-noted")


def ask_number() -> Journey[str]:
    """The calling one if the person says so, by its last digits; else ten digits, read back. Empty for the first."""
    known = yield from do(LookAtCaller())
    if known and (yield from choose("call-back-here", tuple(Where), end=_by_two(known))) is Where.THIS_ONE:
        return ""
    while True:
        number = yield from enter("call-back-typed", EntryKind.DIGITS, NATIONAL_DIGITS)
        try:
            check_callable(number)
        except Refusal as refusal:
            yield from tell(refusal.key)
            continue
        typed, end = _by_two(number), _by_two(number[-SHOWN_DIGITS:])
        if (yield from choose("call-back-read-back", tuple(ReadBack), number=typed, end=end)) is ReadBack.RIGHT:
            return str(number)


def agreed_topic(topic: str) -> Journey[str]:
    """The topic if there is one and the person says yes; silence is no yes."""
    if not topic:
        return ""
    agreed = yield from choose("person-topic", tuple(TopicAgreement), topic=topic)
    return topic if agreed is TopicAgreement.TELL else ""


def _by_two(digits: str) -> Digits:
    return Digits(digits=digits, by_two=True)
