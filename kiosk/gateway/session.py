"""What a terminal says, turned into what happens to its visit: cards, keys, paper. No socket, no thread, no clock."""

from typing import assert_never

from core.domain.receipts import PaperOutcome
from core.journeys.steps import ShownStep, UnknownAnswerError
from kiosk.gateway.answers import value_of
from kiosk.gateway.delays import next_due
from kiosk.gateway.orders import Orders, obey
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.sitting import Sitting, log
from kiosk.gateway.slot import take_card
from kiosk.gateway.stay import Call, Stay
from kiosk.present import Page, PageKey, page_key
from kiosk.protocol import Active, Answer, Card, Fixed, Lapse, Press, Printed, Printer

VisitMessage = Card | Answer | Press | Printed | Printer | Active | Lapse


class Session:
    """Serves the people who come to one terminal.

    Every event says when it happened, in seconds that only grow. After each one the caller sends
    `sitting.showing.take_messages()` and runs `sitting.take_calls()` in threads, giving results back to `returned`.
    """

    def __init__(self, sitting: Sitting, settings: GatewaySettings) -> None:
        self.sitting = sitting
        self._showing = sitting.showing
        self._settings = settings

    def begin(self, now: float) -> None:
        """Show the welcome."""
        self.sitting.now = now
        self.sitting.begin()

    def returned(self, call: Call, result: ShownStep | Exception | None, now: float) -> None:
        """Take what a call came to."""
        self.sitting.now = now
        self.sitting.returned(call, result)

    def fail(self, error: Exception, now: float) -> None:
        """Apologise for a fault of ours, wherever it was."""
        self.sitting.now = now
        self.sitting.fail(error)

    def lose(self, now: float) -> None:
        """The terminal is gone; what must still be done is in `take_calls`."""
        self.sitting.now = now
        self.sitting.leave("lost", None)

    def deadline(self) -> float | None:
        """When `tick` must be called at the latest."""
        due = next_due(self.sitting, self._settings)
        return due.at if due else None

    def tick(self, now: float) -> None:
        """Let time do what it does."""
        self.sitting.now = now
        due = next_due(self.sitting, self._settings)
        if due is not None and due.at <= now:
            due.happen()

    def obey(self, orders: Orders, now: float) -> None:
        """Take what the people of the Relais want of this terminal."""
        self.sitting.now = now
        obey(self.sitting, orders)

    def take(self, message: VisitMessage, now: float) -> None:
        """Take what the terminal says."""
        self.sitting.now = now
        match message:
            case Card():
                take_card(self.sitting, message)
            case Answer():
                self._take_answer(message)
            case Press():
                self._take_press(message)
            case Printed():
                self._take_printed(message)
            case Printer():
                self._take_printer(message)
            case Active():
                self._take_activity()
            case Lapse(seconds=seconds):
                self._take_lapse(seconds)
            case _:
                assert_never(message)

    def _take_answer(self, answer: Answer) -> None:
        stay = self.sitting.stay
        if not self._showing.is_present(answer.screen):
            self._refuse("stale")
        elif self._showing.page is not None:
            self._take_page_key(self._showing.page, answer.keys)
        elif stay is not None and stay.running is None and stay.step is not None:
            try:
                value = value_of(stay.step, answer)
            except UnknownAnswerError:
                self._refuse("unknown")
                return
            self.sitting.answer(stay, value)

    def _take_page_key(self, page: Page, keys: tuple[str, ...]) -> None:
        key = page_key(page, keys)
        stay = self.sitting.stay
        self.sitting.active_at = self.sitting.now
        match key:
            case None:
                self._refuse("unknown")
            case PageKey.HOW:
                self._showing.over(Page.HELP_HOW, stay)
            case PageKey.PERSON:
                self._showing.over(Page.HELP_PERSON, stay)
            case PageKey.STOP | PageKey.END:
                self.sitting.leave("end", Page.FAREWELL)
            case PageKey.RETURN | PageKey.CONTINUE:
                self._return_to_step(stay)
            case PageKey.RETRY:
                self.sitting.begin()
            case _:
                assert_never(key)

    def _take_press(self, press: Press) -> None:
        stay = self.sitting.stay
        if not self._showing.is_present(press.screen):
            self._refuse("stale")
        elif press.key is Fixed.END:
            self._end(stay)
        elif stay is None or stay.running is not None or stay.paper_job:
            self._refuse("not-now")
        elif press.key is Fixed.HELP:
            stay.has_begun = True
            self.sitting.active_at = self.sitting.now
            self._showing.over(Page.HELP, stay)
        elif self._showing.page is not None:
            self._back_from_page(self._showing.page, stay)
        else:
            self.sitting.go_back(stay)

    def _end(self, stay: Stay | None) -> None:
        if stay is None:
            self.sitting.begin()
        elif stay.has_begun:
            self.sitting.leave("end", Page.FAREWELL)
        else:
            self._refuse("not-now")

    def _back_from_page(self, page: Page, stay: Stay) -> None:
        self.sitting.active_at = self.sitting.now
        if page in (Page.HELP_HOW, Page.HELP_PERSON):
            self._showing.over(Page.HELP, stay)
        else:
            self._return_to_step(stay)

    def _return_to_step(self, stay: Stay | None) -> None:
        if stay is not None:
            self._showing.step(stay)

    def _take_printed(self, printed: Printed) -> None:
        stay = self.sitting.stay
        if stay is not None and stay.running is None and stay.paper_job == printed.job and printed.job:
            self.sitting.answer_paper(stay, _outcome(printed.outcome))

    def _take_printer(self, printer: Printer) -> None:
        if printer.on_sheets:
            self._showing.sheets = printer.state
            return
        self._showing.printer = printer.state
        stay = self.sitting.stay
        if stay is not None and stay.waits_for_card and self._showing.page is None:
            self._showing.step(stay)

    def _take_activity(self) -> None:
        # « Are you there » is spoken: speech would answer it in the person's stead.
        if self._showing.page is not Page.IDLE:
            self.sitting.active_at = self.sitting.now

    def _take_lapse(self, seconds: float) -> None:
        """Only whoever shows the kiosk may hurry its clock; a person's never."""
        if self._settings.is_demonstration:
            self.sitting.active_at -= seconds

    def _refuse(self, reason: str) -> None:
        """Ignore what was sent, and show again what is present."""
        step = self.sitting.stay.step if self.sitting.stay else None
        log.info("ignored", reason=reason, step=step.key if step else "")
        self._showing.again()


def _outcome(value: str) -> PaperOutcome:
    """A terminal cannot say that there is no paper here; what it says in other words is not known."""
    try:
        outcome = PaperOutcome(value)
    except ValueError:
        return PaperOutcome.UNKNOWN
    return PaperOutcome.UNKNOWN if outcome is PaperOutcome.NOT_HERE else outcome
