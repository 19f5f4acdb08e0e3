"""One visit at one terminal, and what is asked of it one thing at a time. Knows no screen and no socket."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.domain.receipts import PaperOutcome
from core.journeys.steps import PresentCard, ShownStep
from core.journeys.visit import Visit


@dataclass(eq=False)
class Call:
    """Work for a thread: visits block on the store and on hashing. Its result comes back to the session."""

    stay: "Stay"
    run: Callable[[], ShownStep | None] = field(repr=False)


@dataclass(eq=False)
class Stay:
    """A visit while it lasts at this terminal. At most one call of it runs at any time."""

    visit: Visit = field(repr=False)
    step: ShownStep | None = field(default=None, repr=False)
    """The question that waits; None before the first."""
    running: Call | None = None
    running_since: float = 0.0
    is_going_back: bool = False
    """« Retour » was touched, and the question before is being found."""
    has_begun: bool = False
    """Somebody has done something: an idle terminal at its welcome screen has not begun."""
    paper_job: str = ""
    """The paper being printed for the step that waits."""
    paper_since: float = 0.0
    is_closed: bool = False

    @property
    def waits_for_card(self) -> bool:
        """Whether a card in the slot is an answer."""
        return self.running is None and isinstance(self.step, PresentCard)

    def call(self, run: Callable[[], ShownStep | None], now: float) -> Call:
        """Have the visit do something; its question is answered and waits no more."""
        self.running = Call(self, run)
        self.running_since = now
        self.paper_job = ""
        return self.running

    def last_call(self) -> Call | None:
        """What remains to do once nobody stands there: None when it was done, or when a thread must come back first.

        Nothing new is begun. A paper that was asked for is recorded as unknown: nobody will say what came of it.
        """
        if self.running is not None:
            self.visit.stop()
            return None
        if self.is_closed:
            return None
        self.is_closed = True
        self.running = Call(self, self._leave_paper_unknown if self.paper_job else self._end)
        return self.running

    def _leave_paper_unknown(self) -> None:
        try:
            self.visit.answer(PaperOutcome.UNKNOWN)
        finally:
            self.visit.end()

    def _end(self) -> None:
        self.visit.end()
