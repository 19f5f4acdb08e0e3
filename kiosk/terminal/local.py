"""What the person did on one screen before answering: page, ticks, letters typed. Gone with the screen. No widget."""

from dataclasses import dataclass, field
from enum import Enum

OWN = "~"
"""First letter of the ids of the terminal's own keys; the site's never start so."""


class Own(Enum):
    """The terminal's own page over the site's screen."""

    NONE = "none"
    SEE = "see"
    ALOUD = "aloud"
    NO_SOUND = "no-sound"
    VOICE = "voice"


class Spoken(Enum):
    """How an answer by voice goes on one screen."""

    NO = "no"  # nobody asked to speak
    SOON = "soon"  # the voice says when to begin
    NOW = "now"  # the microphone is open
    UNSURE = "unsure"  # heard, and not understood
    SILENCE = "silence"
    UNABLE = "unable"  # the microphone or its engine gave up


@dataclass(frozen=True, kw_only=True)
class Local:
    """The state of one screen that the site does not know yet."""

    page: int = 0
    picked: tuple[str, ...] = field(default=(), repr=False)
    typed: str = field(default="", repr=False)
    has_accents: bool = False
    is_bigger: bool = False
    own: Own = Own.NONE
    left_s: int = 0
    """Seconds left on an idle screen."""
    is_waiting: bool = False
    """An answer is on its way; touches wait."""
    is_speaking: bool = False
    is_aloud: bool = False
    """« À voix haute » was chosen on this screen: its personal words may be said to everybody."""
    spoken: Spoken = Spoken.NO
    focused: str = ""
    """The key being read aloud, or under the keypad's focus."""
