"""Measures of a drawn screen, on what really lies under what. Each gives its faults in words; none asks the layout."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from fontTools.ttLib import TTFont

from hardware.fonts import FONT_BOLD, FONT_REGULAR
from kiosk.terminal.drawing.type import KivyRuler
from kiosk.terminal.layout.sheet import FACE_OF
from kiosk.terminal.scene import Align, Fill, Icon, KeyShape, Part, Photo, Rect, Scene, Tone, Words
from kiosk.terminal.theme import Glass, colours, contrast
from kiosk.terminal.typesetting import line_width

GLASS = Glass()


class KeptRuler(KivyRuler):
    """Kivy's own widths, each measured once: the same words stand on hundreds of screens."""

    def __init__(self, glass: Glass) -> None:
        super().__init__(glass)
        self._kept: dict[tuple[str, float, bool], float] = {}

    def width(self, text: str, size: float, *, bold: bool) -> float:
        key = (text, size, bold)
        if key not in self._kept:
            self._kept[key] = super().width(text, size, bold=bold)
        return self._kept[key]


RULER = KeptRuler(GLASS)
WHOLE = Rect(0, 0, GLASS.width, GLASS.height)
PALETTES = (colours(is_dark=False), colours(is_dark=True))

READABLE, VISIBLE = 7.0, 3.0
"""WCAG 2.2: 1.4.6 for words, 1.4.11 for signs and edges."""
TARGET, MAIN_TARGET = 20.0, 30.0
"""Millimetres, both ways: whatever can be touched, and whatever decides (tokens, target_min and target_main)."""
CAPITAL = 7.3
"""Millimetres of a capital at 600 mm (EN 301 549, 5.1.4)."""
REACH = 295.0
"""Millimetres from the lower edge: 1,120 from the floor when the glass starts at 825 (EN 301 549, 8.3)."""
SLACK = 0.6
"""Two pixels, for rounding."""
EDGE_OF = {Tone.PLAIN: "edge", Tone.NEXT: "act_edge", Tone.SELECTED: "act", Tone.NIGHT: "edge"}
DECORATION = {"hair"}
"""Outlines that carry no meaning."""
MACHINE = {"machine", "slot", "slot_light"}
"""The drawings of the reader and of the printer: what overlaps inside them is a picture, with words beside it."""


@dataclass(frozen=True)
class Painted:
    """A part, the key it stands on if any, and every colour that can be seen under it."""

    part: Part
    key: KeyShape | None
    under: frozenset[str]


def painted(scene: Scene) -> Iterator[Painted]:
    """Everything in drawing order, over what was painted before it."""
    ground: list[tuple[Rect, str]] = [(WHOLE, "paper")]
    for item in scene.items:
        if not isinstance(item, KeyShape):
            yield from _over(ground, item, None)
            continue
        if item.tone is not Tone.OFF:
            yield from _over(ground, Fill(rect=item.rect, colour=FACE_OF[item.tone], edge=EDGE_OF[item.tone]), item)
        for part in item.parts:
            yield from _over(ground, part, item)


def _over(ground: list[tuple[Rect, str]], part: Part, key: KeyShape | None) -> Iterator[Painted]:
    yield Painted(part, key, _seen(ground, part))
    if isinstance(part, Fill):
        ground.append((part.rect, part.colour))
    elif isinstance(part, Photo):
        ground.append((part.rect, "receipt"))


def _seen(ground: list[tuple[Rect, str]], part: Part) -> frozenset[str]:
    """Colours under a part, from the last painted down to one that lies under all of it."""
    place = ink_of(part) if isinstance(part, Words) else part.rect
    seen = set()
    for rect, colour in reversed(ground):
        if rect.inset(-SLACK, -SLACK, -SLACK, -SLACK).overlaps(place) and not _only_touches(rect, place):
            seen.add(colour)
        if rect.contains(place, SLACK):
            break
    return frozenset(seen)


def _only_touches(rect: Rect, place: Rect) -> bool:
    return not rect.inset(SLACK, SLACK, SLACK, SLACK).overlaps(place)


def ink_of(words: Words) -> Rect:
    """Where letters stand: as wide as they are drawn, as high as they are said to."""
    wide = max((line_width(line, words.size, RULER) for line in words.lines), default=0.0)
    spare = words.rect.w - wide
    left = {Align.LEFT: 0.0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[words.align]
    return Rect(words.rect.x + left, words.rect.y, wide, len(words.lines) * words.line)


def words_can_be_read(scene: Scene) -> list[str]:
    """At least 7:1 on every colour that is under them, in both palettes."""
    return [
        f"« {entry.part.text} »: {entry.part.colour} on {under}"
        for entry in painted(scene)
        if isinstance(entry.part, Words) and entry.part.text
        for under in entry.under
        if any(contrast(palette[entry.part.colour], palette[under]) < READABLE for palette in PALETTES)
    ]


def signs_and_edges_are_seen(scene: Scene) -> list[str]:
    """At least 3:1 for icons and for the outline of keys and boxes, against what is around them."""
    return [
        f"{type(entry.part).__name__} {colour} on {under}"
        for entry in painted(scene)
        for colour in _meaning(entry.part)
        for under in (entry.under if isinstance(entry.part, Icon) else entry.under - MACHINE)
        if any(contrast(palette[colour], palette[under]) < VISIBLE for palette in PALETTES)
    ]


def _meaning(part: Part) -> tuple[str, ...]:
    if isinstance(part, Icon):
        return (part.colour,)
    return (part.edge,) if isinstance(part, Fill) and part.edge and part.edge not in DECORATION else ()


def keys_are_large_enough(scene: Scene) -> list[str]:
    """The shorter side: 20 mm, 30 mm for what decides."""
    return [
        f"{shape.id}: {min(shape.rect.w, shape.rect.h):.1f} mm"
        for shape in scene.touchable()
        if min(shape.rect.w, shape.rect.h) < (MAIN_TARGET if shape.is_main else TARGET) - 1e-6
    ]


def capitals_are_high_enough(scene: Scene) -> list[str]:
    """In the pixels that are drawn, and by what the font itself says of its capitals."""
    return [
        f"« {words.text} »: {words.size:.1f} mm"
        for words in scene.words()
        if GLASS.font_px(words.size) / GLASS.px_per_mm * capital_of_type() < CAPITAL
    ]


@cache
def capital_of_type() -> float:
    """The height of H as a part of the type size, the smaller of both weights."""
    fonts = [TTFont(file) for file in (FONT_REGULAR, FONT_BOLD)]
    return min(font["glyf"]["H"].yMax / font["head"].unitsPerEm for font in fonts)


def no_word_is_cut(scene: Scene) -> list[str]:
    """Letters stay inside their rectangle, their key and the glass."""
    return [
        f"« {entry.part.text} »"
        for entry in painted(scene)
        if isinstance(entry.part, Words) and entry.part.text
        for place in (entry.part.rect, entry.key.rect if entry.key else WHOLE)
        if not place.contains(ink_of(entry.part), 0.8)
    ]


def no_word_stands_on_another(scene: Scene) -> list[str]:
    """No two texts share a place, and none outside a key runs under it."""
    texts = [(words, _core(words)) for words in scene.words() if words.text.strip()]
    crossed = [(one, other) for (one, a), (other, b) in combinations(texts, 2) if a.overlaps(b)]
    loose = [words for words in scene.items if isinstance(words, Words) and words.text.strip()]
    hidden = [(words, shape) for words in loose for shape in scene.touchable() if _core(words).overlaps(shape.rect)]
    return [f"« {one.text} » and « {other.text} »" for one, other in crossed] + [
        f"« {words.text} » under {shape.id}" for words, shape in hidden
    ]


def _core(words: Words) -> Rect:
    """Ink without the air above capitals and below the feet of letters."""
    ink, air = ink_of(words), max(words.line - words.size * 0.95, 0.0) / 2 + SLACK
    return ink.inset(0.0, air, 0.0, air)


def keys_are_within_reach(scene: Scene) -> list[str]:
    """The upper edge of every key is in the lower 295 mm."""
    return [shape.id for shape in scene.touchable() if shape.rect.y < GLASS.height - REACH]


Measure = Callable[[Scene], list[str]]
EVERYWHERE: tuple[Measure, ...] = (
    words_can_be_read,
    signs_and_edges_are_seen,
    keys_are_large_enough,
    capitals_are_high_enough,
    no_word_is_cut,
    no_word_stands_on_another,
)
"""What holds in every look."""
