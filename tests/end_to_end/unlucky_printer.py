"""A network printer for bad days, behind real ESC/POS: it can be slow, die in the middle of a paper, be replaced."""

from threading import Event

from hardware.ports import Paper, PrinterStatus, PrintOutcome, ReceiptPrinter
from hardware.receipt_printer.escpos import EscposReceiptPrinter
from hardware.receipt_printer.network_virtual import NetworkVirtualPrinter

LONGEST_S = 30


class UnluckyPrinter(ReceiptPrinter):
    """The real adapter, in front of a device that a script plays."""

    def __init__(self) -> None:
        self.is_printing = Event()
        self._may_print = Event()
        self._may_print.set()
        self.replace()

    def replace(self) -> None:
        """Plug a new device in."""
        self.device = NetworkVirtualPrinter()
        self._printer = EscposReceiptPrinter("127.0.0.1", self.device.port)

    def hold(self) -> None:
        """Take a long time over the next paper."""
        self.is_printing.clear()
        self._may_print.clear()

    def release(self) -> None:
        """Print at last."""
        self._may_print.set()

    def status(self) -> PrinterStatus:
        return self._printer.status()

    def print(self, paper: Paper) -> PrintOutcome:
        self.is_printing.set()
        self._may_print.wait(LONGEST_S)
        return self._printer.print(paper)
