"""The stories of tests/journeys, played by telephone: the same promises, through prompts, keys and a call."""

import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.texts.words import Words
from tests.conftest import Space
from tests.ivr.voice_hands import VoiceHands
from tests.journeys import test_story_documents, test_story_organ_donation, test_story_proof
from tests.journeys.walks import Walk

BARE = {
    "test_an_answer_that_was_not_offered_changes_nothing",
    "test_number_code_and_printed_code_open_the_menu",
    "test_the_call_is_discreet_until_nobody_else_hears",
    "test_three_wrong_tries_end_with_a_person",
}
"""These look inside the bare visit; test_call_identification.py makes the same promises by voice."""


@pytest.fixture
def walk(space: Space, words: Words) -> Iterator[Walk]:
    """Odette's story, by telephone."""
    played = Walk(space=space, channel=Channel.PHONE, person=ODETTE)
    hands = VoiceHands(space, words)
    played.hands = hands
    yield played
    hands.hang_up()


@pytest.fixture
def phone_walk(walk: Walk) -> Walk:
    """The same: a call has no paper."""
    return walk


def stories(module: ModuleType) -> dict[str, object]:
    """The stories of a module that are told of a walk by telephone."""
    return {
        name: story
        for name, story in vars(module).items()
        if name.startswith("test_")
        and name not in BARE
        and {"walk", "phone_walk"} & set(inspect.signature(story).parameters)
    }


globals().update(stories(test_story_documents) | stories(test_story_organ_donation) | stories(test_story_proof))


def test_the_stories_are_here() -> None:
    """A renamed fixture would leave this file empty without a word."""
    assert len(stories(test_story_documents)) >= 5
    assert len(stories(test_story_organ_donation)) >= 10
    assert len(stories(test_story_proof)) >= 6
