"""Every screen that the site can send fits the glass in every look: no word is cut for anybody."""

import pytest

from core.texts.words import load_words
from kiosk.protocol import Screen
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.layout.strip import takes_words
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Scene
from kiosk.terminal.theme import Look
from tests.gallery import samples
from tests.kiosk.steps_met import Met, every_page, every_screen
from tests.kiosk.terminal.measures import GLASS, RULER

LOOKS = {"normal": Look(), "large": Look(is_large=True), "low": Look(is_low=True)}
WORDS = load_words()

in_every_look = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)


def fits(screen: Screen, look: Look) -> bool:
    """Every page of it."""
    labels = Labels(samples.settled(is_demonstration=True))
    studio = Studio(ruler=RULER, labels=labels, look=look, glass=GLASS, hears=True)
    pages = compose(screen, Local(left_s=screen.countdown_s), studio).pages
    return all(compose(screen, Local(page=page, left_s=screen.countdown_s), studio).fits for page in range(pages))


@in_every_look
@pytest.mark.parametrize("met", every_screen(WORDS), ids=lambda met: met.key)
def test_every_question_fits(met: Met, look: Look) -> None:
    """Title, sentences, facts, note and keys, whoever looks."""
    assert fits(met.screen, look)


TOO_FULL = {"organ-donation-held-papers", "organ-donation-kept", "organ-donation-wish"}
"""Their words come first, all of them and at their size: these are touched only, as before (docs/decisions/0027)."""


@in_every_look
def test_whoever_may_answer_by_voice_finds_the_key(look: Look) -> None:
    """On every question that takes words and leaves room for the strip: one key, in one place."""
    studio = Studio(ruler=RULER, labels=Labels(samples.settled()), look=look, glass=GLASS, hears=True)
    asked = [met for met in every_screen(WORDS) if takes_words(met.screen)]
    without = {met.key for met in asked if "~speak" not in ids(compose(met.screen, Local(), studio))}
    assert len(asked) > 2 * len(without)
    assert without <= TOO_FULL


def ids(scene: Scene) -> set[str]:
    return {shape.id for shape in scene.touchable()}


@in_every_look
def test_every_page_of_the_gateway_fits(look: Look) -> None:
    """Help, wait, « are you there », goodbye, apology; with a card to take back too."""
    different = {(page.kind, page.title, page.lead, page.machine): page for page in every_page(WORDS)}
    assert [page.title for page in different.values() if not fits(page, look)] == []
