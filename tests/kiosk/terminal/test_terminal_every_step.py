"""Every screen that the site can send fits the glass in every look: no word is cut for anybody."""

import pytest

from core.texts.words import load_words
from kiosk.protocol import Screen
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.local import Local
from kiosk.terminal.theme import Look
from tests.gallery import samples
from tests.kiosk.steps_met import Met, every_page, every_screen
from tests.kiosk.terminal.measures import GLASS, RULER

LOOKS = {"normal": Look(), "large": Look(is_large=True), "low": Look(is_low=True)}
WORDS = load_words()

in_every_look = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)


def fits(screen: Screen, look: Look) -> bool:
    """Every page of it."""
    studio = Studio(ruler=RULER, labels=Labels(samples.settled(is_demonstration=True)), look=look, glass=GLASS)
    pages = compose(screen, Local(left_s=screen.countdown_s), studio).pages
    return all(compose(screen, Local(page=page, left_s=screen.countdown_s), studio).fits for page in range(pages))


@in_every_look
@pytest.mark.parametrize("met", every_screen(WORDS), ids=lambda met: met.key)
def test_every_question_fits(met: Met, look: Look) -> None:
    """Title, sentences, facts, note and keys, whoever looks."""
    assert fits(met.screen, look)


@in_every_look
def test_every_page_of_the_gateway_fits(look: Look) -> None:
    """Help, wait, « are you there », goodbye, apology; with a card to take back too."""
    different = {(page.kind, page.title, page.lead, page.machine): page for page in every_page(WORDS)}
    assert [page.title for page in different.values() if not fits(page, look)] == []
