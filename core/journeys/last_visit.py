"""What is told of the visit before this one: facts, never steps; nothing is resumed (words.md 2.10, 2.14)."""

from enum import Enum

from core.acts.begin_visit import BeginVisit, Recalled
from core.domain.receipts import Receipt
from core.journeys.proof import hand_over
from core.journeys.questions import Journey, choose, do, tell
from core.texts.written import paris_day


class AfterStop(Enum):
    """To somebody who preferred to stop the last time."""

    PERSON = "person"
    CONTINUE = "continue"


class AfterCut(Enum):
    """To somebody whose choice was kept before the line went."""

    HEAR = "hear"
    CONTINUE = "continue"


def begin_visit(*, is_discreet: bool) -> Journey[str]:
    """Say when the last visit was, or that the last call was cut and what of it is kept.

    The number of the receipt that the person wants to hear, or nothing. When somebody else hears, no day is told, and
    « je préfère m'arrêter » waits for a visit where nobody does.
    """
    recalled = yield from do(BeginVisit(may_tell=not is_discreet))
    last = recalled.last
    if last is None:
        return ""
    if last.was_stopped and not is_discreet:
        if (yield from choose("visit-stopped", tuple(AfterStop))) is AfterStop.PERSON:
            yield from hand_over()
    elif last.is_cut_call:
        return (yield from _tell_cut(recalled))
    elif not is_discreet:
        yield from tell("visit-last", day=paris_day(last.began_at), channel=last.channel)
    return ""


def _tell_cut(recalled: Recalled) -> Journey[str]:
    choice = recalled.choice
    if choice is None:
        yield from tell("visit-cut")
        return ""
    answer = yield from choose(_kept(choice, recalled), tuple(AfterCut), day=paris_day(choice.at), at=choice.at)
    return choice.number if answer is AfterCut.HEAR else ""


def _kept(choice: Receipt, recalled: Recalled) -> str:
    """A choice of another day is told with its day."""
    return "visit-cut-kept" if paris_day(choice.at) == paris_day(recalled.at) else "visit-cut-kept-before"
