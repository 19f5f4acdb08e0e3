"""What stands on the screen, in millimetres from its upper left corner: a few flat shapes, words, icons and keys.

Pure data between layout, which decides, and drawing, which paints. Knows no Kivy and no text of ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum


@dataclass(frozen=True)
class Rect:
    """A rectangle in millimetres; y grows downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.h

    def inset(self, left: float, top: float, right: float, bottom: float) -> "Rect":
        """The same without its borders."""
        return Rect(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def contains(self, other: "Rect", slack: float = 0.0) -> bool:
        """Whether the other lies inside, but for `slack` millimetres."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share any place."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Align(Enum):
    """Where a line of words stands in its rectangle."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Run:
    """Words of one weight."""

    text: str = field(repr=False)
    bold: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Fill:
    """A flat shape of one colour. A radius of half its height makes a disc or rounded ends."""

    rect: Rect
    colour: str
    radius: float = 0.0
    edge: str = ""
    """The colour of its outline, when it has one."""
    line: float = 0.0
    """How thick the outline is; the same on every side, in whole pixels."""
    lip: float = 0.0
    """How thick it is below, when that is more: only keys have one."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """Lines already broken, each `line` millimetres high, centred in its height."""

    rect: Rect
    lines: tuple[Line, ...] = field(repr=False)
    size: float
    line: float
    colour: str
    on: str
    """The colour they stand on, for the contrast test."""
    align: Align = Align.LEFT

    @property
    def text(self) -> str:
        """What can be read."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Icon:
    """A drawing from the icon set."""

    rect: Rect
    name: str
    colour: str
    weight: str = "bold"


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A page of a document as a picture."""

    rect: Rect
    png: bytes = field(repr=False)
    part: tuple[float, float] = (0.0, 1.0)
    """From which height to which, of the whole picture."""


class Tone(Enum):
    """The states of a key (look.md, « States of a key »)."""

    PLAIN = "plain"
    NEXT = "next"  # the dark key: la suite
    SELECTED = "selected"
    OFF = "off"  # keeps its place and its word, loses face and lip
    NIGHT = "night"  # « Fond noir », shown as it will be


@dataclass(frozen=True, kw_only=True)
class KeyShape:
    """Something to touch: the only thing with a thick lower edge."""

    rect: Rect
    id: str
    name: str = field(repr=False)
    """What a person or a test calls it."""
    tone: Tone = Tone.PLAIN
    is_focused: bool = False
    is_main: bool = False
    """Whether it decides: then it measures at least 30 mm."""
    parts: "tuple[Part, ...]" = ()


Part = Fill | Words | Icon | Photo
Item = Part | KeyShape


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A whole screen, drawn in this order."""

    items: tuple[Item, ...]
    pages: int = 1
    """How many pages the content takes; a list and a document are turned by whole pages."""
    fits: bool = True
    """False when something had to be squeezed: a test fails, a person still reads everything."""

    def touchable(self) -> Iterator[KeyShape]:
        """Everything that can be seen as a key, those that are off included."""
        return (item for item in self.items if isinstance(item, KeyShape))

    def words(self) -> Iterator[Words]:
        """Every text, those of keys included."""
        for item in self.items:
            if isinstance(item, Words):
                yield item
            elif isinstance(item, KeyShape):
                yield from (part for part in item.parts if isinstance(part, Words))


def moved(part: Part, dx: float, dy: float) -> Part:
    """The same a little further."""
    return replace(part, rect=Rect(part.rect.x + dx, part.rect.y + dy, part.rect.w, part.rect.h))
