"""What a touched key does on a screen: a new local state, an answer to send, or an order to the terminal. Pure."""

from dataclasses import dataclass, field, replace
from enum import Enum

from kiosk.protocol import Answer, EntryShape, Field, Fixed, Press, Screen, ScreenKind, TerminalMessage
from kiosk.terminal.dates import typed_date
from kiosk.terminal.layout.entering import groups, is_complete
from kiosk.terminal.local import OWN, Local, Own
from kiosk.terminal.theme import Look, times


class Order(Enum):
    """What only the terminal can do."""

    LISTEN = "~listen"
    REPEAT = "~repeat"
    SLOWER = "~slower"
    FASTER = "~faster"
    QUIETER = "~quieter"
    LOUDER = "~louder"
    ALOUD = "~aloud-yes"
    SILENT = "~aloud-no"
    RETRY = "~retry"
    SPEAK = "~speak"


ORDERS = {order.value: order for order in Order}
_PRESSES = {"~back": Fixed.BACK, "~help": Fixed.HELP, "~ask": Fixed.HELP, "~end": Fixed.END}
_TURNS = {"~newer": -1, "~older": 1, "~before": -1, "~after": 1, "~more": 1}
_LOOKS = {
    "~see-normal": {"is_large": False},
    "~see-large": {"is_large": True},
    "~see-light": {"is_dark": False},
    "~see-dark": {"is_dark": True},
    "~see-everywhere": {"is_low": False},
    "~see-low": {"is_low": True},
    "~see-all": {"is_calm": False},
    "~see-few": {"is_calm": True},
}


@dataclass(frozen=True, kw_only=True)
class Touched:
    """What comes of a touch."""

    local: Local
    look: Look
    send: TerminalMessage | None = field(default=None, repr=False)
    order: Order | None = None


def touched(screen: Screen, local: Local, look: Look, id_: str, pages: int = 1) -> Touched:
    """Answer one touch. A key that the screen does not have changes nothing."""
    if local.own is not Own.NONE and id_ in {"~back", "~see-done", "~voice-done"}:
        return Touched(local=replace(local, own=Own.NONE), look=look)
    if id_ in _PRESSES or id_ in ORDERS:
        press = Press(screen=screen.id, key=_PRESSES[id_]) if id_ in _PRESSES else None
        return Touched(local=local, look=look, send=press, order=ORDERS.get(id_))
    if id_ in _LOOKS or id_ in {"~see", "~low"}:
        return _seen(local, look, id_)
    if id_ in _TURNS:
        return Touched(local=replace(local, page=_turned(local.page + _TURNS[id_], id_, pages)), look=look)
    return _inside(screen, local, look, id_)


def _seen(local: Local, look: Look, id_: str) -> Touched:
    if id_ in _LOOKS:
        return Touched(local=replace(local, page=0), look=replace(look, **_LOOKS[id_]))
    if id_ == "~low":
        return Touched(local=local, look=replace(look, is_low=not look.is_low))
    own = Own.NONE if local.own is Own.SEE else Own.SEE
    return Touched(local=replace(local, own=own), look=look)


def _turned(page: int, id_: str, pages: int) -> int:
    return page % pages if id_ == "~more" else max(0, min(page, pages - 1))


def _inside(screen: Screen, local: Local, look: Look, id_: str) -> Touched:
    """The middle of the screen: typing, ticking, answering."""
    match id_:
        case "~accept":
            return _accepted(screen, local, look)
        case "~picked":
            return _picked(screen, local, look)
        case _ if not id_.startswith(OWN):
            return _answered(screen, local, look, id_)
        case _:
            return Touched(local=_typing(screen, local, id_), look=look)


def _typing(screen: Screen, local: Local, id_: str) -> Local:
    match id_:
        case "~erase":
            return replace(local, typed=local.typed[:-1])
        case "~accents":
            return replace(local, has_accents=not local.has_accents)
        case "~bigger":
            return replace(local, is_bigger=not local.is_bigger, page=0)
        case _ if id_.startswith("~type-"):
            return replace(local, typed=_typed(screen.field, local.typed, id_.removeprefix("~type-")))
        case _:
            return local


def _typed(entry: Field | None, typed: str, letter: str) -> str:
    if entry is None:
        return typed
    longest = entry.length if entry.shape in {EntryShape.TEXT, EntryShape.SECRET} else sum(groups(entry))
    return (typed + letter)[:longest]


def _accepted(screen: Screen, local: Local, look: Look) -> Touched:
    entry = screen.field
    if entry is None or not is_complete(entry, local.typed):
        return Touched(local=local, look=look)
    day = typed_date(local.typed) if entry.shape is EntryShape.DATE else None
    said = day.isoformat() if day else local.typed
    return Touched(local=replace(local, typed=""), look=look, send=Answer(screen=screen.id, typed=said))


def _picked(screen: Screen, local: Local, look: Look) -> Touched:
    return Touched(local=local, look=look, send=Answer(screen=screen.id, keys=_in_order(screen, local.picked)))


def _in_order(screen: Screen, picked: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(entry.id for entry in screen.keys if entry.id in picked and not entry.is_next)


def _answered(screen: Screen, local: Local, look: Look, id_: str) -> Touched:
    found = next((entry for entry in screen.keys if entry.id == id_), None)
    if found is None:
        return Touched(local=local, look=look)
    if screen.kind is ScreenKind.PICK:
        if found.is_next:
            return _picked(screen, local, look)
        without = tuple(one for one in local.picked if one != id_)
        return Touched(local=replace(local, picked=without if id_ in local.picked else (*without, id_)), look=look)
    return Touched(local=local, look=look, send=Answer(screen=screen.id, keys=(id_,)))


class TouchFilter:
    """Ignores what a trembling hand adds: a second touch too soon, and any touch on a screen just shown."""

    def __init__(self) -> None:
        self._last: tuple[str, float] = ("", float("-inf"))
        self._shown_at = float("-inf")

    def shown(self, now: float) -> None:
        """Another screen stands there."""
        self._shown_at = now

    def lets_through(self, id_: str, now: float) -> bool:
        """Whether this touch counts. Two different letters of one pad may follow each other at once."""
        last, at = self._last
        is_typing = id_.startswith("~type-") and last.startswith("~type-") and id_ != last
        too_soon = now - at < times().ignore_second_touch and not is_typing
        too_new = now - self._shown_at < times().ignore_after_new_screen
        if too_soon or too_new:
            return False
        self._last = (id_, now)
        return True

    def ready_in(self, now: float) -> float:
        """Seconds until any touch counts, for a script that must not be faster than a person."""
        since_touch = self._last[1] + times().ignore_second_touch - now
        since_shown = self._shown_at + times().ignore_after_new_screen - now
        return max(since_touch, since_shown, 0.0)
