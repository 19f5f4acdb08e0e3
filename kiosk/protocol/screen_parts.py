"""What a screen and a paper are made of: the words that site and terminal share. Knows no message and no layout."""

from enum import Enum

import msgspec


class ScreenKind(Enum):
    """How a screen is laid out (look/look.md, « Step kinds »)."""

    TELL = "tell"
    CHOOSE = "choose"  # a menu or a decision
    LIST = "list"  # the person's own things, paged by the terminal
    PICK = "pick"
    ENTER = "enter"
    READ = "read"  # paged by the terminal
    RECAP = "recap"  # « Relisez » : a statement, change or go on
    CONFIRM = "confirm"  # twin keys
    CARD = "card"
    SIGN = "sign"
    WAIT = "wait"
    PAPER = "paper"
    DONE = "done"
    MISHAP = "mishap"
    APOLOGY = "apology"
    IDLE = "idle"
    HELP = "help"


class Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A message or a part of one: frozen, every field named, unknown fields refused. Never printed: no repr."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Key(Struct, frozen=True, kw_only=True):
    """Something to touch in the middle of the screen."""

    id: str
    label: str
    hint: str = ""
    """A second line, smaller."""
    icon: str = ""
    """A name of the icon set, or empty."""
    badge: str = ""
    """« Nouveau »; flat, never touchable."""
    is_next: bool = False
    """The dark key: « la suite », never « oui » to a grave act. At most one a screen."""
    voice: str = ""
    """What the voice says of this key; the label when empty."""
    words: tuple[str, ...] = ()
    """What may be said instead of touching it, where a terminal hears; never on a code, a date or a grave answer."""


class Fact(Struct, frozen=True, kw_only=True):
    """A tile and a sentence: one of the few facts of a screen. `**bold**` marks the words that differ."""

    icon: str
    text: str


class NoteTone(Enum):
    """What a note says: calm explanation, something to know before, something missing, something sure."""

    CALM = "calm"
    BEFORE = "before"
    MISSING = "missing"
    SURE = "sure"


class Note(Struct, frozen=True, kw_only=True):
    """One flat panel with an edge; at most one a screen."""

    text: str
    tone: NoteTone = NoteTone.CALM
    icon: str = ""


class EntryShape(Enum):
    """What is typed on the pad."""

    DIGITS = "digits"
    SECRET = "secret"  # noqa: S105 - a shape, not a secret
    DATE = "date"
    TEXT = "text"


class Field(Struct, frozen=True, kw_only=True):
    """Cells to fill."""

    shape: EntryShape
    length: int
    hint: str = ""
    """« 6 chiffres »."""
    care: str = ""
    """« Cachez vos doigts avec l'autre main. »"""


class BlockKind(Enum):
    """A part of a document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    PICTURE = "picture"


class Block(Struct, frozen=True, kw_only=True):
    """One part of a document to read. Only the fields of its kind are filled."""

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    png: bytes = b""
    voice: str = ""
    """What the voice says of it: units, dates and numbers in words; a table row by row."""


class Progress(Struct, frozen=True, kw_only=True):
    """« étape 2 sur 4 »."""

    step: int
    steps: int


class Band(Struct, frozen=True, kw_only=True):
    """The top of the screen: where I am on the left, who I am on the right."""

    title: str
    detail: str = ""
    progress: Progress | None = None
    person: str = ""
    """Family and first name; empty before proof."""
    person_detail: str = ""
    """« née le 12 mars 1942 à Aubigny »."""


class Bar(Struct, frozen=True, kw_only=True):
    """The five fixed keys. A key that cannot be used keeps its place and its word."""

    may_go_back: bool
    may_end: bool = True


class Machine(Enum):
    """The white panel on the right: look at the real thing."""

    NONE = "none"
    CARD_WANTED = "card-wanted"
    CARD_UNREADABLE = "card-unreadable"
    CARD_READING = "card-reading"
    CARD_TAKE = "card-take"
    PAPER = "paper"


class Screen(Struct, frozen=True, kw_only=True):
    """Everything a terminal needs to draw one step, say it aloud, and send back an answer."""

    id: int
    """Grows by one each time; an answer names the screen it answers."""
    kind: ScreenKind
    band: Band
    bar: Bar
    title: str
    lead: str = ""
    """A sentence or two under the title; lines are kept."""
    facts: tuple[Fact, ...] = ()
    statement: str = ""
    """What is about to be kept, in title size; `**bold**` for the words chosen."""
    statement_by: str = ""
    note: Note | None = None
    keys: tuple[Key, ...] = ()
    field: Field | None = None
    subtitle: str = ""
    """Of a document: date and author."""
    blocks: tuple[Block, ...] = ()
    machine: Machine = Machine.NONE
    machine_label: str = ""
    voice: str = ""
    """What « Écouter » says before the keys."""
    voice_is_private: bool = False
    """Said in the headset, or aloud after an explicit choice (words.md 1.3)."""
    countdown_s: int = 0
    """Of an idle screen."""


class LineKind(Enum):
    """How a line of paper looks; the same names as the printer's."""

    BRAND = "brand"
    TITLE = "title"
    TEXT = "text"
    STRONG = "strong"
    NUMBER = "number"
    CENTRED = "centred"
    RULE = "rule"
    SOLID_RULE = "solid-rule"
    BLANK = "blank"
    SQUARE = "square"


class Line(Struct, frozen=True, kw_only=True):
    """One line of paper."""

    kind: LineKind
    text: str = ""
