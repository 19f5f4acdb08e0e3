"""From every screen of the gallery, in every look, « suivant » reaches every key, and each of them says what it is."""

from dataclasses import replace
from functools import cache

import pytest

from core.texts.words import load_words
from kiosk.protocol import ScreenKind
from kiosk.terminal.announcing import Announcer
from kiosk.terminal.focus import BAR, PAGE, shape_of, stay, step, stops
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.local import Local, Own
from kiosk.terminal.own_pages import voice
from kiosk.terminal.scene import Fill, KeyShape, Rect, Scene
from kiosk.terminal.theme import Look
from tests.gallery import samples
from tests.gallery.sample import Sample
from tests.kiosk.steps_met import every_page, every_screen
from tests.kiosk.terminal.measures import GLASS, RULER

LABELS = Labels(samples.settled())
LOOKS = {"normal": Look(), "large": Look(is_large=True), "low": Look(is_low=True)}
WORDS = load_words()
SCREENS = [
    *samples.every(),
    *(Sample(met.key, met.screen) for met in every_screen(WORDS)),
    *(Sample(page.title, page) for page in {(page.kind, page.title): page for page in every_page(WORDS)}.values()),
    Sample("voice", voice(LABELS, samples.menu())),
    Sample("see", samples.menu(), Local(own=Own.SEE)),
]
in_every_look = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)


@cache
def drawn(sample: Sample, look: Look) -> Scene:
    return compose(
        sample.screen, sample.local, Studio(ruler=RULER, labels=LABELS, look=look, glass=GLASS, hears=sample.hears)
    )


def reached(scene: Scene) -> list[str]:
    """Every stop from the page on, until the ring closes or holds us."""
    order = stops(scene)
    seen = [PAGE]
    while len(seen) <= len(order):
        id_, is_round = step(order, seen[-1], 1)
        if is_round:
            break
        seen.append(id_)
    return seen


def is_whole(scene: Scene) -> bool:
    """Whether « suivant » meets every key once, and ends where it began."""
    return sorted(reached(scene)) == sorted([PAGE, *(shape.id for shape in scene.touchable())])


@in_every_look
@pytest.mark.parametrize("sample", SCREENS, ids=lambda sample: sample.name)
def test_every_key_is_reached_and_none_holds(sample: Sample, look: Look) -> None:
    """The same the other way round; the bar comes last (EN 301 549, 5.1.6.2)."""
    scene = drawn(sample, look)
    assert is_whole(scene)
    order = stops(scene)
    assert [step(order, id_, -1)[0] for id_ in order] == [order[-1], *order[:-1]]
    is_bar = [id_ in BAR for id_ in order]
    assert is_bar == sorted(is_bar)


@pytest.mark.parametrize("sample", SCREENS, ids=lambda sample: sample.name)
def test_retour_and_terminer_are_always_reached(sample: Sample) -> None:
    """But for the free kiosk, which has neither, and for « are you there », which has its own two keys."""
    scene = drawn(sample, Look())
    found = set(reached(scene))
    is_framed = "~help" in found and "~low" not in found
    assert not is_framed or {"~back", "~end"} <= found
    assert is_framed or found & {"~low"} or len(found) == 3


@pytest.mark.parametrize("sample", SCREENS, ids=lambda sample: sample.name)
@pytest.mark.parametrize("may_say_all", [True, False])
def test_every_stop_says_something(sample: Sample, *, may_say_all: bool) -> None:
    """No key is silent, not even one with an icon alone, whoever may hear."""
    scene = drawn(sample, Look())
    announcer = Announcer(
        screen=sample.screen, local=sample.local, labels=LABELS, is_alone=may_say_all, may_say_all=may_say_all
    )
    silent = [shape.id for shape in scene.touchable() if not announcer.key(shape).strip(". ")]
    assert silent == []
    assert announcer.page()
    assert "quatre touches" in announcer.where()


@pytest.mark.parametrize("sample", SCREENS, ids=lambda sample: sample.name)
def test_the_page_wears_the_ring_as_a_key_does(sample: Sample) -> None:
    """Whoever sees a little knows where the four keys are; a warning that counts has its own two keys."""
    led = replace(sample, local=replace(sample.local, focused=PAGE))
    rings = [item for item in drawn(led, Look()).items if isinstance(item, Fill) and item.colour == "focus"]
    assert len(rings) == (sample.screen.kind is not ScreenKind.IDLE)
    whole = Rect(0, 0, GLASS.width, GLASS.height)
    assert all(whole.contains(ring.rect, 0.1) for ring in rings)


@in_every_look
@pytest.mark.parametrize(
    "sample", [each for each in SCREENS if each.screen.kind is ScreenKind.IDLE], ids=lambda s: s.name
)
def test_a_warning_that_counts_shows_which_key_is_meant(sample: Sample, look: Look) -> None:
    """« Êtes-vous toujours là ? » too."""
    for id_ in stops(drawn(sample, look))[1:]:
        led = replace(sample, local=replace(sample.local, focused=id_))
        assert [key.id for key in drawn(led, look).touchable() if key.is_focused] == [id_]


def test_two_keys_of_one_name_would_hold_the_focus() -> None:
    """The control: a screen that breaks the rule is found."""
    twice = tuple(KeyShape(rect=Rect(0, y, 30, 30), id="yes", name="Oui") for y in (0, 40))
    after = KeyShape(rect=Rect(0, 80, 30, 30), id="no", name="Non")
    assert not is_whole(Scene(items=(*twice, after)))
    assert is_whole(Scene(items=(twice[0], after)))


def test_the_focus_finds_its_letter_again() -> None:
    """After the capital the letters are small: the focus stays on its key; when that is gone, the page."""
    order = (PAGE, "~type-a", "~accept")
    assert stay(order, "~type-A") == "~type-a"
    assert stay(order, "gone") == PAGE
    assert shape_of(Scene(items=()), PAGE) is None
