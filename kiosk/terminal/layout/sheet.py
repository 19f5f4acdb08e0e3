"""The sheet a layout writes on: measured blocks of words, keys, tiles, notes. Millimetres; no Kivy."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kiosk.terminal.labels import Labels
from kiosk.terminal.scene import Align, Fill, Icon, Item, KeyShape, Line, Part, Rect, Scene, Tone, Words
from kiosk.terminal.theme import Look, Type, type_of
from kiosk.terminal.typesetting import Ruler, line_width, runs, set_lines

MARGIN = 12.0
TITLE_BELOW = 7.0
BETWEEN = 5.0
MAIN_KEY = 30.0
BALANCED = {"title", "hero", "welcome"}
"""Set in lines of about one length."""
_NARROWER = (0.92, 0.84, 0.76, 0.68, 0.6)
LIP = 1.9


@dataclass(frozen=True, kw_only=True)
class Ink:
    """How words stand: colour, ground, side."""

    colour: str = "ink"
    on: str = "paper"
    align: Align = Align.LEFT


@dataclass(frozen=True, kw_only=True)
class Block:
    """Words broken into lines, and so measured."""

    lines: tuple[Line, ...] = field(repr=False)
    kind: Type

    @property
    def height(self) -> float:
        """In millimetres."""
        return len(self.lines) * self.kind.line if self.lines else 0.0


CHOICES, LARGE_CHOICES, CALM_CHOICES = 6, 4, 3


class Sheet:
    """Collects the items of one screen and remembers whether everything fitted."""

    def __init__(self, area: Rect, ruler: Ruler, labels: Labels, look: Look, growth: float) -> None:
        self.area = area
        """The middle of the screen, margins off; layouts write here."""
        self.ruler = ruler
        self.labels = labels
        self.look = look
        self.growth = growth
        self.items: list[Item] = []
        self.fits = True
        self.pages = 1

    def scene(self) -> Scene:
        """What was written."""
        return Scene(items=tuple(self.items), pages=self.pages, fits=self.fits)

    @property
    def is_large(self) -> bool:
        """Whether large text was asked for: then no second line."""
        return self.look.is_large

    @property
    def most_choices(self) -> int:
        """How many keys of a choice stand here at a time, « Autres choix » included."""
        return CALM_CHOICES if self.look.is_calm else LARGE_CHOICES if self.is_large else CHOICES

    def type(self, name: str) -> Type:
        """One size of type as it is on this sheet."""
        return type_of(name, self.growth)

    def block(self, text: str, kind: str, width: float, *, bold: bool = False) -> Block:
        """Measure a text in a width."""
        size = self.type(kind)
        if not text:
            return Block(lines=(), kind=size)
        lines = set_lines(text, size, width, self.ruler, bold=bold)
        for part in _NARROWER if len(lines) > 1 and kind in BALANCED else ():
            narrower = set_lines(text, size, width * part, self.ruler, bold=bold)
            if len(narrower) > len(lines):
                break
            lines = narrower
        return Block(lines=lines, kind=size)

    def one_line(self, text: str, kind: str, width: float, *, bold: bool = False) -> Block:
        """What of a text stands on one line; « … » says that there is more of it."""
        block, kept = self.block(text, kind, width, bold=bold), text
        while len(block.lines) > 1 and kept:
            kept = kept[: max(kept.rfind(" "), 0)] if " " in kept else kept[:-1]
            block = self.block(f"{kept}…", kind, width, bold=bold)
        return block

    def width(self, text: str, kind: str, *, bold: bool = False) -> float:
        """How wide one line is."""
        return line_width(runs(text, bold=bold), self.type(kind).size, self.ruler)

    def add(self, *items: Item) -> None:
        """Write things down, in drawing order."""
        self.items.extend(items)

    def must(self, *, fit: bool) -> None:
        """Note that something does not fit; the caller tries another arrangement."""
        self.fits = self.fits and fit

    def title(self, text: str, *, width: float | None = None, top: float | None = None, kind: str = "title") -> float:
        """Write the one question or instruction at its place; gives the y under it."""
        wide = width or self.area.w
        block = self.block(text, kind, wide, bold=True)
        y = self.area.y if top is None else top
        self.add(put(block, self.area.x, y, wide))
        return y + block.height


def put(block: Block, x: float, y: float, w: float, ink: Ink | None = None) -> Words:
    """Stand a block somewhere."""
    how = ink or Ink()
    return Words(
        rect=Rect(x, y, w, block.height),
        lines=block.lines,
        size=block.kind.size,
        line=block.kind.line,
        colour=how.colour,
        on=how.on,
        align=how.align,
    )


def tile(x: float, y: float, side: float, icon: str, *, weight: str = "fill") -> list[Part]:
    """An icon on its tinted square; the strokes that say yes and no are never filled."""
    inside = side * 0.72
    at = (side - inside) / 2
    style = "bold" if icon in {"check", "x"} else weight
    return [
        Fill(rect=Rect(x, y, side, side), colour="tint", radius=2.5),
        Icon(rect=Rect(x + at, y + at, inside, inside), name=icon or "info", colour="tile_icon", weight=style),
    ]


@dataclass
class Stack:
    """Things one under the other, whose gaps give way before anything else does."""

    sheet: Sheet
    top: float
    bottom: float
    _rows: list[tuple[float, float, Callable[[float], None]]] = field(default_factory=list)

    def add(self, height: float, gap: float, draw: Callable[[float], None]) -> None:
        """One more thing, `gap` under the last one; `draw` is given its y."""
        if height > 0:
            self._rows.append((height, gap if self._rows else 0.0, draw))

    def words(self, block: Block, gap: float, x: float, w: float, ink: Ink | None = None) -> None:
        """A block of words."""
        self.add(block.height, gap, lambda y: self.sheet.add(put(block, x, y, w, ink)))

    def draw(self) -> float:
        """Write everything; gives the y under the last one."""
        heights = sum(height for height, _, _ in self._rows)
        gaps = sum(gap for _, gap, _ in self._rows)
        room = self.bottom - self.top - heights
        give = 1.0 if gaps <= room or gaps == 0 else max(room / gaps, 0.35)
        self.sheet.must(fit=heights + gaps * give <= self.bottom - self.top + 0.3)
        y = self.top
        for height, gap, draw in self._rows:
            y += gap * give
            draw(y)
            y += height
        return y


def key(rect: Rect, id_: str, name: str, *parts: Part, tone: Tone = Tone.PLAIN, main: bool = True) -> KeyShape:
    """A key with what stands on it."""
    return KeyShape(rect=rect, id=id_, name=name, tone=tone, parts=tuple(parts), is_main=main)


def toned(words: Words, tone: Tone) -> Words:
    """Words in the colours of the key they stand on."""
    return replace(words, colour=INK_OF[tone], on=FACE_OF[tone])


FACE_OF = {
    Tone.PLAIN: "face",
    Tone.NEXT: "act",
    Tone.SELECTED: "tint",
    Tone.OFF: "paper",
    Tone.NIGHT: "night",
}
INK_OF = {
    Tone.PLAIN: "ink",
    Tone.NEXT: "on_act",
    Tone.SELECTED: "ink",
    Tone.OFF: "unavailable",
    Tone.NIGHT: "night_ink",
}
