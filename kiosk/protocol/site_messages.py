"""What a site says to a terminal. Knows nothing of who stands there but what is to be drawn."""

from kiosk.protocol.screen_parts import Block, Line, Screen, Struct


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
