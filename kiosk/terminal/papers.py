"""Prints what the site sends, once, and says what is known of it. Knows lines and a printer, no receipt's meaning."""

from collections import OrderedDict
from collections.abc import Callable

from hardware.ports import (
    BlankLine,
    LineStyle,
    Paper,
    PaperPart,
    PrinterStatus,
    PrintOutcome,
    ReceiptPrinter,
    RuleLine,
    SquareCode,
    TextLine,
)
from kiosk.protocol import Line, LineKind, Print, Printed, PrinterState

REMEMBERED = 64
"""Jobs whose outcome is kept, so that one that comes twice is printed once."""


def paper_of(lines: tuple[Line, ...]) -> Paper:
    """The site's lines as the printer's."""
    return Paper(parts=tuple(_part(line) for line in lines))


def _part(line: Line) -> PaperPart:
    match line.kind:
        case LineKind.RULE:
            return RuleLine(dashed=True)
        case LineKind.SOLID_RULE:
            return RuleLine(dashed=False)
        case LineKind.BLANK:
            return BlankLine()
        case LineKind.SQUARE:
            return SquareCode(content=line.text)
        case _:
            return TextLine(text=line.text, style=LineStyle(line.kind.value))


class Papers:
    """The printer, used from one worker. `work` runs something there, `home` runs something back on the glass."""

    def __init__(
        self,
        printer: ReceiptPrinter,
        work: Callable[[Callable[[], None]], None],
        home: Callable[[Callable[[], None]], None],
    ) -> None:
        self._printer = printer
        self._work = work
        self._home = home
        self._known: OrderedDict[str, PrintOutcome | None] = OrderedDict()
        self.state = PrinterState.READY

    def print(self, job: Print, told: Callable[[Printed], None]) -> None:
        """Print, unless it was; then say what is known. A job under way answers once, when it ends."""
        if job.job in self._known:
            outcome = self._known[job.job]
            if outcome is not None:
                told(Printed(job=job.job, outcome=outcome.value))
            return
        self._known[job.job] = None
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        paper = paper_of(job.lines)

        def run() -> None:
            try:
                outcome = self._printer.print(paper)
            except (ValueError, OSError):
                outcome = PrintOutcome.NOT_PRINTED
            self._home(lambda: self._tell(job.job, outcome, told))

        self._work(run)

    def _tell(self, job: str, outcome: PrintOutcome, told: Callable[[Printed], None]) -> None:
        self._known[job] = outcome
        told(Printed(job=job, outcome=outcome.value))

    @property
    def is_printing(self) -> bool:
        """Whether a paper is on its way."""
        return None in self._known.values()

    def look(self, changed: Callable[[PrinterState], None]) -> None:
        """Ask the printer how it is; `changed` is called when it is not as it was."""

        def run() -> None:
            state = state_of(self._printer.status())
            self._home(lambda: self._seen(state, changed))

        self._work(run)

    def _seen(self, state: PrinterState, changed: Callable[[PrinterState], None]) -> None:
        if state is not self.state:
            self.state = state
            changed(state)


def state_of(status: PrinterStatus) -> PrinterState:
    """The printer's own word as the site's."""
    return PrinterState(status.value)
