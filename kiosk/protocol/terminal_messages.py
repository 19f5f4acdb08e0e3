"""What a terminal says to its site: who calls, what was touched, what its devices saw."""

from enum import Enum

from kiosk.protocol.screen_parts import Struct


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
