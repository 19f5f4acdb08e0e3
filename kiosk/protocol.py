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
    "Certified",
    "Challenge",
    "EntryShape",
    "Fact",
    "Field",
    "Fixed",
    "Hello",
    "Key",
    "Lapse",
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
    "Restart",
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
    "greeting",
]

VERSION = 2
MAX_FRAME_BYTES = 8 * 1024 * 1024
"""A document with page pictures; anything larger closes the connection."""


# --- Site to terminal -----------------------------------------------------------------------------


class Challenge(Struct, frozen=True, kw_only=True, tag="challenge"):
    """The site's first word: what a terminal signs to prove that it holds its key now, and not once."""

    version: int
    nonce: str


class Settled(Struct, frozen=True, kw_only=True, tag="settled"):
    """The answer to `Hello`, and to the code of a new machine: who the terminal is, whom to call without the site."""

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


class Certified(Struct, frozen=True, kw_only=True, tag="certified"):
    """Who the site says the terminal is, for a day: shown again at the next call, for a site that can't look it up."""

    certificate: str
    """X.509, PEM."""


class Restart(Struct, frozen=True, kw_only=True, tag="restart"):
    """End, and let whatever supervises the terminal start it afresh. Said only while nobody is served."""


SiteMessage = Challenge | Settled | Show | Print | Wipe | Certified | Restart

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
    """The answer to `Challenge`: who calls. Proves where, never who."""

    version: int
    public_key: str
    """Ed25519, 32 bytes in base64: by it a terminal is known."""
    signature: str
    """Of `greeting`, with that key; 64 bytes in base64."""
    certificate: str = ""
    """The last that the site gave; empty since the terminal started."""
    up_s: float = 0.0
    """How long the program has run: an order to restart given since then is still to be done."""
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


class Lapse(Struct, frozen=True, kw_only=True, tag="lapse"):
    """In a demonstration: behave as if nobody had moved for so long. Elsewhere it tells nothing."""

    seconds: float


TerminalMessage = Hello | Printer | Card | Answer | Press | Printed | Active | Lapse

Said = TypeVar("Said")

_site: msgspec.json.Decoder[SiteMessage] = msgspec.json.Decoder(SiteMessage)
_terminal: msgspec.json.Decoder[TerminalMessage] = msgspec.json.Decoder(TerminalMessage)


def greeting(nonce: str) -> bytes:
    """What a terminal signs: for this protocol and its version only, and for one connection."""
    return f"relais-terminal|{VERSION}|{nonce}".encode()


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
