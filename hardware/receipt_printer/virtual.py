"""A receipt printer without a device, for the demo, the development dock and tests. Knows no ESC/POS.

It keeps its papers in memory and, given a folder, as NN.png and NN.txt: no file name says whose a paper is.
"""

from pathlib import Path
from threading import Lock

from PIL import Image

from hardware.ports import REFUSED_BEFORE, Paper, PrinterStatus, PrintOutcome, ReceiptPrinter
from hardware.receipt_printer.drawing import draw, words


class VirtualReceiptPrinter(ReceiptPrinter):
    """A printer whose state a program sets, and that can die in the middle of a paper."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._status = PrinterStatus.READY
        self._dies_at: int | None = None
        self._lock = Lock()
        self.papers: list[Paper] = []
        """Every paper that came out whole, the oldest first."""
        self.torn: list[Image.Image] = []
        """What came out of papers that were cut short."""

    def set_status(self, status: PrinterStatus) -> None:
        """Take the paper away, open the cover, unplug it, or make it ready again."""
        with self._lock:
            self._status = status

    def die_at_byte(self, byte: int) -> None:
        """Be unplugged once `byte` bytes of the next picture have come in; 0 is before any."""
        with self._lock:
            self._dies_at = byte

    def status(self) -> PrinterStatus:
        """Say the state that was set."""
        with self._lock:
            return self._status

    def print(self, paper: Paper) -> PrintOutcome:
        """Keep the paper, or say why not. Raises ValueError for a paper that cannot be drawn."""
        picture = draw(paper)
        with self._lock:
            refusal = REFUSED_BEFORE.get(self._status)
            if refusal is not None:
                return refusal
            if self._dies_at is not None:
                return self._die(picture, self._dies_at)
            self.papers.append(paper)
            self._keep(paper, picture)
            return PrintOutcome.PRINTED

    def _die(self, picture: Image.Image, byte: int) -> PrintOutcome:
        self._dies_at = None
        self._status = PrinterStatus.UNREACHABLE
        if byte <= 0:
            return PrintOutcome.NOT_PRINTED
        rows = min(byte // (picture.width // 8), picture.height)
        self.torn.append(picture.crop((0, 0, picture.width, rows)))
        return PrintOutcome.UNKNOWN

    def _keep(self, paper: Paper, picture: Image.Image) -> None:
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{len(self.papers):02}"
        picture.save(self._folder / f"{name}.png")
        (self._folder / f"{name}.txt").write_text(words(paper), encoding="utf-8")
