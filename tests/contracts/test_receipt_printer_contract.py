"""What every receipt printer keeps to, virtual or ESC/POS over TCP."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops

from hardware.ports import Paper, PrinterStatus, PrintOutcome, ReceiptPrinter, SquareCode
from hardware.receipt_printer.drawing import draw
from hardware.receipt_printer.escpos import EscposReceiptPrinter
from hardware.receipt_printer.network_virtual import NetworkVirtualPrinter
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from tests.hardware.papers import CODES, RECEIPT, SHORT


class Bench(ABC):
    """A printer, and the hand that unplugs it."""

    printer: ReceiptPrinter

    @abstractmethod
    def set_status(self, status: PrinterStatus) -> None: ...
    @abstractmethod
    def die_at_byte(self, byte: int) -> None: ...
    @abstractmethod
    def papers(self) -> list[Image.Image]: ...
    @abstractmethod
    def close(self) -> None: ...


class VirtualBench(Bench):
    def __init__(self) -> None:
        self.printer = self._virtual = VirtualReceiptPrinter()

    def set_status(self, status: PrinterStatus) -> None:
        self._virtual.set_status(status)

    def die_at_byte(self, byte: int) -> None:
        self._virtual.die_at_byte(byte)

    def papers(self) -> list[Image.Image]:
        return [draw(paper) for paper in self._virtual.papers]

    def close(self) -> None:
        return


class EscposBench(Bench):
    def __init__(self) -> None:
        self._server = NetworkVirtualPrinter()
        self.printer = EscposReceiptPrinter("127.0.0.1", self._server.port)

    def set_status(self, status: PrinterStatus) -> None:
        self._server.set_status(status)

    def die_at_byte(self, byte: int) -> None:
        self._server.die_at_byte(byte)

    def papers(self) -> list[Image.Image]:
        assert self._server.unknown == []
        return self._server.papers

    def close(self) -> None:
        self._server.close()


@pytest.fixture(params=[VirtualBench, EscposBench], ids=["virtual", "escpos"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made: Bench = request.param()
    yield made
    made.close()


@pytest.mark.parametrize("status", PrinterStatus)
def test_the_status_is_what_the_printer_is(bench: Bench, status: PrinterStatus) -> None:
    """Each state is told apart before the person starts."""
    bench.set_status(status)
    assert bench.printer.status() is status


@pytest.mark.parametrize("paper", [RECEIPT, CODES, SHORT], ids=["receipt", "codes", "short"])
def test_a_printed_paper_is_the_drawn_one_to_the_dot(bench: Bench, paper: Paper) -> None:
    """PRINTED means that exactly this came out."""
    assert bench.printer.print(paper) is PrintOutcome.PRINTED
    (printed,) = bench.papers()
    assert printed.size == draw(paper).size
    assert ImageChops.logical_xor(printed, draw(paper)).getbbox() is None


def test_papers_do_not_run_into_each_other(bench: Bench) -> None:
    """One person's paper holds nothing of another's."""
    assert [bench.printer.print(paper) for paper in (SHORT, RECEIPT, SHORT)] == [PrintOutcome.PRINTED] * 3
    assert [paper.height for paper in bench.papers()] == [draw(paper).height for paper in (SHORT, RECEIPT, SHORT)]


def test_low_paper_still_prints(bench: Bench) -> None:
    """Near the end of the roll somebody is told, and the person gets the paper."""
    bench.set_status(PrinterStatus.PAPER_LOW)
    assert bench.printer.print(SHORT) is PrintOutcome.PRINTED


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (PrinterStatus.NO_PAPER, PrintOutcome.NO_PAPER),
        (PrinterStatus.COVER_OPEN, PrintOutcome.NOT_PRINTED),
        (PrinterStatus.FAULTY, PrintOutcome.NOT_PRINTED),
        (PrinterStatus.UNREACHABLE, PrintOutcome.NOT_PRINTED),
    ],
)
def test_a_printer_that_cannot_print_gets_nothing(bench: Bench, status: PrinterStatus, outcome: PrintOutcome) -> None:
    """The reason is told, nothing comes out, and nothing is kept for later."""
    bench.set_status(status)
    assert bench.printer.print(RECEIPT) is outcome
    assert bench.papers() == []


def test_nothing_comes_out_later_once_paper_is_back(bench: Bench) -> None:
    """The next person never finds the paper of the one before."""
    bench.set_status(PrinterStatus.NO_PAPER)
    bench.printer.print(RECEIPT)
    bench.set_status(PrinterStatus.READY)
    assert bench.printer.print(SHORT) is PrintOutcome.PRINTED
    assert [paper.height for paper in bench.papers()] == [draw(SHORT).height]


@pytest.mark.parametrize("byte", [1, 15, 40, 100, 5_000, 60_000, 110_000])
def test_a_printer_that_dies_is_never_said_to_have_printed(bench: Bench, byte: int) -> None:
    """Dead at any byte: unknown, or not printed and then truly nothing came out."""
    bench.die_at_byte(byte)
    outcome = bench.printer.print(RECEIPT)
    assert outcome in {PrintOutcome.UNKNOWN, PrintOutcome.NOT_PRINTED}
    assert bench.papers() == []
    assert bench.printer.status() is PrinterStatus.UNREACHABLE


def test_a_square_code_with_an_accent_is_refused_before_anything_is_sent(bench: Bench) -> None:
    """Telephones misread anything but ASCII: that is a fault of the caller, not of the printer."""
    with pytest.raises(ValueError, match="ASCII"):
        bench.printer.print(Paper(parts=(SquareCode(content="reçu"),)))
    assert bench.papers() == []
