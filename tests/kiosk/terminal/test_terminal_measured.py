"""Every screen of the gallery and every screen that people meet, in every look, measured on what is drawn."""

from dataclasses import replace

import pytest

from core.texts.words import load_words
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.layout.sheet import CALM_CHOICES
from kiosk.terminal.local import OWN, Own
from kiosk.terminal.scene import Fill, Icon, KeyShape, Line, Rect, Run, Scene, Tone, Words
from kiosk.terminal.theme import Look
from tests.gallery import samples
from tests.gallery.reached import every_real
from tests.kiosk.terminal import measures
from tests.kiosk.terminal.measures import EVERYWHERE, GLASS, RULER, Measure

LOOKS = {
    "normal": Look(),
    "large": Look(is_large=True),
    "low": Look(is_low=True),
    "large-low": Look(is_large=True, is_low=True),
    "calm": Look(is_calm=True),
    "calm-large-low": Look(is_calm=True, is_large=True, is_low=True),
}
"""Colours are measured in both palettes each time: black moves nothing."""
Drawn = list[tuple[str, Scene]]


@pytest.fixture(scope="module")
def everything() -> list[samples.Sample]:
    """Made-up kinds, then what the journeys really show."""
    return [*samples.every(), *every_real(load_words())]


@pytest.fixture(scope="module", params=LOOKS)
def drawn(request: pytest.FixtureRequest, everything: list[samples.Sample]) -> Drawn:
    """All of it in one look."""
    labels = Labels(samples.settled())
    studio = Studio(ruler=RULER, labels=labels, look=LOOKS[request.param], glass=GLASS)
    changed = [sample for sample in everything if not studio.look.is_calm or has_choices(sample)]
    return [
        (sample.name, compose(sample.screen, sample.local, replace(studio, hears=sample.hears))) for sample in changed
    ]


def has_choices(sample: samples.Sample) -> bool:
    """Whether the calm look draws it otherwise than another."""
    return len(sample.screen.keys) > CALM_CHOICES or sample.local.own is Own.SEE


@pytest.mark.parametrize("measure", EVERYWHERE, ids=lambda measure: measure.__name__)
def test_every_screen_holds_the_measure(drawn: Drawn, measure: Measure) -> None:
    """For people who see little, tremble or stand far."""
    faults = {name: found for name, scene in drawn if (found := measure(scene))}
    assert faults == {}


@pytest.mark.parametrize("drawn", ["calm", "calm-large-low"], indirect=True)
def test_few_choices_stand_at_a_time_in_the_calm_look(drawn: Drawn) -> None:
    """Three; of boxes to tick three too, and what leads to the others."""
    site_keys = {
        name: [key.id for key in scene.touchable() if not key.id.startswith(OWN) and key.tone is not Tone.NEXT]
        for name, scene in drawn
    }
    assert {name: ids for name, ids in site_keys.items() if len(ids) > CALM_CHOICES} == {}
    assert any("~more" in {key.id for key in scene.touchable()} for _, scene in drawn)


@pytest.mark.parametrize("drawn", ["low", "large-low", "calm-large-low"], indirect=True)
def test_every_key_of_the_low_layout_is_within_reach(drawn: Drawn) -> None:
    """Of somebody seated: in the lower 295 mm."""
    faults = {name: found for name, scene in drawn if (found := measures.keys_are_within_reach(scene))}
    assert faults == {}


def said(text: str, rect: Rect, *, size: float = 11.1, colour: str = "ink") -> Words:
    line: Line = (Run(text),)
    return Words(rect=rect, lines=(line,), size=size, line=size * 1.24, colour=colour, on="paper")


PLACE = Rect(20, 60, 200, 13.8)
PLANTED: dict[Measure, Scene] = {
    # Said to stand on paper, yet a panel of another colour was painted under it.
    measures.words_can_be_read: Scene(items=(Fill(rect=PLACE, colour="act"), said("Bonjour", PLACE))),
    measures.signs_and_edges_are_seen: Scene(
        items=(Icon(rect=Rect(20, 60, 11, 11), name="info", colour="ochre_tint"),)
    ),
    measures.keys_are_large_enough: Scene(
        items=(KeyShape(rect=Rect(20, 60, 80, 29.9), id="next", name="", is_main=True),)
    ),
    measures.capitals_are_high_enough: Scene(items=(said("Bonjour", PLACE, size=10.5),)),
    measures.no_word_is_cut: Scene(items=(said("Bonjour à vous, Madame Lefort", Rect(20, 60, 60, 13.8)),)),
    measures.no_word_stands_on_another: Scene(items=(said("Bonjour", PLACE), said("Merci", Rect(22, 64, 200, 13.8)))),
    measures.keys_are_within_reach: Scene(items=(KeyShape(rect=Rect(20, 5, 80, 40), id="high", name=""),)),
}
SOUND = Scene(
    items=(
        said("Bonjour", PLACE),
        said("Merci", Rect(20, 80, 200, 13.8)),
        KeyShape(
            rect=Rect(20, 120, 80, 30), id="next", name="", is_main=True, parts=(said("Oui", Rect(30, 127, 60, 14)),)
        ),
    )
)


@pytest.mark.parametrize("measure", PLANTED, ids=lambda measure: measure.__name__)
def test_each_measure_finds_a_planted_fault(measure: Measure) -> None:
    """The control: the fault is found, and a sound screen is left alone."""
    assert measure(PLANTED[measure])
    assert measure(SOUND) == []
    assert set(PLANTED) == {*EVERYWHERE, measures.keys_are_within_reach}
