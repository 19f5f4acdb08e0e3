"""What the spool, the logs and the printer keep of a page: nothing of it, and no name, however the job ended."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from time import monotonic

import cups
import pypdfium2 as pdfium
import pytest

from hardware.page_printer.cups_queue import CupsPagePrinter
from hardware.page_printer.ipp import NoAnswerError, Question, ask
from hardware.page_printer.printer_states import status_of
from hardware.page_printer.sheets import MARGIN_MM, pdf_of
from hardware.ports import PrinterStatus, PrintOutcome
from tests.hardware.pages import COLOURS, LETTER
from tests.hardware.private_cups import QUEUE, PrivateCups, wait_until
from tests.real_stacks import CUPS, requires

A4_POINTS = (595.28, 841.89)
POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def private_cups() -> Iterator[PrivateCups]:
    server = PrivateCups()
    yield server
    server.close()


def spooled(server: PrivateCups) -> list[Path]:
    """Every file of a job that the print server still has, finished jobs included."""
    return [file for file in server.spool.rglob("*") if file.is_file()]


def jobs_known(server: PrivateCups) -> int:
    about = {"which-jobs": "all"}
    question = Question(operation=cups.IPP_OP_GET_JOBS, about=about, wanted=("job-id", "job-state"))
    return len(ask(f"ipp://127.0.0.1:{server.port}/printers/{QUEUE}", question, 5))


def printing(told: list[PrintOutcome], printer: CupsPagePrinter) -> Thread:
    def run() -> None:
        told.append(printer.print((LETTER,)))

    thread = Thread(target=run)
    thread.start()
    return thread


@requires(*CUPS)
def test_the_spool_is_empty_after_a_job(private_cups: PrivateCups) -> None:
    """Neither the pages nor the fact that somebody printed stay on the machine."""
    assert CupsPagePrinter(QUEUE, port=private_cups.port).print((LETTER, COLOURS)) is PrintOutcome.PRINTED
    assert spooled(private_cups) == []
    assert jobs_known(private_cups) == 0


@requires(*CUPS)
@pytest.mark.parametrize(
    "end",
    [lambda _, printer: printer.forget(), lambda server, _: server.unplug(), lambda *_: None],
    ids=["taken back", "unplugged", "too late"],
)
def test_the_spool_is_empty_after_a_job_that_did_not_come_out(
    private_cups: PrivateCups, end: Callable[[PrivateCups, CupsPagePrinter], None]
) -> None:
    """Taken back at the end of a visit, cut off by a dead printer, too late: cancelled, and purged."""
    told: list[PrintOutcome] = []
    printer = CupsPagePrinter(QUEUE, port=private_cups.port, warm_up_s=-3.0)
    private_cups.hold()
    thread = printing(told, printer)
    private_cups.wait_until_begun()
    assert spooled(private_cups) != []
    end(private_cups, printer)
    thread.join(timeout=30)
    assert told == [PrintOutcome.UNKNOWN]
    wait_until(lambda: not spooled(private_cups))
    assert jobs_known(private_cups) == 0
    private_cups.tear()
    assert private_cups.printed() == []


@requires(*CUPS)
def test_what_a_crash_left_behind_is_wiped_too(private_cups: PrivateCups) -> None:
    """A terminal that died while printing forgets when it starts again."""
    private_cups.hold()
    thread = printing([], CupsPagePrinter(QUEUE, port=private_cups.port))
    private_cups.wait_until_begun()
    CupsPagePrinter(QUEUE, port=private_cups.port).forget()
    wait_until(lambda: not spooled(private_cups))
    private_cups.tear()
    thread.join(timeout=30)
    assert private_cups.printed() == []


@requires(*CUPS)
def test_no_job_says_whose_it_is(private_cups: PrivateCups) -> None:
    """The logs keep who printed, and the title: the machine's own name, and no word more."""
    CupsPagePrinter(QUEUE, port=private_cups.port).print((LETTER,))
    (page,) = (private_cups.logs / "page").read_text(encoding="utf-8").splitlines()
    assert page.startswith(f"{QUEUE} relais ")
    assert page.endswith(" relais iso_a4_210x297mm one-sided")
    document = private_cups.printed()[0]
    assert pdfium.PdfDocument(document).get_metadata_dict(skip_empty=True).keys() <= {"Creator", "CreationDate"}


@requires(*CUPS)
def test_a_mute_print_server_is_unreachable_in_time(private_cups: PrivateCups) -> None:
    """It takes the call and says nothing: the person is told before she has waited long."""
    printer = CupsPagePrinter(QUEUE, port=private_cups.port)
    private_cups.freeze_server(is_frozen=True)
    start = monotonic()
    assert printer.status() is PrinterStatus.UNREACHABLE
    assert monotonic() - start < 4
    assert printer.print((LETTER,)) is PrintOutcome.NOT_PRINTED
    private_cups.freeze_server(is_frozen=False)
    assert printer.status() is PrinterStatus.READY


def test_a_machine_without_a_print_server_has_no_page_printer() -> None:
    """Nobody listens there."""
    printer = CupsPagePrinter(QUEUE, port=1)
    assert printer.status() is PrinterStatus.UNREACHABLE
    assert printer.print((LETTER,)) is PrintOutcome.NOT_PRINTED
    printer.forget()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnope", b"\x00" * 64])
def test_an_answer_that_is_no_ipp_is_no_answer(said: bytes) -> None:
    """Something else listens at that address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line:
                line.recv(65536)
                line.sendall(said)

        thread = Thread(target=serve)
        thread.start()
        question = Question(operation=cups.IPP_OP_GET_PRINTER_ATTRIBUTES)
        with pytest.raises(NoAnswerError):
            ask(f"ipp://127.0.0.1:{server.getsockname()[1]}/ipp/print", question, 2)
        thread.join()


def test_a_picture_stands_whole_on_an_a4_sheet() -> None:
    """Upright, inside the margins, its sides in proportion, whatever its size."""
    for page, shape in ((LETTER, 620 / 877), (COLOURS, 400 / 200)):
        (sheet,) = pdfium.PdfDocument(pdf_of((page,)))
        assert sheet.get_size() == pytest.approx(A4_POINTS, abs=0.1)
        (drawn,) = sheet.get_objects()
        left, bottom, right, top = drawn.get_bounds()
        assert (right - left) / (top - bottom) == pytest.approx(shape, rel=0.001)
        margin = MARGIN_MM * POINTS_PER_MM - 0.1
        assert min(left, bottom, A4_POINTS[0] - right, A4_POINTS[1] - top) >= margin


@pytest.mark.parametrize(
    ("state", "reasons", "status"),
    [
        (3, ["none"], PrinterStatus.READY),
        (4, ["toner-low-warning", "other-report-of-a-maker"], PrinterStatus.READY),
        (3, ["media-low"], PrinterStatus.PAPER_LOW),
        (5, ["media-empty-error", "media-low-warning"], PrinterStatus.NO_PAPER),
        (5, ["media-needed", "cover-open"], PrinterStatus.COVER_OPEN),
        (3, ["door-open-report"], PrinterStatus.COVER_OPEN),
        (3, ["toner-empty-error"], PrinterStatus.FAULTY),
        (5, ["none"], PrinterStatus.FAULTY),
    ],
)
def test_what_ipp_says_is_one_status(state: int, reasons: list[str], status: PrinterStatus) -> None:
    """The reason that a hand can mend first; what still prints is ready."""
    assert status_of(state, reasons) is status
