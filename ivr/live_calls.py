"""Calls under way and how people leave, for operators: steps, counts and times. Never content, a number or a digit."""

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.call_steps import StepCount, Tally
from core.domain.identifiers import VisitId
from core.journeys.steps import GivePaper, ShownStep

ID_LETTERS = 8
"""Of a visit's id: enough to tell calls under way apart, and to find one in the journal."""
FRENCH = "fr"


@dataclass(kw_only=True)
class LiveCall:
    """One call, as an operator may see it."""

    call_id: str
    line: str
    """Which line was called, as the site names it."""
    since: datetime
    language: str = FRENCH
    step: str = ""
    """Message id of the question."""
    strikes: int = 0
    silences: int = 0
    asks_for_human: bool = False
    """A side conversation about a person goes on."""
    _at: "weakref.ref[ShownStep] | None" = field(default=None, repr=False)
    """The question itself is the visit's: it may hold a document."""
    _tally: dict[str, StepCount] = field(default_factory=dict, repr=False)

    @property
    def tally(self) -> Tally:
        """What this call adds to its day."""
        return dict(self._tally)

    def meets(self, step: ShownStep, *, asks_for_human: bool) -> None:
        """A question is asked, or asked again: only a new one counts as reached."""
        self.asks_for_human = asks_for_human
        is_same = self._at is not None and self._at() is step
        if is_same or isinstance(step, GivePaper):
            return
        self._at, self.step = weakref.ref(step), step.key
        self._count(reached=1)

    def stumbles(self, *, is_silence: bool) -> None:
        """A strike, or a silence."""
        if is_silence:
            self.silences += 1
        else:
            self.strikes += 1
            self._count(strikes=1)

    def wants_human(self) -> None:
        """Asked, or led there by three strikes."""
        self._count(wanted_human=1)

    def is_left(self, *, in_silence: bool) -> None:
        """By hanging up, or because nobody was there any more."""
        if in_silence:
            self._count(fell_silent=1)
        else:
            self._count(hung_up=1)

    def _count(self, **more: int) -> None:
        if self.step:
            known = self._tally.get(self.step, StepCount())
            self._tally[self.step] = replace(known, **{name: getattr(known, name) + more[name] for name in more})


class LiveCalls:
    """The calls of this site; in memory only. Threads may look while calls go on."""

    def __init__(self) -> None:
        self._calls: dict[int, LiveCall] = {}
        self._turn = threading.Lock()

    @contextmanager
    def shown(self, call: LiveCall) -> Iterator[None]:
        """Have operators see a call as long as it lasts."""
        with self._turn:
            self._calls[id(call)] = call
        try:
            yield
        finally:
            with self._turn:
                del self._calls[id(call)]

    def all(self) -> tuple[LiveCall, ...]:
        """As they stand now, oldest first."""
        with self._turn:
            return tuple(sorted((replace(call) for call in self._calls.values()), key=lambda call: call.since))


def short_id(visit_id: VisitId) -> str:
    """A call as operators name it."""
    return visit_id[:ID_LETTERS]
