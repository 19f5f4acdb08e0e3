"""What every page printer keeps to, virtual or a real CUPS queue in front of a real IPP printer."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from PIL import Image

from hardware.page_printer.cups_queue import CupsPagePrinter
from hardware.page_printer.virtual import VirtualPagePrinter
from hardware.ports import Page, PagePrinter, PrinterStatus, PrintOutcome
from tests.hardware.pages import COLOURS, LETTER, pages_in, picture_of
from tests.hardware.private_cups import QUEUE, PrivateCups, wait_until
from tests.real_stacks import CUPS, requires

Job = list[Image.Image]


class Bench(ABC):
    """A printer, and the hand that takes its paper away."""

    printer: PagePrinter

    @abstractmethod
    def set_status(self, status: PrinterStatus) -> None: ...
    @abstractmethod
    def stop_half_way(self, status: PrinterStatus) -> None: ...
    @abstractmethod
    def hold(self) -> None: ...
    @abstractmethod
    def wait_until_held(self) -> None: ...
    @abstractmethod
    def let_go(self) -> None: ...
    @abstractmethod
    def jobs(self) -> list[Job]: ...
    @abstractmethod
    def close(self) -> None: ...


class VirtualBench(Bench):
    def __init__(self) -> None:
        self.printer = self._virtual = VirtualPagePrinter()

    def set_status(self, status: PrinterStatus) -> None:
        self._virtual.set_status(status)

    def stop_half_way(self, status: PrinterStatus) -> None:
        self._virtual.stop_after(1, status)

    def hold(self) -> None:
        self._virtual.hold()

    def wait_until_held(self) -> None:
        wait_until(lambda: self._virtual.is_holding)

    def let_go(self) -> None:
        return

    def jobs(self) -> list[Job]:
        return [[picture_of(page) for page in job] for job in self._virtual.jobs]

    def close(self) -> None:
        return


class CupsBench(Bench):
    def __init__(self) -> None:
        self._cups = PrivateCups()
        self.printer = CupsPagePrinter(QUEUE, port=self._cups.port)
        self._killer: Thread | None = None

    def set_status(self, status: PrinterStatus) -> None:
        self._cups.set_status(status)

    def stop_half_way(self, status: PrinterStatus) -> None:
        self._cups.hold(half_way=None if status is PrinterStatus.UNREACHABLE else status)
        if status is PrinterStatus.UNREACHABLE:
            self._killer = Thread(target=self._unplug)
            self._killer.start()

    def _unplug(self) -> None:
        self._cups.wait_until_begun()
        self._cups.unplug()

    def hold(self) -> None:
        self._cups.hold()

    def wait_until_held(self) -> None:
        self._cups.wait_until_begun()

    def let_go(self) -> None:
        self._cups.tear()

    def jobs(self) -> list[Job]:
        return [pages_in(document) for document in self._cups.printed()]

    def close(self) -> None:
        if self._killer is not None:
            self._killer.join()
        self._cups.close()


@pytest.fixture(params=[VirtualBench, pytest.param(CupsBench, marks=requires(*CUPS))], ids=["virtual", "cups"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made: Bench = request.param()
    yield made
    made.close()


def same(job: Job, pages: tuple[Page, ...]) -> bool:
    return [page.tobytes() for page in job] == [picture_of(page).tobytes() for page in pages]


def test_the_status_is_what_the_printer_is(bench: Bench) -> None:
    """Each state is told apart before the person starts, and the printer comes back."""
    for status in (*PrinterStatus, PrinterStatus.READY):
        bench.set_status(status)
        assert bench.printer.status() is status


def test_pages_come_out_as_they_were_given_to_the_dot(bench: Bench) -> None:
    """PRINTED means that exactly these came out, in this order, each once; and the next job holds nothing of them."""
    assert bench.printer.print((LETTER, COLOURS, LETTER)) is PrintOutcome.PRINTED
    assert bench.printer.print((COLOURS,)) is PrintOutcome.PRINTED
    first, second = bench.jobs()
    assert same(first, (LETTER, COLOURS, LETTER))
    assert same(second, (COLOURS,))


def test_low_paper_still_prints(bench: Bench) -> None:
    """Near the end of the tray somebody is told, and the person gets the pages."""
    bench.set_status(PrinterStatus.PAPER_LOW)
    assert bench.printer.print((LETTER,)) is PrintOutcome.PRINTED


def test_a_printer_that_cannot_print_gets_nothing_and_keeps_nothing(bench: Bench) -> None:
    """The reason is told; once it can print again, the next person finds nothing of the one before."""
    for status, outcome in (
        (PrinterStatus.NO_PAPER, PrintOutcome.NO_PAPER),
        (PrinterStatus.COVER_OPEN, PrintOutcome.NOT_PRINTED),
        (PrinterStatus.FAULTY, PrintOutcome.NOT_PRINTED),
        (PrinterStatus.UNREACHABLE, PrintOutcome.NOT_PRINTED),
    ):
        bench.set_status(status)
        assert bench.printer.print((LETTER,)) is outcome
    bench.set_status(PrinterStatus.READY)
    assert bench.printer.print((COLOURS,)) is PrintOutcome.PRINTED
    (job,) = bench.jobs()
    assert same(job, (COLOURS,))


@pytest.mark.parametrize("status", [PrinterStatus.NO_PAPER, PrinterStatus.COVER_OPEN, PrinterStatus.UNREACHABLE])
def test_a_printer_that_stops_half_way_is_never_said_to_have_printed(bench: Bench, status: PrinterStatus) -> None:
    """Out of paper, opened or dead in the middle: nobody knows; the rest never comes out for somebody else."""
    bench.stop_half_way(status)
    assert bench.printer.print((LETTER, COLOURS)) is PrintOutcome.UNKNOWN
    assert bench.printer.status() is status
    bench.set_status(PrinterStatus.READY)
    assert bench.printer.print((COLOURS,)) is PrintOutcome.PRINTED
    (job,) = bench.jobs()
    assert same(job, (COLOURS,))


def test_what_is_taken_back_never_comes_out(bench: Bench) -> None:
    """At the end of a visit a job that still waits ends at once, and is not told as printed."""
    outcomes: list[PrintOutcome] = []
    bench.hold()
    printing = Thread(target=in_order(outcomes.append, lambda: bench.printer.print((LETTER,))))
    printing.start()
    bench.wait_until_held()
    bench.printer.forget()
    printing.join(timeout=15)
    assert outcomes in ([PrintOutcome.UNKNOWN], [PrintOutcome.NOT_PRINTED])
    bench.let_go()
    assert bench.printer.print((COLOURS,)) is PrintOutcome.PRINTED
    (job,) = bench.jobs()
    assert same(job, (COLOURS,))


def in_order(told: Callable[[PrintOutcome], None], ask: Callable[[], PrintOutcome]) -> Callable[[], None]:
    return lambda: told(ask())


def test_forgetting_with_nothing_to_forget_is_harmless(bench: Bench) -> None:
    """Most visits print nothing; an unplugged printer has nothing to wipe either."""
    bench.printer.forget()
    assert bench.printer.print((LETTER,)) is PrintOutcome.PRINTED
    bench.set_status(PrinterStatus.UNREACHABLE)
    bench.printer.forget()


@pytest.mark.parametrize(
    "pages", [(), (Page(png=b"no picture"),), (LETTER, Page(png=b""))], ids=["none", "text", "one"]
)
def test_what_is_no_picture_is_refused_before_anything_is_sent(bench: Bench, pages: tuple[Page, ...]) -> None:
    """That is a fault of the caller, not of the printer; half a document would be worse than none."""
    with pytest.raises(ValueError, match="no p"):
        bench.printer.print(pages)
    assert bench.jobs() == []
