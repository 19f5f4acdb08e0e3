"""Prints what the site sends, once, and says what is known of it. Knows lines and a printer, no receipt's meaning."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from hardware.ports import (
    BlankLine,
    LineStyle,
    PagePrinter,
    Paper,
    PaperPart,
    PrinterStatus,
    PrintOutcome,
    ReceiptPrinter,
    RuleLine,
    SquareCode,
    TextLine,
)
from kiosk.protocol import Line, LineKind, Print, Printed, Printer, PrinterState
from kiosk.terminal.sheets import sheets

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


Task = Callable[[], None]
Work = Callable[[Task], None]
"""Runs something on another thread."""


@dataclass(frozen=True)
class Beside:
    """The A4 printer beside the kiosk. It is wiped by another worker than the one that waits for its sheets."""

    printer: PagePrinter
    work: Work
    wipe: Work


class Papers:
    """The printers, used from workers. `work` runs something on the receipt's, `home` something back on the glass."""

    def __init__(self, printer: ReceiptPrinter, work: Work, home: Work, beside: Beside | None = None) -> None:
        self._printer = printer
        self._work = work
        self._home = home
        self._beside = beside
        self._known: OrderedDict[str, PrintOutcome | None] = OrderedDict()
        self._visit = 0
        """Grows when a visit is forgotten: sheets asked for before that are not begun any more."""
        self.state = PrinterState.READY
        self.sheets = None if beside is None else PrinterState.UNREACHABLE
        """None where there is no such printer; unreachable until it was asked."""

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
        if job.on_sheets:
            self._print_sheets(job, told)
            return
        paper = paper_of(job.lines)
        self._work(lambda: self._try(job.job, lambda: self._printer.print(paper), told))

    def _print_sheets(self, job: Print, told: Callable[[Printed], None]) -> None:
        beside, visit = self._beside, self._visit
        if beside is None:
            self._tell(job.job, PrintOutcome.NOT_PRINTED, told)
            return

        def print_it() -> PrintOutcome:
            pages = sheets(job.lines, job.blocks)
            return beside.printer.print(pages) if visit == self._visit else PrintOutcome.NOT_PRINTED

        beside.work(lambda: self._try(job.job, print_it, told))

    def _try(self, job: str, print_it: Callable[[], PrintOutcome], told: Callable[[Printed], None]) -> None:
        try:
            outcome = print_it()
        except (ValueError, OSError):
            outcome = PrintOutcome.NOT_PRINTED
        self._home(lambda: self._tell(job, outcome, told))

    def _tell(self, job: str, outcome: PrintOutcome, told: Callable[[Printed], None]) -> None:
        self._known[job] = outcome
        told(Printed(job=job, outcome=outcome.value))

    @property
    def is_printing(self) -> bool:
        """Whether a paper is on its way."""
        return None in self._known.values()

    def forget(self) -> None:
        """The visit is over: take back the sheets that are not out yet, and wipe what the print server kept."""
        self._visit += 1
        if self._beside is not None:
            self._beside.wipe(self._beside.printer.forget)

    def look(self, changed: Callable[[Printer], None]) -> None:
        """Ask each printer how it is; `changed` is told of one that is not as it was."""
        self._work(lambda: self._see(self._printer.status(), changed, on_sheets=False))
        if self._beside is not None:
            printer = self._beside.printer
            self._beside.work(lambda: self._see(printer.status(), changed, on_sheets=True))

    def _see(self, status: PrinterStatus, changed: Callable[[Printer], None], *, on_sheets: bool) -> None:
        self._home(lambda: self._seen(state_of(status), changed, on_sheets=on_sheets))

    def _seen(self, state: PrinterState, changed: Callable[[Printer], None], *, on_sheets: bool) -> None:
        if state is (self.sheets if on_sheets else self.state):
            return
        if on_sheets:
            self.sheets = state
        else:
            self.state = state
        changed(Printer(state=state, on_sheets=on_sheets))


def state_of(status: PrinterStatus) -> PrinterState:
    """The printer's own word as the site's."""
    return PrinterState(status.value)
