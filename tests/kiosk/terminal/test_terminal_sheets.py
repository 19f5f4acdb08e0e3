"""The terminal and the A4 printer beside it: what comes out is what was shown, and nothing outlives the visit."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from hardware.page_printer.cups_queue import CupsPagePrinter
from hardware.page_printer.virtual import VirtualPagePrinter
from hardware.ports import PagePrinter, PrinterStatus
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from kiosk.protocol import Block, BlockKind, Line, LineKind, Print, Printed, Printer, PrinterState, Wipe
from kiosk.terminal.papers import Beside, Papers
from kiosk.terminal.sheets import sheets
from tests.hardware.pages import COLOURS, LETTER, pages_in, picture_of
from tests.hardware.private_cups import QUEUE, PrivateCups
from tests.kiosk.terminal.bench_top import BenchTop, at_once
from tests.real_stacks import CUPS, requires

LINES = (Line(kind=LineKind.BRAND, text="Relais santé"), Line(kind=LineKind.TITLE, text="Compte rendu"))
PICTURES = tuple(Block(kind=BlockKind.PICTURE, png=page.png) for page in (LETTER, COLOURS))
WORDS = Block(kind=BlockKind.PARAGRAPH, text="Rien à signaler.")
JOB = Print(job="j1", lines=LINES, on_sheets=True, blocks=PICTURES)


class Later:
    """A worker whose work is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, what: Callable[[], None]) -> None:
        self.waiting.append(what)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def papers_beside(printer: PagePrinter, work: Callable[[Callable[[], None]], None] = at_once) -> Papers:
    return Papers(VirtualReceiptPrinter(), at_once, at_once, Beside(printer, work, at_once))


def test_pages_of_a_document_are_printed_to_the_dot() -> None:
    """What a professional sent as pictures comes out as it was shown, each page on its own sheet, in order."""
    printer = VirtualPagePrinter()
    told: list[Printed] = []
    papers_beside(printer).print(JOB, told.append)
    (job,) = printer.jobs
    assert [page.png for page in job[1:]] == [LETTER.png, COLOURS.png]
    assert told == [Printed(job="j1", outcome="printed")]


@requires(*CUPS)
def test_the_pages_that_come_out_of_a_real_printer_are_those_shown() -> None:
    """Through the terminal, a real cupsd and a real IPP printer, and read back from what the printer got."""
    server = PrivateCups()
    try:
        told: list[Printed] = []
        papers_beside(CupsPagePrinter(QUEUE, port=server.port)).print(JOB, told.append)
        assert told == [Printed(job="j1", outcome="printed")]
        first, *pages = pages_in(server.printed()[0])
        assert [page.tobytes() for page in pages] == [picture_of(page).tobytes() for page in (LETTER, COLOURS)]
        assert first.tobytes() == picture_of(sheets(LINES, ())[0]).tobytes()
    finally:
        server.close()


def test_words_follow_the_lines_and_pictures_have_their_own_sheets() -> None:
    """In the order of the document; nothing is left out."""
    pages = sheets(LINES, (WORDS, PICTURES[0], WORDS))
    assert len(pages) == 3
    assert pages[1].png == LETTER.png
    assert ink_of(pages[0].png) > ink_of(sheets(LINES, ())[0].png) > 0
    assert ink_of(pages[2].png) > 0


def test_a_long_document_takes_as_many_sheets_as_it_needs() -> None:
    """The last paragraph is on the last sheet; no sheet is empty."""
    long = tuple(Block(kind=BlockKind.PARAGRAPH, text=f"{number}. " + "Rien à signaler. " * 12) for number in range(60))
    pages = sheets(LINES, long)
    assert len(pages) > 2
    assert all(ink_of(page.png) for page in pages)


def test_a_picture_that_cannot_be_read_prints_nothing() -> None:
    """Bad input: half a document would be worse than none."""
    printer = VirtualPagePrinter()
    told: list[Printed] = []
    broken = Print(job="j1", lines=LINES, on_sheets=True, blocks=(Block(kind=BlockKind.PICTURE, png=b"broken"),))
    papers_beside(printer).print(broken, told.append)
    assert printer.jobs == []
    assert told == [Printed(job="j1", outcome="not-printed")]


def test_without_a_printer_beside_it_nothing_is_said_to_have_come_out() -> None:
    """A site that asks all the same."""
    told: list[Printed] = []
    Papers(VirtualReceiptPrinter(), at_once, at_once).print(JOB, told.append)
    assert told == [Printed(job="j1", outcome="not-printed")]


@pytest.mark.parametrize("end", ["wipe", "card", "cut"])
def test_sheets_that_wait_are_never_printed_once_the_visit_is_over(end: str) -> None:
    """Wiped by the site, card out, line cut: the next person finds nothing of it."""
    printer, work = VirtualPagePrinter(), Later()
    terminal = BenchTop(papers=papers_beside(printer, work))
    terminal.connect()
    terminal.conductor.hear(JOB)
    match end:
        case "wipe":
            terminal.conductor.hear(Wipe())
        case "card":
            terminal.reader.insert_unreadable()
            terminal.reader.pull()
        case "cut":
            terminal.conductor.cut()
    work.run()
    assert printer.jobs == []
    assert terminal.sent_of(Printed) == [Printed(job="j1", outcome="not-printed")]


def test_the_state_of_each_printer_is_told_apart() -> None:
    """The one beside says nothing of the kiosk's own."""
    printer = VirtualPagePrinter()
    terminal = BenchTop(papers=papers_beside(printer))
    assert terminal.papers.sheets is PrinterState.UNREACHABLE
    terminal.conductor.look_at_printer()
    printer.set_status(PrinterStatus.NO_PAPER)
    terminal.conductor.look_at_printer()
    terminal.conductor.look_at_printer()
    states = [(told.state, told.on_sheets) for told in terminal.sent_of(Printer)]
    assert states == [(PrinterState.READY, True), (PrinterState.NO_PAPER, True)]


def ink_of(png: bytes) -> int:
    """How many dots are dark."""
    with Image.open(BytesIO(png)) as page:
        return sum(page.convert("L").histogram()[:128])
