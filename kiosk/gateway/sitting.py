"""Who is at a terminal now, and the few things that can happen to their visit. Reads no message, counts no delay."""

import secrets
import traceback
from collections.abc import Callable
from pathlib import Path

import structlog

from core.domain.receipts import PaperOutcome
from core.journeys.steps import CardTrouble, Done, GivePaper, PresentCard, PresentedCard, ShownStep
from core.journeys.visit import Visit
from kiosk.gateway.showing import Showing
from kiosk.gateway.stay import Call, Stay
from kiosk.present import Page
from kiosk.protocol import Restart

log = structlog.get_logger("kiosk")


class Sitting:
    """One terminal's visits, one after the other. Calls wait in `take_calls` for somebody to run them in threads."""

    def __init__(self, showing: Showing, make_visit: Callable[[], Visit]) -> None:
        self.showing = showing
        self.stay: Stay | None = None
        """The visit of now; None when a goodbye or an apology is shown."""
        self.card: PresentedCard | CardTrouble | None = None
        """What the slot tells a visit that has not asked yet."""
        self.is_reader_missing = False
        self.is_restart_wanted = False
        """The people of the Relais want the terminal to start afresh, once nobody is served."""
        self.now = 0.0
        self.active_at = 0.0
        """When somebody last did something."""
        self._make_visit = make_visit
        self._calls: list[Call] = []

    def begin(self) -> None:
        """Welcome the next person: a new visit, from its first question."""
        self.active_at = self.now
        self.restart_if_wanted()
        if self.is_reader_missing:
            self.card = CardTrouble.NO_READER
        self.showing.page = None
        stay = Stay(visit=self._make_visit())
        self.stay = stay
        self._call(stay, stay.visit.start)

    def restart_if_wanted(self) -> None:
        """Have the terminal start afresh, once; a card in the slot is somebody's."""
        if self.is_restart_wanted and not self.showing.has_card:
            self.is_restart_wanted = False
            self.showing.send(Restart())

    def answer(self, stay: Stay, value: object) -> None:
        """Have an answer worked on."""
        self.active_at = self.now
        stay.has_begun = True
        self._call(stay, lambda: stay.visit.answer(value))

    def go_back(self, stay: Stay) -> None:
        """Ask the question before, when there is one."""
        self.active_at = self.now
        stay.is_going_back = True
        self._call(stay, stay.visit.back)

    def give_card(self, stay: Stay) -> None:
        """Answer with what the slot tells. A missing reader is no sign of a person."""
        card, self.card = self.card, None
        had_begun = stay.has_begun
        self.answer(stay, card)
        stay.has_begun = had_begun or card is not CardTrouble.NO_READER

    def answer_paper(self, stay: Stay, outcome: PaperOutcome) -> None:
        """Tell the visit what is known of its paper."""
        stay.paper_job = ""
        self.answer(stay, outcome)

    def returned(self, call: Call, result: ShownStep | Exception | None) -> None:
        """Take what a call came to. Nobody sees the outcome of a visit that was left meanwhile."""
        stay = call.stay
        stay.running = None
        if stay is not self.stay:
            if isinstance(result, Exception):
                log.info("left-visit-stopped", type=type(result).__name__)
            self._close(stay)
        elif isinstance(result, Exception):
            self.fail(result)
        else:
            stay.step = result
            self.active_at = self.now
            self._go_on(stay, result)

    def leave(self, reason: str, page: Page | None) -> None:
        """End the visit: wiped at once, nothing pending kept; `page` is what is shown instead, if anything."""
        stay, self.stay = self.stay, None
        self.active_at = self.now
        self.showing.wipe()
        if page is not None:
            self.showing.over(page, None)
        if stay is not None:
            log.info("visit-ended", reason=reason)
            self._close(stay)

    def fail(self, error: Exception) -> None:
        """Apologise. Only the kind and the place of the fault are logged: its message may hold anything."""
        log.error("visit-failed", type=type(error).__name__, at=_place_of(error))
        self.leave("failed", Page.APOLOGY)

    def take_calls(self) -> list[Call]:
        """What must be run in threads now."""
        calls, self._calls = self._calls, []
        return calls

    def _go_on(self, stay: Stay, step: ShownStep | None) -> None:
        was_going_back, stay.is_going_back = stay.is_going_back, False
        if isinstance(step, PresentCard) and was_going_back and self.showing.has_card:
            # The card was read already: asking for it again, while it is in, would lead nowhere.
            self.leave("back", Page.FAREWELL)
        elif isinstance(step, Done):
            self.stay = None
            self.showing.goodbye(step)
            log.info("visit-ended", reason="done")
            self._close(stay)
        elif isinstance(step, PresentCard) and self.card is not None:
            self.give_card(stay)
        else:
            self.showing.step(stay)
            if isinstance(step, GivePaper):
                self._print(stay, step)

    def _print(self, stay: Stay, step: GivePaper) -> None:
        stay.paper_job = secrets.token_hex(8)
        stay.paper_since = self.now
        self.showing.paper(step, stay.paper_job)

    def _call(self, stay: Stay, run: Callable[[], ShownStep | None]) -> None:
        self._calls.append(stay.call(run, self.now))

    def _close(self, stay: Stay) -> None:
        last = stay.last_call()
        if last is not None:
            self._calls.append(last)


def _place_of(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{Path(frame[0].filename).stem}:{frame[0].lineno}" if frame else ""
