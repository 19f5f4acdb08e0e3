"""Each thing that goes wrong with a network printer, byte by byte, and what is told of it."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from hardware.ports import PrinterStatus, PrintOutcome
from hardware.receipt_printer.decoder import EscposDecoder, PaperCut, StatusAsked, Unknown
from hardware.receipt_printer.escpos import EscposReceiptPrinter
from hardware.receipt_printer.network_virtual import Manner, NetworkVirtualPrinter
from hardware.receipt_printer.printer_states import answers_for, says_done, status_byte
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from tests.hardware.papers import CODES, PROOF, RECEIPT, SHORT

QUESTIONS_BYTES = 12


@pytest.fixture
def server() -> Iterator[NetworkVirtualPrinter]:
    made = NetworkVirtualPrinter()
    yield made
    made.close()


@pytest.fixture
def printer(server: NetworkVirtualPrinter) -> EscposReceiptPrinter:
    return EscposReceiptPrinter("127.0.0.1", server.port)


@pytest.mark.parametrize("manner", [Manner.MUTE, Manner.EMPTY, Manner.GARBAGE])
def test_a_printer_that_does_not_answer_as_one_is_unreachable_within_two_seconds(
    server: NetworkVirtualPrinter, printer: EscposReceiptPrinter, manner: Manner
) -> None:
    """Mute, hanging up, or not a printer: an empty answer is never taken for « paper is fine »."""
    server.manner = manner
    started = monotonic()
    assert printer.status() is PrinterStatus.UNREACHABLE
    assert monotonic() - started < 2.5
    assert printer.print(SHORT) is PrintOutcome.NOT_PRINTED
    assert server.papers == []


def test_bytes_nobody_asked_for_do_not_confuse_the_status(
    server: NetworkVirtualPrinter, printer: EscposReceiptPrinter
) -> None:
    """Some printers add reports of their own to an answer."""
    server.manner = Manner.TALKATIVE
    server.set_status(PrinterStatus.COVER_OPEN)
    assert printer.status() is PrinterStatus.COVER_OPEN


def test_paper_that_ends_half_way_is_unknown_and_the_rest_is_forgotten(
    server: NetworkVirtualPrinter, printer: EscposReceiptPrinter
) -> None:
    """Half a paper may be in the slot; the other half must not wait for the next person."""
    server.run_out_of_paper_at_byte(50_000)
    assert printer.print(RECEIPT) is PrintOutcome.UNKNOWN
    assert server.buffers_cleared.wait(2)
    assert server.papers == []


@pytest.mark.parametrize("byte", range(1, QUESTIONS_BYTES))
def test_a_line_cut_during_the_questions_is_not_printed(
    server: NetworkVirtualPrinter, printer: EscposReceiptPrinter, byte: int
) -> None:
    """Before the first byte of the paper, the answer is sure: nothing came out."""
    server.die_at_byte(byte)
    assert printer.print(SHORT) is PrintOutcome.NOT_PRINTED


def test_a_printer_that_was_never_there_is_unreachable() -> None:
    """A refused connection is a status, not an exception."""
    gone = NetworkVirtualPrinter()
    gone.close()
    printer = EscposReceiptPrinter("127.0.0.1", gone.port)
    assert printer.status() is PrinterStatus.UNREACHABLE
    assert printer.print(SHORT) is PrintOutcome.NOT_PRINTED


def test_the_fixed_bits_tell_a_status_from_anything_else() -> None:
    """Only one byte with the printer's fixed bits is a status."""
    assert status_byte(b"\x12") == 0x12
    assert [status_byte(answer) for answer in (b"", b"\x00", b"OK", b"\x12\x1a")] == [None] * 4
    assert not any(
        says_done(answer)
        for status in PrinterStatus
        if status is not PrinterStatus.UNREACHABLE
        for answer in answers_for(status)
    )


def test_the_virtual_printer_leaves_a_picture_and_the_words(tmp_path: Path) -> None:
    """A visitor of the demonstration finds numbered files, which name nobody."""
    printer = VirtualReceiptPrinter(tmp_path / "receipts")
    printer.print(RECEIPT)
    printer.print(CODES)
    assert sorted(file.name for file in (tmp_path / "receipts").iterdir()) == ["01.png", "01.txt", "02.png", "02.txt"]
    text = (tmp_path / "receipts" / "01.txt").read_text(encoding="utf-8")
    assert "Numéro de ce reçu\u00a0:\n48 21 70" in text
    assert PROOF in text.splitlines()
    assert "10\u00a0h\u00a042" in text


def test_the_virtual_printer_keeps_what_was_torn() -> None:
    """Half a paper is shown as half a paper."""
    printer = VirtualReceiptPrinter()
    printer.die_at_byte(72 * 100)
    assert printer.print(RECEIPT) is PrintOutcome.UNKNOWN
    assert printer.torn[0].height == 100


def test_the_decoder_takes_bytes_in_any_pieces() -> None:
    """One byte at a time gives the same papers, and foreign bytes are reported, not swallowed."""
    raster = b"\x1b@\x10\x04\x04\x1dv0\x00\x01\x00\x02\x00\xff\x0f\x1bd\x06\x1dV\x00"
    decoder = EscposDecoder()
    events = [event for byte in raster for event in decoder.feed(bytes((byte,)))]
    assert events[0] == StatusAsked(4)
    cut = events[-1]
    assert isinstance(cut, PaperCut)
    assert cut.picture.size == (8, 2)
    assert cut.picture.getpixel((0, 1)) == 255
    assert cut.picture.getpixel((7, 1)) == 0
    assert isinstance(decoder.feed(b"abc\n")[0], Unknown)
