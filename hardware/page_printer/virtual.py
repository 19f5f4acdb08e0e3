"""A page printer without a device, for the demo, the development dock and tests. Knows no IPP.

It keeps its pages in memory and, given a folder, as NN.png: no file name says whose a page is.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Condition

from hardware.page_printer.sheets import pdf_of
from hardware.ports import REFUSED_BEFORE, Page, PagePrinter, PrinterStatus, PrintOutcome


class VirtualPagePrinter(PagePrinter):
    """A printer whose state a program sets, that can stop in the middle of a job and wait there."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._status = PrinterStatus.READY
        self._stops_after: int | None = None
        self._stops_as = PrinterStatus.UNREACHABLE
        self._changed = Condition()
        self._is_waiting = False
        self._is_holding = False
        self.jobs: list[tuple[Page, ...]] = []
        """Every job that came out whole, the oldest first."""
        self.torn: list[tuple[Page, ...]] = []
        """The sheets that came out of jobs that were cut short."""

    def set_status(self, status: PrinterStatus) -> None:
        """Take the paper away, open the cover, unplug it, or make it ready again."""
        with self._changed:
            self._status = status

    def stop_after(self, sheets: int, status: PrinterStatus) -> None:
        """Be so once that many sheets of the next job are out."""
        with self._changed:
            self._stops_after, self._stops_as = sheets, status

    def hold(self) -> None:
        """Take the next job and print nothing of it, until it is taken back."""
        with self._changed:
            self._is_holding = True

    def status(self) -> PrinterStatus:
        """Say the state that was set."""
        with self._changed:
            return self._status

    def print(self, pages: Sequence[Page]) -> PrintOutcome:
        """Keep the pages, or say why not. Raises ValueError for what is no picture."""
        pdf_of(pages)
        with self._changed:
            refusal = REFUSED_BEFORE.get(self._status)
            if refusal is not None:
                return refusal
            if self._is_holding:
                return self._wait_to_be_forgotten()
            if self._stops_after is not None:
                return self._stop(pages, self._stops_after)
            self.jobs.append(tuple(pages))
            self._keep(pages)
            return PrintOutcome.PRINTED

    def forget(self) -> None:
        """Let go of the job that is held."""
        with self._changed:
            self._is_holding = False
            self._changed.notify_all()

    @property
    def is_holding(self) -> bool:
        """Whether a job waits inside."""
        with self._changed:
            return self._is_waiting

    def _wait_to_be_forgotten(self) -> PrintOutcome:
        self._is_waiting = True
        self._changed.wait_for(lambda: not self._is_holding)
        self._is_waiting = False
        return PrintOutcome.NOT_PRINTED

    def _stop(self, pages: Sequence[Page], sheets: int) -> PrintOutcome:
        self._stops_after, self._status = None, self._stops_as
        if sheets:
            self.torn.append(tuple(pages[:sheets]))
        return PrintOutcome.UNKNOWN

    def _keep(self, pages: Sequence[Page]) -> None:
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        printed = sum(len(job) for job in self.jobs) - len(pages)
        for at, page in enumerate(pages, printed + 1):
            (self._folder / f"{at:02}.png").write_bytes(page.png)
