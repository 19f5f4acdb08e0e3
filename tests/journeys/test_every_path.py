"""Wherever a journey leads, something can be answered, back and end never trap, and nothing raises."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.acts.request import Request
from core.domain.catalogue import Gravity
from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Done, Tell
from core.journeys.walker import Walk
from tests.journeys.explorer import WORLDS, World, answers_to, explore

JOURNEYS = (kiosk_visit, phone_visit)
both_journeys = pytest.mark.parametrize("journey", JOURNEYS)


@both_journeys
@pytest.mark.parametrize("world", WORLDS, ids=lambda world: f"{world.age}-{world.refused or 'served'}")
def test_every_answer_leads_somewhere(journey: Any, world: World) -> None:
    """No answer that is offered raises, and only a goodbye takes none."""
    for meeting in explore(journey, world):
        assert answers_to(meeting.step) or isinstance(meeting.step, Done), meeting.step.key


@both_journeys
def test_every_refusal_is_told_and_leads_back_to_the_menu(journey: Any) -> None:
    """A refusal is a sentence, then the choices again; never an end."""
    for world in WORLDS:
        if not world.refused:
            continue
        told = [meeting for meeting in explore(journey, world) if meeting.step.key == world.refused]
        assert told
        for meeting in told:
            walk = Walk(journey, world)
            walk.start()
            for answer in meeting.path:
                walk.answer(answer)
            assert isinstance(walk.step, Tell)
            assert walk.answer(None).key == "main-menu"


@both_journeys
@given(world=st.sampled_from(WORLDS), moves=st.lists(st.integers(0, 30), max_size=40))
@settings(max_examples=150, deadline=None)
def test_back_and_end_never_trap(journey: Any, world: World, moves: list[int]) -> None:
    """Whatever is answered, in whatever order, with « Retour » in between, there is always a question and an end."""
    walk = Walk(journey, world)
    walk.start()
    for move in moves:
        if move % 4 == 0:
            could, key = walk.may_go_back, walk.step.key
            walk.back()
            assert could or walk.step.key == key
        else:
            answers = answers_to(walk.step)
            if not answers:
                break
            walk.answer(answers[move % len(answers)])
        assert walk.is_over == isinstance(walk.step, Done)
    walk.end()
    assert walk.is_over


@both_journeys
@given(world=st.sampled_from(WORLDS), moves=st.lists(st.integers(1, 30), max_size=30))
@settings(max_examples=100, deadline=None)
def test_back_does_nothing_again(journey: Any, world: World, moves: list[int]) -> None:
    """Going back as far as one may asks the core for nothing: no second look, no second try, no second leaf."""
    walk = Walk(journey, world)
    walk.start()
    for move in moves:
        if answers := answers_to(walk.step):
            walk.answer(answers[move % len(answers)])
    asked = len(world.asked)
    for _ in range(100):
        if not walk.may_go_back:
            break
        walk.back()
    assert not walk.may_go_back
    assert len(world.asked) == asked


@both_journeys
def test_nothing_grave_is_done_without_the_last_yes(journey: Any) -> None:
    """Every way to « c'est gardé » goes through a confirmation answered by yes, just before the act."""
    world = World()
    for meeting in explore(journey, world):
        world.asked.clear()
        walk = Walk(journey, world)
        walk.start()
        for answer in meeting.path:
            is_yes = answer is True
            before = len(world.asked)
            walk.answer(answer)
            done = [ask for ask in world.asked[before:] if isinstance(ask, Request)]
            if any(ask.entry.gravity is Gravity.GRAVE for ask in done):
                assert is_yes, meeting.step.key
