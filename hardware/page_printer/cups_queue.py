"""An A4 printer behind a CUPS queue, asked and used over IPP. Knows pages and deadlines, no patient.

The queue is asked how its jobs are, the printer itself how it is: an idle queue knows no more of its printer than
when it last printed. Nothing of a job stays in the spool, however it ended, and no job carries a title or a name.
"""

from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Lock
from time import monotonic

import cups

from hardware.page_printer.ipp import NoAnswerError, Question, RefusedError, Value, ask
from hardware.page_printer.printer_states import status_of
from hardware.page_printer.sheets import pdf_of
from hardware.ports import REFUSED_BEFORE, Page, PagePrinter, PrinterStatus, PrintOutcome

_ANSWER_SECONDS = 2.0
_SEND_SECONDS = 20.0
_WARM_UP_SECONDS = 60.0
_SHEET_SECONDS = 6.0
_LONGEST_SECONDS = 240.0
_LOOK_SECONDS = 0.5
_WIPE_SECONDS = 5.0
_PRINTING = {PrinterStatus.READY, PrinterStatus.PAPER_LOW}
_NOT_BEGUN = {cups.IPP_JOB_PENDING, cups.IPP_JOB_HELD}
_OVER = {cups.IPP_JOB_COMPLETED, cups.IPP_JOB_CANCELED, cups.IPP_JOB_ABORTED}
_HOW: dict[str, Value] = {
    "copies": 1,
    "sides": "one-sided",
    "media": "iso_a4_210x297mm",
    "print-scaling": "fit",
    "job-sheets": "none",
}

_OURS = Question(
    operation=cups.IPP_OP_GET_JOBS, about={"my-jobs": True, "which-jobs": "all"}, wanted=("job-id", "job-state")
)


class CupsPagePrinter(PagePrinter):
    """One queue of a print server, this machine's unless another is named, in front of a printer that speaks IPP."""

    def __init__(
        self, queue: str, host: str = "127.0.0.1", port: int = 631, *, warm_up_s: float = _WARM_UP_SECONDS
    ) -> None:
        self._warm_up_s = warm_up_s
        self._uri = f"ipp://{host}:{port}/printers/{queue}"
        self._turn = Lock()
        self._is_forgotten = Event()

    def status(self) -> PrinterStatus:
        """Ask the queue, then the printer; answers within 4 s, UNREACHABLE otherwise."""
        about = ("device-uri", "printer-is-accepting-jobs", "printer-state", "printer-state-reasons")
        try:
            (queue,) = ask(self._uri, _about_printer(*about), _ANSWER_SECONDS)
            (printer,) = ask(str(queue["device-uri"][0]), _about_printer(*about[2:]), _ANSWER_SECONDS)
            is_open = queue["printer-is-accepting-jobs"][0] and queue["printer-state"][0] != cups.IPP_PRINTER_STOPPED
            status = status_of(int(printer["printer-state"][0]), printer["printer-state-reasons"])
        except (NoAnswerError, RefusedError, KeyError, ValueError):
            return PrinterStatus.UNREACHABLE
        return status if is_open or status not in _PRINTING else PrinterStatus.FAULTY

    def print(self, pages: Sequence[Page]) -> PrintOutcome:
        """Ask, print, wait, ask again, wipe. Raises ValueError for what is no picture, before anything is sent."""
        with self._turn:
            self._is_forgotten.clear()
            document = pdf_of(pages)
            refused = REFUSED_BEFORE.get(self.status())
            if refused is not None:
                return refused
            if self._is_forgotten.is_set():
                return PrintOutcome.NOT_PRINTED
            try:
                return self._print(document, min(self._warm_up_s + _SHEET_SECONDS * len(pages), _LONGEST_SECONDS))
            finally:
                self._wipe()

    def forget(self) -> None:
        """Take back and wipe, from any thread; what a crash left behind goes too."""
        self._is_forgotten.set()
        self._wipe()

    def _print(self, document: bytes, within_s: float) -> PrintOutcome:
        about: dict[str, Value] = {"job-name": "relais", "document-format": "application/pdf"}
        sent = Question(operation=cups.IPP_OP_PRINT_JOB, about=about, job=_HOW, wanted=("job-id",), document=document)
        try:
            (job,) = ask(self._uri, sent, _SEND_SECONDS)
        except RefusedError:
            return PrintOutcome.NOT_PRINTED
        except (NoAnswerError, ValueError):
            return PrintOutcome.UNKNOWN
        try:
            return self._outcome(int(job["job-id"][0]), monotonic() + within_s)
        except (NoAnswerError, RefusedError, KeyError, ValueError):
            # Mute, or the job was wiped from under us.
            return PrintOutcome.UNKNOWN

    def _outcome(self, job: int, end: float) -> PrintOutcome:
        state = self._state_at_the_end(job, end)
        if state == cups.IPP_JOB_COMPLETED:
            # The last sheet may well empty the tray.
            is_sure = self.status() in {*_PRINTING, PrinterStatus.NO_PAPER}
            return PrintOutcome.PRINTED if is_sure else PrintOutcome.UNKNOWN
        return PrintOutcome.NOT_PRINTED if state in _NOT_BEGUN else PrintOutcome.UNKNOWN

    def _state_at_the_end(self, job: int, end: float) -> int:
        """Follow a job until it is over, is taken back, or stands before a printer that needs a hand."""
        question = Question(operation=cups.IPP_OP_GET_JOB_ATTRIBUTES, about={"job-id": job}, wanted=("job-state",))
        while True:
            (told,) = ask(self._uri, question, _ANSWER_SECONDS)
            state = int(told["job-state"][0])
            if state in _OVER or monotonic() > end or self._is_forgotten.wait(_LOOK_SECONDS):
                return state
            if state not in _NOT_BEGUN and self.status() not in _PRINTING:
                return state

    def _wipe(self) -> None:
        """Cancel and purge each job of ours; returns once the spool knows none, or does not answer."""
        end = monotonic() + _WIPE_SECONDS
        pause = Event()
        try:
            while (jobs := ask(self._uri, _OURS, _ANSWER_SECONDS)) and monotonic() < end:
                for job in jobs:
                    self._purge(int(job["job-id"][0]))
                pause.wait(_LOOK_SECONDS / 5)
        except (NoAnswerError, RefusedError):
            return

    def _purge(self, job: int) -> None:
        about: dict[str, Value] = {"job-id": job, "purge-job": True}
        with suppress(RefusedError):  # it went away by itself meanwhile
            ask(self._uri, Question(operation=cups.IPP_OP_CANCEL_JOB, about=about), _ANSWER_SECONDS)


def _about_printer(*wanted: str) -> Question:
    return Question(operation=cups.IPP_OP_GET_PRINTER_ATTRIBUTES, wanted=wanted)
