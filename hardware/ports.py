"""What a terminal may ask of its devices, as protocols with closed statuses. Outcomes are values, never exceptions.

Holds no driver. Every adapter, the virtual ones included, inherits its protocol and passes its contract suite.
The recogniser's port is in a file of its own, `hardware.recogniser.port`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol

# --- Card reader ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CardHolder:
    """One person written on a card. Readable by anybody who holds the card: it proves nothing (R30)."""

    nir: str = field(repr=False)
    """15 characters, key included; several holders may share a number (R89a)."""
    family_name: str = field(repr=False)
    first_name: str = field(repr=False)
    birth_date: date = field(repr=False)


class CardStatus(Enum):
    """What the reader knows; the terminal tells the person, in these words and no others."""

    ABSENT = "absent"  # the slot is empty
    READ = "read"  # the holders are known
    UNREADABLE = "unreadable"  # upside down, worn, mute: ask to turn it over and try again
    FOREIGN = "foreign"  # a card, but not a Vitale card: say so
    NO_READER = "no-reader"  # the device itself is missing: offer the telephone


@dataclass(frozen=True, kw_only=True)
class CardReading:
    """One thing seen in the slot. `holders` is empty unless `status` is READ."""

    status: CardStatus
    holders: tuple[CardHolder, ...] = field(default=(), repr=False)


class CardReader(Protocol):
    """Watches one slot and tells each change once: card in (READ, UNREADABLE or FOREIGN), then ABSENT.

    `watch` calls back from a thread of the adapter; the caller hands over to its own loop. A card pulled
    during a reading gives ABSENT, never an exception. A card that does not answer within the adapter's own
    deadline gives UNREADABLE.
    """

    def watch(self, on_change: Callable[[CardReading], None]) -> None:
        """Start telling changes. The present state is told first."""

    def close(self) -> None:
        """Stop; no call comes after this returns."""


# --- Receipt printer ------------------------------------------------------------------------------


class LineStyle(Enum):
    """How a line of paper looks (look/tokens.toml, paper)."""

    BRAND = "brand"  # first line, beside the mark; the place stands under it: after a line break, or as the next TEXT
    TITLE = "title"
    TEXT = "text"
    STRONG = "strong"
    NUMBER = "number"  # a number to type or to say again
    CENTRED = "centred"


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """Words on paper; wrapped by the drawing, never cut. A line break starts a new line of the same paragraph."""

    text: str = field(repr=False)
    style: LineStyle = LineStyle.TEXT
    strong: str = field(default="", repr=False)
    """A passage of `text` that stands out in bold; nothing when it is not in `text`."""


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """A line across the paper; dashed between parts, solid around them."""

    dashed: bool = True


@dataclass(frozen=True, kw_only=True)
class BlankLine:
    """Room to write by hand, in millimetres, with a line under it."""

    height_mm: float = 9.0


@dataclass(frozen=True, kw_only=True)
class SquareCode:
    """A QR code. ASCII only; a reader of it learns no name, no number and no health word."""

    content: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class CodeGrid:
    """One-time codes in numbered boxes, two a row, to be crossed out by hand (look/12b)."""

    codes: tuple[str, ...] = field(repr=False)


PaperPart = TextLine | RuleLine | BlankLine | SquareCode | CodeGrid


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper, top to bottom, as it is handed to one person."""

    parts: tuple[PaperPart, ...] = field(repr=False)


class PrinterStatus(Enum):
    """What the printer says of itself when asked; told to the person before she starts."""

    READY = "ready"
    PAPER_LOW = "paper-low"  # prints, and somebody should be told
    NO_PAPER = "no-paper"
    COVER_OPEN = "cover-open"
    FAULTY = "faulty"  # cutter or another fault that a hand must mend
    UNREACHABLE = "unreachable"  # unplugged, mute, or an answer that is not a printer's


class PrintOutcome(Enum):
    """What is known about the paper after a print; the caller tells the person, in these words and no others."""

    PRINTED = "printed"  # asked before and after: on line, paper present
    NO_PAPER = "no-paper"  # nothing came out; say so, offer to listen, never queue
    NOT_PRINTED = "not-printed"  # cover, fault or unreachable before the first byte; nothing came out
    UNKNOWN = "unknown"  # cut half-way: « nous ne savons pas si le reçu est sorti »


REFUSED_BEFORE = {
    PrinterStatus.NO_PAPER: PrintOutcome.NO_PAPER,
    PrinterStatus.COVER_OPEN: PrintOutcome.NOT_PRINTED,
    PrinterStatus.FAULTY: PrintOutcome.NOT_PRINTED,
    PrinterStatus.UNREACHABLE: PrintOutcome.NOT_PRINTED,
}
"""What comes of asking a printer that cannot print: nothing is sent to it."""


class ReceiptPrinter(Protocol):
    """Prints one paper at a time and says what is known of it. Blocks: call it from a worker."""

    def status(self) -> PrinterStatus:
        """Ask now; answers within 2 s, UNREACHABLE otherwise."""

    def print(self, paper: Paper) -> PrintOutcome:
        """Ask, print, ask again. Nothing is ever left in a buffer for the next person."""


# --- Page printer ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Page:
    """One side of one A4 sheet, as a picture: as large as the sheet allows, upright, nothing cut and nothing added."""

    png: bytes = field(repr=False)


class PagePrinter(Protocol):
    """Prints A4 pages beside the kiosk, one side and one copy of each. Blocks: call it from a worker."""

    def status(self) -> PrinterStatus:
        """Ask now; answers within 4 s, UNREACHABLE otherwise."""

    def print(self, pages: Sequence[Page]) -> PrintOutcome:
        """Ask, print, wait until the last sheet is out, ask again. Raises ValueError for what is no picture.

        Pages that don't come out in time are taken back from wherever they wait: then UNKNOWN, or NOT_PRINTED when
        none was begun.
        """

    def forget(self) -> None:
        """Take back what is being printed or waits, now, and wipe it; from any thread, at the end of a visit."""


# --- Speech ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Sound:
    """Spoken words: signed 16-bit mono samples, little endian."""

    samples: bytes = field(repr=False)
    rate: int
    """Samples a second."""

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / 2 / self.rate


class Synthesizer(Protocol):
    """Turns French words into sound, in memory, off line. Safe to call from several threads."""

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """Speak `text`; `speed` 1.0 is about 125 words a minute, 0.8 slower. Empty text gives silence."""


class SpeechStatus(Enum):
    """Whether the terminal can be heard."""

    READY = "ready"
    NO_SOUND = "no-sound"  # no card, no loudspeaker: the screen says « son indisponible »


class Speaker(Protocol):
    """Says words aloud to the person in front of the terminal; one thing at a time."""

    def status(self) -> SpeechStatus:
        """Ask now."""

    def say(self, text: str, *, speed: float = 1.0, volume: float = 1.0) -> None:
        """Start speaking and return at once; what was being said stops first (EN 301 549, 5.1.3.5)."""

    def stop(self) -> None:
        """Be silent now."""

    def is_speaking(self) -> bool:
        """Whether something is still being said; speaking counts as activity for the idle clock."""


# --- Keypad and headset ---------------------------------------------------------------------------


class KeypadKey(Enum):
    """The four keys of a tactile keypad; two switches give the first and the third (EN 301 549, 5.1 and 8.4)."""

    NEXT = "next"
    PREVIOUS = "previous"
    SELECT = "select"
    HELP = "help"


class KeypadStatus(Enum):
    """Whether keys can come."""

    READY = "ready"
    NO_KEYPAD = "no-keypad"  # unplugged, or never there: the glass still works


@dataclass(frozen=True, kw_only=True)
class KeyMove:
    """A key went down or came up. A key that is held is told once, however long (EN 301 549, 5.7)."""

    key: KeypadKey = field(repr=False)
    is_down: bool


class Keypad(Protocol):
    """Tells each key down and each key up, once, in order, from a thread of the adapter.

    A keypad that is pulled out lets its held keys go first. Plugged in again, it works without a restart.
    """

    def status(self) -> KeypadStatus:
        """Ask now."""

    def watch(self, on_move: Callable[[KeyMove], None]) -> None:
        """Start telling."""

    def close(self) -> None:
        """Stop; no call comes after this returns."""


class HeadsetStatus(Enum):
    """Who can hear what is said (EN 301 549, 5.1.3.8 and 5.1.3.9)."""

    PLUGGED = "plugged"  # the person alone
    UNPLUGGED = "unplugged"  # everybody around
    UNKNOWN = "unknown"  # the jack does not say: as if everybody


class Headset(Protocol):
    """Watches the jack and tells each change once, from a thread of the adapter."""

    def watch(self, on_change: Callable[[HeadsetStatus], None]) -> None:
        """Start telling changes. The present state is told first."""

    def close(self) -> None:
        """Stop; no call comes after this returns."""
