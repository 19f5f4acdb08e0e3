"""The one page of a machine that nobody has put in its place yet. Knows no visit."""

from msgspec.structs import replace

from core.domain.devices import CODE_DIGITS
from core.journeys.steps import Enter, EntryKind
from core.texts.words import Words
from kiosk.present.screens import screen_for
from kiosk.present.view import VisitView
from kiosk.protocol import Bar, Screen

INSTALLATION_CODE = Enter(key="new-machine", kind=EntryKind.DIGITS, length=CODE_DIGITS)
"""What is asked of whoever installs it."""
_WRONG = Enter(key="new-machine-wrong", kind=EntryKind.DIGITS, length=CODE_DIGITS)


def new_machine_screen(words: Words, number: int, *, is_again: bool) -> Screen:
    """Ask for the one-time code; `is_again` after a wrong one. There is nowhere to go back to, and nothing to end."""
    step = _WRONG if is_again else INSTALLATION_CODE
    screen = screen_for(step, words, VisitView(screen_id=number, place="", has_begun=True))
    return replace(screen, bar=Bar(may_go_back=False, may_end=False))
