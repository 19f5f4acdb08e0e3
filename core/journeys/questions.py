"""What a journey says to get an answer: each is used with `yield from`, and gives the type it promises."""

from collections.abc import Generator, Sequence
from enum import Enum
from typing import Any, TypeVar

from core.acts.request import Ask
from core.domain.documents import Reading
from core.domain.receipts import PaperOutcome
from core.journeys.steps import (
    CardTrouble,
    Choose,
    Confirm,
    Do,
    Done,
    Enter,
    EntryKind,
    GivePaper,
    Option,
    PickSeveral,
    PresentCard,
    PresentedCard,
    Read,
    Stage,
    Step,
    Tell,
)
from core.texts.facts import Fact
from core.texts.written import enum_key

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

Journey = Generator[Step, Any, T]


def enum_options(key: str, answers: Sequence[E]) -> tuple[Option[E], ...]:
    """Name each answer's words after its question: « organ-donation-wish--refuse »."""
    return tuple(Option(id=answer.value, value=answer, key=f"{key}--{answer.value}") for answer in answers)


def shared_options(answers: Sequence[E]) -> tuple[Option[E], ...]:
    """Name each answer's words after its own kind, the same under every question: « organ--kidneys »."""
    return tuple(Option(id=answer.value, value=answer, key=enum_key(answer)) for answer in answers)


def tell(key: str, *, is_legal: bool = False, stage: Stage | None = None, **facts: Fact) -> Journey[None]:
    """Say something, and wait until the person goes on."""
    yield Tell(key=key, facts=facts, is_legal=is_legal, stage=stage)


def choose(
    key: str, answers: Sequence[E], *, is_floor: bool = False, stage: Stage | None = None, **facts: Fact
) -> Journey[E]:
    """Ask for one of a few answers, whose words belong to this question."""
    options = enum_options(key, answers)
    answer: E = yield Choose(key=key, options=options, facts=facts, is_floor=is_floor, stage=stage)
    return answer


def choose_shared(key: str, answers: Sequence[E], *, stage: Stage | None = None, **facts: Fact) -> Journey[E]:
    """Ask for one of a few answers, whose words are the same under every question that offers them."""
    answer: E = yield Choose(key=key, options=shared_options(answers), facts=facts, stage=stage)
    return answer


def choose_from_list(key: str, items: Sequence[Option[T]], **facts: Fact) -> Journey[T]:
    """Ask for one of the person's own things."""
    answer: T = yield Choose(key=key, options=tuple(items), facts=facts, is_list=True)
    return answer


def pick_several(key: str, answers: Sequence[E], *, stage: Stage | None = None, **facts: Fact) -> Journey[frozenset[E]]:
    """Ask for one or more; nothing is ticked in advance. Words of an answer: « organ--kidneys »."""
    picked: frozenset[E] = yield PickSeveral(key=key, options=shared_options(answers), facts=facts, stage=stage)
    return picked


def enter(key: str, kind: EntryKind, length: int, ways_out: Sequence[E] = (), **facts: Fact) -> Journey[Any]:
    """Ask for something to type, or one of the ways out."""
    answer = yield Enter(key=key, kind=kind, length=length, options=enum_options(key, ways_out), facts=facts)
    return answer


def read(key: str, reading: Reading, answers: Sequence[E], **facts: Fact) -> Journey[E]:
    """Let the person read or hear a document, then say what to do with it."""
    answer: E = yield Read(key=key, reading=reading, options=enum_options(key, answers), facts=facts)
    return answer


def confirm(key: str, *, stage: Stage | None = None, **facts: Fact) -> Journey[bool]:
    """Ask the last question before a grave act."""
    answer: bool = yield Confirm(key=key, facts=facts, stage=stage)
    return answer


def present_card(key: str, answers: Sequence[E], **facts: Fact) -> Journey[PresentedCard | CardTrouble | E]:
    """Wait for a card, or for somebody without one; the ways out keep their words whatever the card did."""
    answer: PresentedCard | CardTrouble | E = yield PresentCard(key=key, options=shared_options(answers), facts=facts)
    return answer


def do(ask: Ask[T]) -> Journey[T]:
    """Have something done. A `Refusal` comes out here, for the journey to tell."""
    outcome: T = yield Do(ask=ask)
    return outcome


def give_paper(paper: GivePaper) -> Journey[PaperOutcome]:
    """Hand over a paper and learn what is known of it."""
    outcome: PaperOutcome = yield paper
    return outcome


def done(key: str, *, hands_over: bool = False, topic: str = "", **facts: Fact) -> Journey[None]:
    """Say goodbye. A journey never goes on after it."""
    yield Done(key=key, facts=facts, hands_over=hands_over, topic=topic)
    raise RuntimeError("nothing is answered to a goodbye")
