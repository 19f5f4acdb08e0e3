"""Asking to be called back: which numbers, how often, and that nothing of it can be read elsewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.acts.request import Context
from core.acts.request_call_back import RequestCallBack
from core.domain.audit import Channel
from core.domain.call_backs import CallBack
from core.domain.phone_numbers import called_back_at, check_callable
from core.domain.refusals import Refusal
from service.chance import SystemChance
from tests.conftest import Space
from tests.people import as_patient, as_stranger

CALLER = replace(as_stranger(Channel.PHONE), caller="+33199004321", device="telephone")
WITHHELD = replace(CALLER, caller="")


def waiting(space: Space) -> tuple[CallBack, ...]:
    with space.store.begin() as records:
        return tuple(records.call_backs.all())


def ask(space: Space, number: str = "", *, topic: str = "", context: Context = CALLER) -> None:
    space.door.perform(RequestCallBack(number=number, topic=topic), context)


def test_the_calling_number_or_another_one(space: Space) -> None:
    """A stranger and somebody who proved who they are, each once."""
    odette = as_patient(space.people["odette"], channel=Channel.PHONE)
    ask(space)
    ask(space, "0612345678", topic="main-menu--documents", context=odette)
    assert {(each.number, each.topic) for each in waiting(space)} == {
        ("0199004321", ""),
        ("0612345678", "main-menu--documents"),
    }
    assert {each.asked_at for each in waiting(space)} == {space.clock.now()}


def test_a_number_waits_once_in_its_place(space: Space) -> None:
    """Whoever asks again stays where they were in the queue; a topic they agreed to meanwhile is noted."""
    ask(space)
    first = waiting(space)
    space.clock.advance(timedelta(hours=1))
    ask(space, topic="main-menu--documents")
    ask(space)
    assert waiting(space) == (replace(first[0], topic="main-menu--documents"),)


@pytest.mark.parametrize("number", ["0899123456", "0890000000", "0800123456", "0826101234"])
def test_costly_numbers_are_not_called(space: Space, number: str) -> None:
    """089x and the other services: somebody would earn on each call."""
    with pytest.raises(Refusal, match="call-back-costly"):
        ask(space, number)
    assert waiting(space) == ()


@pytest.mark.parametrize(
    "number",
    ["15", "112", "3237", "118712", "0044207946", "1234567890", "06123456789", "061234567", "06-1234567", "٠٦١٢٣٤٥٦٧٨"],
)
def test_short_and_foreign_numbers_are_not_called(space: Space, number: str) -> None:
    """Neither emergencies, nor another country, nor what is no number."""
    with pytest.raises(Refusal, match="call-back-not-french"):
        ask(space, number)
    assert waiting(space) == ()


@pytest.mark.parametrize(
    ("caller", "number"),
    [
        ("+33199004321", "0199004321"),
        ("+262692123456", "0692123456"),
        ("+590690123456", "0690123456"),
        ("+33890123456", ""),
        ("+4930123456", ""),
        ("+3319900432", ""),
        ("", ""),
    ],
)
def test_a_calling_number_is_called_back_as_people_dial_it(caller: str, number: str) -> None:
    """France and its overseas departments; nobody else can be called back without typing."""
    assert called_back_at(caller) == number


def test_withheld_and_nothing_typed_is_refused(space: Space) -> None:
    """There is nothing to call."""
    with pytest.raises(Refusal, match="call-back-not-french"):
        ask(space, context=WITHHELD)


def test_one_number_is_not_called_all_day_long(space: Space) -> None:
    """Done and asked again: three a day, whoever asks; then again as time passes."""
    for caller in range(3):
        ask(space, "0612345678", context=replace(CALLER, caller=f"+3319900000{caller}"))
        with space.store.begin() as records:
            records.call_backs.forget(records.call_backs.all()[0].call_back_id)
    with pytest.raises(Refusal, match="call-back-too-many"):
        ask(space, "0612345678", context=replace(CALLER, caller="+33199000009"))
    space.clock.advance(timedelta(hours=8))
    ask(space, "0612345678", context=replace(CALLER, caller="+33199000009"))


def test_one_caller_does_not_fill_the_queue(space: Space) -> None:
    """Five numbers; others may still ask."""
    for number in range(5):
        ask(space, f"061234567{number}")
    with pytest.raises(Refusal, match="call-back-too-many"):
        ask(space, "0612345679")
    ask(space, "0612345679", context=replace(CALLER, caller="+33199000001"))


def test_withheld_numbers_share_a_wider_limit_and_the_site_has_one(space: Space) -> None:
    """Thirty for all who withhold theirs."""
    for number in range(30):
        ask(space, f"06123456{number:02d}", context=WITHHELD)
    with pytest.raises(Refusal, match="call-back-too-many"):
        ask(space, "0612345699", context=WITHHELD)
    assert len(waiting(space)) == 30


def test_nothing_of_a_number_is_in_the_trace_nor_in_a_repr(space: Space) -> None:
    """A leaf says that somebody asked."""
    before = len(space.leaves())
    ask(space, "0612345678", topic="main-menu--documents")
    (leaf,) = space.leaves(since=before)
    assert leaf.act == "request-call-back"
    assert "0612345678" not in leaf.canonical().decode()
    held = repr(waiting(space)) + repr(RequestCallBack(number="0612345678", topic="main-menu--documents"))
    assert "0612345678" not in held
    assert "documents" not in held


def owed(space: Space) -> list[str]:
    """What is owed to the outside; tried and failed, so that it stays."""
    now = space.clock.now()
    with space.store.begin() as records:
        errands = records.outbox.lease(now, now, 100)
    assert all("0612345678" not in repr(each.payload.items()) for each in errands)
    return [each.topic for each in errands]


def test_the_people_are_told_once_that_somebody_waits(space: Space) -> None:
    """Nothing of who; no letter for each who asks while the queue is not empty."""
    ask(space, "0612345678")
    ask(space, "0612345679")
    assert owed(space) == ["call-backs-wait"]
    with space.store.begin() as records:
        for each in records.call_backs.all():
            records.call_backs.forget(each.call_back_id)
    ask(space)
    assert owed(space) == ["call-backs-wait", "call-backs-wait"]


class FewIds(SystemChance):
    """Draws the same number several times."""

    def __init__(self) -> None:
        self.drawn = iter(["111111", "111111", "111111", "222222"])

    def digits(self, count: int) -> str:
        del count
        return next(self.drawn)


def test_nobody_takes_the_place_of_somebody_who_waits(space: Space) -> None:
    """Six digits may be drawn twice."""
    few = replace(space, door=replace(space.door, ids=FewIds()))
    ask(few, "0612345678")
    ask(few, "0612345679")
    assert {each.call_back_id: each.number for each in waiting(space)} == {
        "111111": "0612345678",
        "222222": "0612345679",
    }


def test_check_says_nothing_of_ordinary_numbers() -> None:
    """Places, mobiles, boxes."""
    for number in ("0199001234", "0612345678", "0712345678", "0912345678", "0262123456"):
        check_callable(number)
