"""A receipt printer on the network that speaks ESC/POS, through python-escpos. Knows bytes and deadlines, no patient.

Sending is not printing: the printer is asked before, told to answer once it has worked, and asked again after.
"""

from time import monotonic
from typing import Any

from escpos.exceptions import Error as EscposError
from escpos.printer import Network
from PIL import Image

from hardware.ports import REFUSED_BEFORE, Paper, PrinterStatus, PrintOutcome, ReceiptPrinter
from hardware.receipt_printer.drawing import draw
from hardware.receipt_printer.printer_states import (
    ASK_WHEN_DONE,
    CLEAR_BUFFERS,
    QUESTIONS,
    says_done,
    status_byte,
    status_of,
)

_ANSWER_SECONDS = 2.0
_PRINT_SECONDS = 15.0
_LOOK_AGAIN_SECONDS = 1.0
# Small printers hold little more than a strip of this many rows.
_STRIP_ROWS = 128
# 80 mm paper, 576 dots, ESC/POS: python-escpos needs the width of one such model.
_MODEL = "TM-T20II"
_PRINTING = {PrinterStatus.READY, PrinterStatus.PAPER_LOW}
_LINE_TROUBLE = (OSError, EscposError)


class EscposReceiptPrinter(ReceiptPrinter):
    """One printer at an address; it is connected to for each question and each paper, and never in between."""

    def __init__(self, host: str, port: int = 9100) -> None:
        self._host = host
        self._port = port

    def status(self) -> PrinterStatus:
        """Ask now; answers within 2 s, UNREACHABLE otherwise."""
        line = _Line(self._host, self._port)
        try:
            line.open()
            return line.status()
        except _LINE_TROUBLE:
            return PrinterStatus.UNREACHABLE
        finally:
            line.close()

    def print(self, paper: Paper) -> PrintOutcome:
        """Ask, print, ask again. Raises ValueError for a paper that cannot be drawn, before anything is sent."""
        picture = draw(paper)
        return _print_over(_Line(self._host, self._port), picture)


class _Line:
    """One connection: a question must be answered before its deadline, and what is left behind is cleared."""

    def __init__(self, host: str, port: int) -> None:
        self._deadline = monotonic() + _ANSWER_SECONDS
        self._is_done = False
        self._printer: Any = Network(host, port, timeout=_ANSWER_SECONDS, profile=_MODEL)

    def open(self) -> None:
        self._printer.open()

    def close(self) -> None:
        self._printer.close()

    def status(self) -> PrinterStatus:
        answers: list[int] = []
        for question in QUESTIONS:
            self._wait_at_most(self._deadline - monotonic())
            answer = self._printer.query_status(question)
            self._is_done = self._is_done or says_done(answer)
            byte = status_byte(answer)
            if byte is None:
                return PrinterStatus.UNREACHABLE
            answers.append(byte)
        printer, off_line, error, paper = answers
        return status_of(printer, off_line, error, paper)

    def print(self, picture: Image.Image) -> PrintOutcome:
        """Send the picture; from its first byte on, anything but a clear yes is UNKNOWN."""
        try:
            self._wait_at_most(_ANSWER_SECONDS)
            self._printer.hw("INIT")
            for top in range(0, picture.height, _STRIP_ROWS):
                bottom = min(top + _STRIP_ROWS, picture.height)
                self._printer.image(picture.crop((0, top, picture.width, bottom)), fragment_height=_STRIP_ROWS)
            self._printer.cut()
            return self._what_came_out()
        except _LINE_TROUBLE:
            return PrintOutcome.UNKNOWN

    def _what_came_out(self) -> PrintOutcome:
        self._wait_until_done()
        if self._is_done and self._status_again() in _PRINTING:
            return PrintOutcome.PRINTED
        self._printer.device.sendall(CLEAR_BUFFERS)
        return PrintOutcome.UNKNOWN

    def _wait_until_done(self) -> None:
        """Wait for the answer that comes after the last row; a printer that has stopped is not waited for."""
        self._is_done = False
        self._printer.device.sendall(ASK_WHEN_DONE)
        end = monotonic() + _PRINT_SECONDS
        while not self._is_done and monotonic() < end:
            self._wait_at_most(_LOOK_AGAIN_SECONDS)
            try:
                answer = self._printer.query_status(b"")
            except TimeoutError:
                if self._status_again() not in _PRINTING:
                    return
                continue
            if not answer:
                return
            self._is_done = says_done(answer)

    def _status_again(self) -> PrinterStatus:
        self._deadline = monotonic() + _ANSWER_SECONDS
        return self.status()

    def _wait_at_most(self, seconds: float) -> None:
        self._printer.device.settimeout(max(seconds, 0.01))


def _print_over(line: _Line, picture: Image.Image) -> PrintOutcome:
    """Before the first byte of the picture, nothing came out; from then on, see `_Line.print`."""
    try:
        line.open()
        before = line.status()
    except _LINE_TROUBLE:
        line.close()
        return PrintOutcome.NOT_PRINTED
    try:
        return REFUSED_BEFORE.get(before) or line.print(picture)
    finally:
        line.close()
