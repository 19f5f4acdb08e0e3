"""Start, answer, back and end: small journeys that show each promise of the walker alone."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar

import pytest

from core.acts.list_documents import DocumentList, ListDocuments
from core.acts.record_receipt_given import Noted, RecordReceiptGiven
from core.acts.request import Ask
from core.domain.receipts import PaperOutcome
from core.domain.refusals import Refusal
from core.journeys.questions import Journey, choose, choose_from_list, confirm, do, done, tell
from core.journeys.steps import Option, UnknownAnswerError
from core.journeys.walker import Walk


class Fruit(Enum):
    APPLE = "apple"
    PEAR = "pear"


@dataclass
class Core:
    """Answers what journeys ask for, and remembers what was asked."""

    asked: list[str] = field(default_factory=list)
    refuses: ClassVar[str] = ""

    def __call__(self, ask: Ask[Any]) -> Any:
        self.asked.append(type(ask).__name__)
        if self.refuses:
            raise Refusal(self.refuses)
        return DocumentList(documents=()) if isinstance(ask, ListDocuments) else Noted(outcome=PaperOutcome.PRINTED)


class RefusingCore(Core):
    refuses = "not-permitted"


def looks() -> Journey[None]:
    """Two questions with a reading between them."""
    first = yield from choose("first", tuple(Fruit))
    yield from do(ListDocuments())
    second = yield from choose("second", tuple(Fruit))
    yield from done("end", first=first, second=second)


def changes() -> Journey[None]:
    """A question, an act that changes something, a question."""
    yield from choose("first", tuple(Fruit))
    yield from do(RecordReceiptGiven(number="", paper=PaperOutcome.PRINTED))
    yield from choose("second", tuple(Fruit))
    yield from done("end")


def refused() -> Journey[None]:
    """A reading that is refused, and told."""
    try:
        yield from do(ListDocuments())
    except Refusal as refusal:
        yield from tell(refusal.key)
    yield from choose("after", tuple(Fruit))
    yield from done("end")


def shelves() -> Journey[None]:
    """A menu, then a list that comes again after each thing read and noted."""
    while True:
        yield from choose("menu", tuple(Fruit), is_floor=True)
        for _ in range(3):
            yield from choose_from_list("list", [Option(id="a", value="a", key="a")])
            yield from tell("read")
            yield from do(RecordReceiptGiven(number="", paper=PaperOutcome.PRINTED))


def stops_short() -> Journey[None]:
    """A journey that forgets its goodbye."""
    yield from tell("only")


def started(journey: Any, core: Core | None = None) -> Walk:
    walk = Walk(journey, core or Core())
    walk.start()
    return walk


def test_answers_lead_to_the_goodbye() -> None:
    """Nothing can be answered to it, and nothing comes after."""
    walk = started(looks)
    assert walk.answer(Fruit.APPLE).key == "second"
    assert walk.answer(Fruit.PEAR).facts == {"first": Fruit.APPLE, "second": Fruit.PEAR}
    assert walk.is_over
    with pytest.raises(UnknownAnswerError):
        walk.answer(None)


def test_back_replays_with_the_outcomes_remembered() -> None:
    """A reading is not made a second time until its question is answered anew."""
    core = Core()
    walk = started(looks, core)
    walk.answer(Fruit.APPLE)
    assert walk.back().key == "first"
    assert core.asked == ["ListDocuments"]
    walk.answer(Fruit.PEAR)
    assert core.asked == ["ListDocuments", "ListDocuments"]
    assert walk.answer(Fruit.PEAR).facts["first"] is Fruit.PEAR


def test_back_never_crosses_an_act_that_changed_something() -> None:
    """The question stays, and « Retour » is off."""
    core = Core()
    walk = started(changes, core)
    walk.answer(Fruit.APPLE)
    assert not walk.may_go_back
    assert walk.back().key == "second"
    assert core.asked == ["RecordReceiptGiven"]


def test_a_refusal_is_told_and_replayed_as_a_refusal() -> None:
    """Back over it asks nothing again."""
    core = RefusingCore()
    walk = started(refused, core)
    assert walk.step.key == "not-permitted"
    walk.answer(None)
    assert walk.back().key == "not-permitted"
    assert core.asked == ["ListDocuments"]


def test_back_does_not_go_behind_the_menu() -> None:
    """The menu is a floor."""
    walk = started(shelves)
    walk.answer(Fruit.APPLE)
    walk.back()
    assert walk.step.key == "menu"
    assert not walk.may_go_back


def test_back_from_a_list_goes_up_not_through_what_was_read() -> None:
    """Even after papers were noted: leaving a list undoes nothing, so nothing forbids it."""
    walk = started(shelves)
    for answer in (Fruit.APPLE, "a", None, "a", None):
        walk.answer(answer)
    assert walk.step.key == "list"
    assert walk.back().key == "menu"


def test_back_from_a_list_stays_in_the_present_visit_of_it() -> None:
    """A list left for the menu and opened again leads back to that menu, not to an older one."""
    walk = started(shelves)
    for answer in (Fruit.APPLE, "a", None, "a", None, "a", None, Fruit.PEAR):
        walk.answer(answer)
    assert walk.step.key == "list"
    assert walk.back().key == "menu"
    assert not walk.may_go_back


def test_an_answer_that_was_not_offered_is_refused() -> None:
    """The question still waits, and the right answer still counts."""
    walk = started(looks)
    for wrong in ("apple", None, True, 1):
        with pytest.raises(UnknownAnswerError):
            walk.answer(wrong)
    assert walk.answer(Fruit.APPLE).key == "second"


def test_the_end_forgets_everything() -> None:
    """No step, no answer, no way back."""
    walk = started(looks)
    walk.answer(Fruit.APPLE)
    walk.end()
    assert walk.is_over
    assert not walk.may_go_back
    with pytest.raises(RuntimeError):
        _ = walk.step


def test_a_journey_without_a_goodbye_is_a_bug() -> None:
    """It is said loudly, not shown to anybody."""
    walk = started(stops_short)
    with pytest.raises(RuntimeError, match="Done"):
        walk.answer(None)


def _confirming() -> Journey[None]:
    yield from confirm("sure")
    yield from done("end")


@pytest.mark.parametrize("almost", [1, 0, "yes", None, "True"])
def test_only_a_bool_confirms(almost: object) -> None:
    """« Peut-être » and 1 are not a yes."""
    with pytest.raises(UnknownAnswerError):
        started(_confirming).answer(almost)
