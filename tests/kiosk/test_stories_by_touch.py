"""The stories of tests/journeys, played by touch: the same promises, through screens, keys and the gateway."""

import inspect
from types import ModuleType

import pytest

from core.demo.people import ODETTE
from core.domain.audit import Channel
from tests.journeys import test_story_documents, test_story_organ_donation
from tests.journeys.walks import Walk
from tests.kiosk.conftest import Site
from tests.kiosk.touch import TouchHands, TouchKiosk


@pytest.fixture
def walk(site: Site) -> Walk:
    """Odette's story, by touch."""
    played = Walk(space=site.space, channel=Channel.KIOSK, person=ODETTE)
    played.hands = TouchHands(TouchKiosk(site))
    return played


@pytest.fixture
def kiosk_walk(walk: Walk) -> Walk:
    """The same: a kiosk has paper."""
    return walk


def stories(module: ModuleType) -> dict[str, object]:
    """The stories of a module that are told of a walk at a kiosk."""
    return {
        name: story
        for name, story in vars(module).items()
        if name.startswith("test_") and {"walk", "kiosk_walk"} & set(inspect.signature(story).parameters)
    }


globals().update(stories(test_story_documents) | stories(test_story_organ_donation))


def test_the_stories_are_here() -> None:
    """A renamed fixture would leave this file empty without a word."""
    assert len(stories(test_story_documents)) >= 5
    assert len(stories(test_story_organ_donation)) >= 10
