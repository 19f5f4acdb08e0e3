"""What each kind of step takes as an answer, and what it refuses: forged messages end here."""

from datetime import date
from enum import Enum

import pytest

from core.domain.documents import Author, Category, DocumentKind, HealthDocument, Reading
from core.domain.identifiers import DocumentId
from core.domain.receipts import PaperOutcome
from core.journeys.steps import (
    CardTrouble,
    Choose,
    Confirm,
    Done,
    Enter,
    EntryKind,
    GivePaper,
    Option,
    PickSeveral,
    PresentCard,
    PresentedCard,
    Read,
    ShownStep,
    Sign,
    Tell,
    UnknownAnswerError,
    check_answer,
    option_value,
)
from core.texts.facts import Digits
from tests.journeys.explorer import NOW


class Way(Enum):
    OUT = "out"
    IN = "in"


OPTIONS = tuple(Option(id=way.value, value=way, key=way.value) for way in Way)
DOCUMENT = HealthDocument(
    document_id=DocumentId("d"),
    kind=DocumentKind(type_code="1", label="Analyse", class_code="1", category=Category.BIOLOGY),
    title="Analyse",
    author=Author(),
    written_on=date(2026, 11, 14),
    filed_at=NOW,
)

GOOD: tuple[tuple[ShownStep, object], ...] = (
    (Tell(key="k"), None),
    (Choose(key="k", options=OPTIONS), Way.OUT),
    (Read(key="k", reading=Reading(document=DOCUMENT, blocks=()), options=OPTIONS), Way.IN),
    (PickSeveral(key="k", options=OPTIONS), frozenset(Way)),
    (Enter(key="k", kind=EntryKind.DIGITS, length=8), "01234567"),
    (Enter(key="k", kind=EntryKind.SECRET, length=6, options=OPTIONS), Way.OUT),
    (Enter(key="k", kind=EntryKind.DATE, length=8), date(1942, 3, 12)),
    (Enter(key="k", kind=EntryKind.TEXT, length=20), "Claire"),
    (Confirm(key="k"), False),
    (PresentCard(key="k"), CardTrouble.FOREIGN),
    (PresentCard(key="k", options=OPTIONS), PresentedCard(people=())),
    (Sign(key="k", length=6), "123456"),
    (GivePaper(key="k"), PaperOutcome.UNKNOWN),
)

BAD: tuple[tuple[ShownStep, object], ...] = (
    (Tell(key="k"), True),
    (Choose(key="k", options=OPTIONS), "out"),
    (Choose(key="k", options=OPTIONS), None),
    (PickSeveral(key="k", options=OPTIONS), frozenset()),
    (PickSeveral(key="k", options=OPTIONS), frozenset({"out"})),
    (PickSeveral(key="k", options=OPTIONS), {Way.OUT}),
    (Enter(key="k", kind=EntryKind.DIGITS, length=8), "1234567"),
    (Enter(key="k", kind=EntryKind.SECRET, length=6), "12345a"),
    (Enter(key="k", kind=EntryKind.SECRET, length=6), "١٢٣٤٥٦"),
    (Enter(key="k", kind=EntryKind.DATE, length=8), "12031942"),
    (Enter(key="k", kind=EntryKind.TEXT, length=3), "long"),
    (Enter(key="k", kind=EntryKind.TEXT, length=3), ""),
    (PresentCard(key="k"), Way.OUT),
    (Sign(key="k", length=6), "1234"),
    (GivePaper(key="k"), "printed"),
    (Done(key="k"), None),
)


@pytest.mark.parametrize(("step", "answer"), GOOD, ids=lambda value: type(value).__name__)
def test_an_offered_answer_is_taken(step: ShownStep, answer: object) -> None:
    """One answer of each kind."""
    check_answer(step, answer)


@pytest.mark.parametrize(("step", "answer"), BAD, ids=lambda value: type(value).__name__)
def test_any_other_answer_is_refused(step: ShownStep, answer: object) -> None:
    """The exception names the step, never the answer: it may be a code."""
    with pytest.raises(UnknownAnswerError) as refused:
        check_answer(step, answer)
    assert str(refused.value) == "k"


def test_a_terminal_names_an_option_by_its_id() -> None:
    """An id that was not offered is refused."""
    step = Choose(key="k", options=OPTIONS)
    assert option_value(step, "in") is Way.IN
    with pytest.raises(UnknownAnswerError):
        option_value(step, "elsewhere")


def test_nothing_personal_is_in_the_repr_of_a_step() -> None:
    """Facts and values stay out of logs, whatever prints a step."""
    option = Option(id="x", value="Lefort", key="k", facts={"name": "Lefort"})
    step = Choose(key="k", options=(option,), facts={"name": "Lefort", "code": Digits(digits="482615")})
    assert "Lefort" not in repr(step)
    assert "482615" not in repr(step)
