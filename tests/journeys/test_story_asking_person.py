"""Stories of asking for a person in the middle of something: what waited waits again, and nothing is done twice."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.journeys.asking_person import Asking, CallBackOffer, TopicAgreement, Where, ask_for_person
from core.journeys.phone_welcome import FirstTime, Welcome
from core.journeys.questions import Journey
from core.journeys.steps import Done
from tests.conftest import Space
from tests.journeys.itineraries import reading, refusing
from tests.journeys.storyboard import Moment
from tests.journeys.walks import identifies
from tests.journeys.ways import Bare

Aside = Callable[[], Journey[None]]
OPEN: Aside = partial(ask_for_person, Asking(is_answered=True, topic="Vos documents"))
CLOSED: Aside = partial(ask_for_person, Asking(is_answered=False))
STORIES = [
    (*identifies(ODETTE, Channel.PHONE), *reading(Channel.PHONE)),
    (*identifies(ODETTE, Channel.PHONE), *refusing(Channel.PHONE)),
]
DEPTHS = [(story, lived) for story in STORIES for lived in range(len(story))]


@pytest.fixture
def caller(space: Space) -> Bare:
    """At the welcome, on a telephone whose number we can call; no keys, no voice."""
    bare = Bare(space, Channel.PHONE)
    bare.visit.terminal = replace(bare.visit.terminal, device="telephone", caller="+33199004321")
    return bare


def live(caller: Bare, story: tuple[Moment, ...]) -> None:
    """Play these moments."""
    for moment in story:
        moment.play(caller)


@pytest.mark.parametrize(("story", "lived"), DEPTHS)
@pytest.mark.parametrize("aside", [OPEN, CLOSED], ids=["open", "closed"])
def test_from_every_step_one_comes_back_to_it(
    space: Space, caller: Bare, story: tuple[Moment, ...], lived: int, aside: Aside
) -> None:
    """The very same question; no look and no act in between; then the story goes on to its end."""
    live(caller, story[:lived])
    step, leaves = caller.step, space.leaves()
    caller.visit.turn_aside(aside)
    assert caller.visit.is_aside
    assert caller.visit.may_go_back
    assert not caller.visit.is_over
    assert caller.visit.back() is step
    assert not caller.visit.is_aside
    assert space.leaves() == leaves
    live(caller, story[lived:])


def test_a_call_back_noted_comes_back_by_itself(space: Space, caller: Bare) -> None:
    """One leaf, then the question."""
    live(caller, STORIES[0][:6])
    step, before = caller.step, len(space.leaves())
    caller.visit.turn_aside(CLOSED)
    caller.answer(CallBackOffer.CALL_BACK)
    assert caller.answer(Where.THIS_ONE).key == "call-back-noted"
    assert caller.answer(None) is step
    assert [leaf.act for leaf in space.leaves(since=before)] == ["request-call-back"]


def test_being_passed_on_is_the_end(caller: Bare) -> None:
    """With the topic that was agreed to."""
    live(caller, STORIES[0][:6])
    caller.visit.turn_aside(OPEN)
    caller.answer(TopicAgreement.TELL)
    assert isinstance(caller.step, Done)
    assert caller.step.topic == "Vos documents"
    assert caller.visit.is_over


def test_where_the_journey_hands_over_one_comes_back_to_the_question_before(caller: Bare) -> None:
    """A lost code at night is no dead end."""
    caller.answer(Welcome.FIRST_TIME)
    caller.answer(FirstTime.SECRET_CODE)
    caller.answer(None)
    assert isinstance(caller.step, Done)
    caller.visit.turn_aside(CLOSED)
    assert caller.visit.back().key == "phone-first-time"
    caller.visit.back()
    assert caller.answer(Welcome.OPEN_SPACE).key == "access-number"


def test_leaving_forgets_both_conversations(caller: Bare) -> None:
    """Hung up in the middle of the side one."""
    live(caller, STORIES[0][:6])
    caller.visit.turn_aside(CLOSED)
    caller.visit.end()
    assert caller.visit.patient is None
    assert caller.visit.is_over
    assert not caller.visit.is_aside
    assert caller.visit.terminal.caller == ""


@pytest.mark.parametrize(
    ("lived", "topic"), [(0, ""), (5, ""), (6, "main-menu--documents"), (7, "main-menu--documents")]
)
def test_the_topic_is_what_was_chosen_in_the_menu(caller: Bare, lived: int, topic: str) -> None:
    """Nothing before proof, nothing at the menu."""
    live(caller, STORIES[0][:lived])
    assert caller.visit.topic == topic
