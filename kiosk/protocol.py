"""What site and terminal say to each other over the WebSocket `/kiosk/terminal`: JSON text, one message a frame.

Imported by both sides; imports neither. A terminal draws a `Screen` it does not understand.
"""

from enum import Enum
from typing import Any, TypeVar

import msgspec

from kiosk.screen_parts import (
    Band,
    Bar,
    Block,
    BlockKind,
    EntryShape,
    Fact,
    Field,
    Key,
    Line,
    LineKind,
    Machine,
    Note,
    NoteTone,
    Progress,
    Screen,
    ScreenKind,
    Struct,
)

__all__ = [
    "MAX_FRAME_BYTES",
    "VERSION",
    "Active",
    "Answer",
    "Band",
    "Bar",
    "Block",
    "BlockKind",
    "Card",
    "CardHolder",
    "CardState",
    "EntryShape",
    "Fact",
    "Field",
    "Fixed",
    "Hello",
    "Key",
    "Line",
    "LineKind",
    "Machine",
    "Note",
    "NoteTone",
    "Press",
    "Print",
    "Printed",
    "Printer",
    "PrinterState",
    "Progress",
    "Screen",
    "ScreenKind",
    "Settled",
    "Show",
    "SiteMessage",
    "Struct",
    "TerminalMessage",
    "Wipe",
    "decode_site",
    "decode_terminal",
    "encode",
]

VERSION = 1
MAX_FRAME_BYTES = 8 * 1024 * 1024
"""A document with page pictures; anything larger closes the connection."""


# --- Site to terminal -----------------------------------------------------------------------------


class Settled(Struct, frozen=True, kw_only=True, tag="settled"):
    """The first answer to `Hello`: what the terminal shows when the site cannot be reached, and who it is."""

    version: int
    place: str
    help_number: str
    is_demonstration: bool
    labels: dict[str, str]
    """The words of the fixed keys and of the terminal's own pages, by text key."""


class Show(Struct, frozen=True, kw_only=True, tag="show"):
    """Draw this now; it replaces what was there."""

    screen: Screen


class Print(Struct, frozen=True, kw_only=True, tag="print"):
    """Print this and say what is known of it. A job that comes twice is printed once."""

    job: str
    lines: tuple[Line, ...]
    on_sheets: bool = False
    """On A4, beside the kiosk."""
    blocks: tuple[Block, ...] = ()
    """A document that follows the lines, as it was read; on sheets only."""


class Wipe(Struct, frozen=True, kw_only=True, tag="wipe"):
    """Forget everything of the visit, silence the voice, put settings back, then show what follows."""


SiteMessage = Settled | Show | Print | Wipe

# --- Terminal to site -----------------------------------------------------------------------------


class PrinterState(Enum):
    """The printer, as shown before the person starts."""

    READY = "ready"
    PAPER_LOW = "paper-low"
    NO_PAPER = "no-paper"
    COVER_OPEN = "cover-open"
    FAULTY = "faulty"
    UNREACHABLE = "unreachable"


class Hello(Struct, frozen=True, kw_only=True, tag="hello"):
    """The first message: who calls."""

    version: int
    device: str
    token: str
    """The device's own secret; proves where, never who."""
    printer: PrinterState
    sheets: PrinterState | None = None
    """The A4 printer beside the kiosk; None where there is none."""


class Printer(Struct, frozen=True, kw_only=True, tag="printer"):
    """The state of a printer changed."""

    state: PrinterState
    on_sheets: bool = False
    """It is the A4 printer's."""


class CardHolder(Struct, frozen=True, kw_only=True):
    """One holder written on the card."""

    nir: str
    birth_date: str
    """ISO 8601 date."""


class CardState(Enum):
    """What the reader saw."""

    READ = "read"
    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    NO_READER = "no-reader"
    GONE = "gone"


class Card(Struct, frozen=True, kw_only=True, tag="card"):
    """The slot changed."""

    state: CardState
    holders: tuple[CardHolder, ...] = ()


class Answer(Struct, frozen=True, kw_only=True, tag="answer"):
    """An answer to a screen: one key, several keys, or what was typed."""

    screen: int
    keys: tuple[str, ...] = ()
    typed: str = ""
    """Digits, a text, or an ISO 8601 date."""


class Fixed(Enum):
    """The fixed keys that the site decides on; the others are the terminal's own."""

    BACK = "back"
    HELP = "help"
    END = "end"


class Press(Struct, frozen=True, kw_only=True, tag="press"):
    """A fixed key."""

    screen: int
    key: Fixed


class Printed(Struct, frozen=True, kw_only=True, tag="printed"):
    """What is known of a paper."""

    job: str
    outcome: str
    """A value of `core.domain.receipts.PaperOutcome`, but never « not-here »."""


class Active(Struct, frozen=True, kw_only=True, tag="active"):
    """The person touched, or the terminal speaks or prints: the idle clock starts again."""


TerminalMessage = Hello | Printer | Card | Answer | Press | Printed | Active

Said = TypeVar("Said")

_site: msgspec.json.Decoder[SiteMessage] = msgspec.json.Decoder(SiteMessage)
_terminal: msgspec.json.Decoder[TerminalMessage] = msgspec.json.Decoder(TerminalMessage)


def encode(message: Any) -> str:
    """Write a message as one text frame."""
    return msgspec.json.encode(message).decode()


def decode_site(frame: str | bytes) -> SiteMessage:
    """Read what the site says; `msgspec.DecodeError`, in words that quote nothing, when it is not a message."""
    return _decoded(_site, frame)


def decode_terminal(frame: str | bytes) -> TerminalMessage:
    """Read what a terminal says; the same error."""
    return _decoded(_terminal, frame)


def _decoded(decoder: msgspec.json.Decoder[Said], frame: str | bytes) -> Said:
    try:
        return decoder.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        # What stands before the tag is looked through, however deep; and the library's words quote the frame.
        raise msgspec.DecodeError("not a message") from None
