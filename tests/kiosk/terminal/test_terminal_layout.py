"""Every kind of screen in every look: everything fits, can be touched, can be read. Millimetres, without a window."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.protocol import Block, BlockKind, Fact, Key, Note, Screen, ScreenKind
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.layout.sheet import FACE_OF
from kiosk.terminal.local import Local
from kiosk.terminal.scene import Icon, Item, KeyShape, Part, Rect, Scene, Tone, Words
from kiosk.terminal.theme import Look, colours, contrast
from kiosk.terminal.typesetting import line_width
from tests.gallery import samples
from tests.gallery.samples import Sample
from tests.kiosk.terminal.measures import GLASS, RULER, WHOLE

LOOKS = {
    "light": Look(),
    "dark": Look(is_dark=True),
    "large": Look(is_large=True),
    "low": Look(is_low=True),
    "all": Look(is_dark=True, is_large=True, is_low=True),
}
SAMPLES = {sample.name: sample for sample in samples.every()}


def drawn(
    screen: Screen,
    local: Local | None = None,
    look: Look | None = None,
    *,
    is_demonstration: bool = False,
    hears: bool = False,
) -> Scene:
    labels = Labels(samples.settled(is_demonstration=is_demonstration))
    studio = Studio(ruler=RULER, labels=labels, look=look or Look(), glass=GLASS, hears=hears)
    return compose(screen, local or Local(), studio)


@pytest.fixture(params=list(SAMPLES))
def sample(request: pytest.FixtureRequest) -> Sample:
    """Every sample of the gallery."""
    return SAMPLES[request.param]


@pytest.fixture(params=list(LOOKS))
def scene(request: pytest.FixtureRequest, sample: Sample) -> Scene:
    """In every look."""
    return _scene(sample.name, request.param, is_so=sample.is_demonstration)


@cache
def _scene(name: str, look: str, *, is_so: bool) -> Scene:
    """Composed once for all measures: a scene never changes."""
    sample = SAMPLES[name]
    return drawn(sample.screen, sample.local, LOOKS[look], is_demonstration=is_so, hears=sample.hears)


def parts(scene: Scene) -> Iterator[tuple[Part, Rect]]:
    """Everything that is painted, with what it must stay inside."""
    for item in scene.items:
        if isinstance(item, KeyShape):
            for part in item.parts:
                yield part, item.rect
        else:
            yield item, WHOLE


def test_everything_fits(scene: Scene) -> None:
    """Nothing was squeezed."""
    assert scene.fits


def test_nothing_leaves_its_place(scene: Scene) -> None:
    """No word, icon or key stands outside the screen or outside its key."""
    for part, place in parts(scene):
        assert place.contains(part.rect, 0.6), part
    assert all(WHOLE.contains(shape.rect) for shape in scene.touchable())


def test_no_word_is_cut(scene: Scene) -> None:
    """Each line is at most as wide as its rectangle, and lines as high as they stand."""
    for part, _ in parts(scene):
        if isinstance(part, Words):
            assert part.rect.h == pytest.approx(len(part.lines) * part.line)
            for line in part.lines:
                assert line_width(line, part.size, RULER) <= part.rect.w + 0.8, part.text


def test_type_is_never_under_the_floor(scene: Scene) -> None:
    """A capital measures at least 7.33 mm: 0.668 em of this type (EN 301 549, 5.1.4)."""
    for words in scene.words():
        assert words.size * 0.668 >= 7.33


def test_everything_touchable_is_large_enough_and_apart(scene: Scene) -> None:
    """20 mm both ways, 3 mm between."""
    shapes = list(scene.touchable())
    for shape in shapes:
        assert min(shape.rect.w, shape.rect.h) >= 20, shape.id
    for one, other in combinations(shapes, 2):
        assert not one.rect.inset(-1.4, -1.4, -1.4, -1.4).overlaps(other.rect.inset(-1.4, -1.4, -1.4, -1.4)), (
            one.id,
            other.id,
        )


def test_everything_can_be_read(scene: Scene) -> None:
    """Contrast of all words at least 7:1, and of icons at least 3:1, in both palettes."""
    for palette in (colours(is_dark=False), colours(is_dark=True)):
        for words in scene.words():
            assert contrast(palette[words.colour], palette[words.on]) >= 7, (words.colour, words.on)
        for shape in scene.touchable():
            face = palette[FACE_OF[shape.tone]]
            for part in shape.parts:
                if isinstance(part, Icon) and part.colour != "on_act":
                    assert contrast(palette[part.colour], face) >= 3


def test_at_most_one_dark_key(scene: Scene) -> None:
    """The dark key is « la suite »; yes and no are twins."""
    assert sum(shape.tone is Tone.NEXT for shape in scene.touchable()) <= 1


def test_every_icon_is_there(scene: Scene) -> None:
    """No sign is replaced by another."""
    folder = files("kiosk.terminal.icons")
    for part, _ in parts(scene):
        if isinstance(part, Icon):
            assert (folder / f"{part.name}-{part.weight}.png").is_file(), part.name


def words_of(items: tuple[Item, ...]) -> str:
    return "\n".join(words.text for words in Scene(items=items).words())


@pytest.mark.parametrize("name", [name for name, each in SAMPLES.items() if each.screen.kind is not ScreenKind.IDLE])
def test_the_fixed_keys_never_move(name: str) -> None:
    """Retour, Écouter, Voir mieux, Aide and Terminer stand at one place; the free kiosk has its own four."""
    sample = SAMPLES[name]
    found = {shape.id: shape.rect for shape in drawn(sample.screen, sample.local).touchable()}
    usual = {shape.id: shape.rect for shape in drawn(samples.menu()).touchable()}
    if name == "01-accueil":
        assert {"~listen", "~see", "~low", "~help"} <= set(found)
    else:
        assert all(found[id_] == usual[id_] for id_ in ("~back", "~listen", "~see", "~help", "~end"))


@pytest.mark.parametrize("look", LOOKS)
def test_a_demonstration_says_so_on_every_screen_and_nobody_elses_does(sample: Sample, look: str) -> None:
    """« Essai », or « Démonstration » before anybody came: whoever learns, or shows, mistakes it for nothing real."""
    marked, plain = (words_of(_scene(sample.name, look, is_so=is_so).items) for is_so in (True, False))
    assert any(word in marked for word in ("Essai", "Démonstration"))
    assert not any(word in plain for word in ("Essai", "Démonstration"))


def test_the_key_to_speak_never_moves_and_is_always_there() -> None:
    """In every look and state of the strip, while the voice speaks too: one place (look.md, anatomy)."""
    hearing = [sample for sample in SAMPLES.values() if sample.hears]
    for look in LOOKS.values():
        places = {
            shape.rect
            for sample in hearing
            for shape in drawn(sample.screen, sample.local, look, hears=True).touchable()
            if shape.id == "~speak"
        }
        assert len(places) == 1
    assert all(
        any(shape.id == "~speak" for shape in drawn(sample.screen, sample.local, look, hears=True).touchable())
        for sample in hearing
        for look in LOOKS.values()
    )


def test_yes_and_no_are_twins() -> None:
    """Same size, same colours, yes on the left, neither dark."""
    sample = SAMPLES["07e-don-confirmer"]
    yes, no = (shape for shape in drawn(sample.screen).touchable() if shape.id in {"yes", "no"})
    assert (yes.rect.w, yes.rect.h, yes.tone) == (no.rect.w, no.rect.h, no.tone)
    assert yes.rect.x < no.rect.x
    assert yes.tone is Tone.PLAIN


def test_a_secret_is_never_drawn() -> None:
    """Dots only, the last digit too."""
    shown = drawn(samples.code(), Local(typed="482170"))
    assert not any(words.text in set("482170") for words in (item for item in shown.items if isinstance(item, Words)))


@pytest.mark.parametrize("count", [18, 300])
def test_every_document_of_a_list_is_on_one_page(count: int) -> None:
    """Four a page: five pages, or seventy-five, each document once, newest first."""
    screen = samples.documents(count)
    seen = []
    for page in range(drawn(screen).pages):
        seen += [shape.id for shape in drawn(screen, Local(page=page)).touchable() if shape.id.startswith("row")]
    assert seen == [key.id for key in screen.keys]


def test_every_word_of_a_document_is_on_a_page() -> None:
    """A long document is shared out over pages, and no line is lost or shown twice."""
    text = " ".join(f"mot{number}" for number in range(900))
    screen = replace(samples.reading()[0].screen, blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),))
    for bigger in (False, True):
        pages = drawn(screen, Local(is_bigger=bigger)).pages
        shown = []
        for page in range(pages):
            shown += [
                words.text
                for words in drawn(screen, Local(page=page, is_bigger=bigger)).items
                if isinstance(words, Words) and words.text.startswith("mot")
            ]
        assert " ".join(shown).split() == text.split()


def test_a_page_that_is_no_picture_is_left_out() -> None:
    """Broken bytes give no page and no fault."""
    screen = replace(
        samples.reading()[0].screen,
        blocks=(
            Block(kind=BlockKind.PICTURE, png=b"\x89PNG broken"),
            Block(kind=BlockKind.PARAGRAPH, text="la suite"),
        ),
    )
    assert "la suite" in words_of(drawn(screen).items)


def test_more_than_six_choices_take_several_pages() -> None:
    """« Autres choix » goes round, and every choice is on one page."""
    screen = replace(samples.menu(), keys=tuple(Key(id=f"c{at}", label=f"Choix {at}") for at in range(9)))
    seen = set()
    for page in range(drawn(screen).pages):
        seen |= {shape.id for shape in drawn(screen, Local(page=page)).touchable()}
    assert {f"c{at}" for at in range(9)} | {"~more"} <= seen


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from([kind for kind in ScreenKind if kind is not ScreenKind.ENTER]),
    title=st.text(max_size=120),
    lead=st.text(max_size=400),
    facts=st.lists(st.text(max_size=90), max_size=4),
    keys=st.lists(st.text(max_size=60), max_size=9),
    note=st.text(max_size=200),
)
def test_no_text_of_the_site_breaks_the_drawing(
    kind: ScreenKind, title: str, lead: str, facts: list[str], keys: list[str], note: str
) -> None:
    """Whatever the site sends is composed; too much is squeezed, never a fault."""
    screen = Screen(
        id=1,
        kind=kind,
        band=samples.band(title[:20]),
        bar=samples.FULL,
        title=title,
        lead=lead,
        facts=tuple(Fact(icon="info", text=text) for text in facts),
        keys=tuple(Key(id=f"k{at}", label=label) for at, label in enumerate(keys)),
        note=Note(text=note) if note else None,
    )
    assert drawn(screen).items
