"""What the terminal draws now, and what is on its way to it. Decides nothing about a visit."""

from core.journeys.steps import Done, GivePaper
from core.texts.words import Words
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.stay import Stay
from kiosk.present import Page, VisitView, blocks_for, page_screen, paper_lines, screen_for
from kiosk.protocol import Print, PrinterState, Screen, Show, SiteMessage, Wipe


class Showing:
    """The screen of one terminal: a step, or a page over it. Each screen has its own number."""

    def __init__(
        self,
        words: Words,
        place: str,
        settings: GatewaySettings,
        printer: PrinterState,
        sheets: PrinterState | None = None,
    ) -> None:
        self.page: Page | None = None
        """What stands over the step, or instead of one."""
        self.has_card = False
        self.printer = printer
        self.notice = ""
        """What the people of the Relais want to be read on the welcome."""
        self.sheets = sheets
        """The A4 printer beside the kiosk; None where there is none."""
        self._words = words
        self._place = place
        self._settings = settings
        self._screen: Screen | None = None
        self._number = 0
        self._outbox: list[SiteMessage] = []

    def step(self, stay: Stay) -> None:
        """Show the question that waits; a paper is sent to the printer the first time."""
        if stay.step is None:
            return
        self.page = None
        self._show(screen_for(stay.step, self._words, self._view(stay)))

    def paper(self, step: GivePaper, job: str) -> None:
        """Have a paper printed."""
        lines = paper_lines(step, self._words, self._place, is_demonstration=self._settings.is_demonstration)
        blocks = blocks_for(step.reading.blocks, self._words) if step.reading else ()
        self._outbox.append(Print(job=job, lines=lines, on_sheets=step.on_sheets, blocks=blocks))

    def over(self, page: Page, stay: Stay | None) -> None:
        """Show a page of the gateway's own."""
        self.page = page
        step = stay.step if stay else None
        self._show(page_screen(page, step, self._words, self._view(stay), int(self._settings.idle_warning_s)))

    def goodbye(self, step: Done) -> None:
        """Wipe, then say the journey's own goodbye: nothing of the person is on it."""
        self.wipe()
        self.page = Page.FAREWELL
        self._show(screen_for(step, self._words, self._view(None)))

    def send(self, message: SiteMessage) -> None:
        """Have something said that is no screen."""
        self._outbox.append(message)

    def again(self) -> None:
        """Send the present screen once more, to a terminal that answered another one."""
        if self._screen is not None:
            self._outbox.append(Show(screen=self._screen))

    def wipe(self) -> None:
        """Have the terminal forget, now."""
        self._screen = None
        self.page = None
        self._outbox.append(Wipe())

    def is_present(self, number: int) -> bool:
        """Whether this number is the one of the screen that the person sees."""
        return self._screen is not None and self._screen.id == number

    def has_sheets(self) -> bool:
        """Whether A4 sheets come out here now."""
        return self.sheets in (PrinterState.READY, PrinterState.PAPER_LOW)

    def take_messages(self) -> list[SiteMessage]:
        """What must be sent now, in order."""
        messages, self._outbox = self._outbox, []
        return messages

    def _show(self, screen: Screen) -> None:
        self._screen = screen
        self._outbox.append(Show(screen=screen))

    def _view(self, stay: Stay | None) -> VisitView:
        self._number += 1
        is_free = stay is not None and stay.running is None
        return VisitView(
            screen_id=self._number,
            place=self._place,
            may_go_back=is_free and stay is not None and stay.visit.may_go_back,
            has_begun=stay is not None and stay.has_begun,
            has_card=self.has_card,
            printer=self.printer,
            notice=self.notice,
            patient=stay.visit.patient if is_free and stay is not None else None,
        )
