"""What the status bytes of an ESC/POS printer mean (DLE EOT 1 to 4), both ways. Knows no line and no paper."""

from hardware.ports import PrinterStatus

QUESTIONS = tuple(b"\x10\x04" + bytes((n,)) for n in (1, 2, 3, 4))
"""DLE EOT 1 printer, 2 reason for being off line, 3 error, 4 paper."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: forget what has not been printed; it would come out in front of the next person."""

ASK_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: answered in its turn, once everything sent before has been printed."""

_FIXED_MASK, _FIXED = 0x93, 0x12
_DONE_MASK = 0x90
_OFF_LINE = 0x08
_COVER_OPEN, _STOPPED_BY_PAPER_END, _ERROR = 0x04, 0x20, 0x40
_ANY_ERROR = 0x04 | 0x08 | 0x20 | 0x40
_PAPER_NEAR_END, _PAPER_END = 0x0C, 0x60

_BYTES = {
    PrinterStatus.READY: (0, 0, 0, 0),
    PrinterStatus.PAPER_LOW: (0, 0, 0, _PAPER_NEAR_END),
    PrinterStatus.NO_PAPER: (_OFF_LINE, _STOPPED_BY_PAPER_END, 0, _PAPER_NEAR_END | _PAPER_END),
    PrinterStatus.COVER_OPEN: (_OFF_LINE, _COVER_OPEN, 0, _PAPER_END),
    PrinterStatus.FAULTY: (_OFF_LINE, _ERROR, 0x08, 0),
}


def status_byte(answer: bytes) -> int | None:
    """Give the one status byte of an answer, known by its fixed bits; None when it is not a printer's.

    An empty answer says nothing. Bytes that the printer sent of itself may come along: they lack the fixed bits.
    """
    candidates = [each for each in answer if each & _FIXED_MASK == _FIXED]
    return candidates[0] if len(candidates) == 1 else None


def says_done(answer: bytes) -> bool:
    """Tell whether the answer to GS r, known by its own fixed bits, is among these bytes."""
    return any(not each & _DONE_MASK for each in answer)


def status_of(printer: int, off_line: int, error: int, paper: int) -> PrinterStatus:
    """Say what the four answers mean together, the reason a hand can mend first."""
    # An open cover also lifts the paper sensor: the cover is the thing to say.
    if off_line & _COVER_OPEN:
        return PrinterStatus.COVER_OPEN
    if off_line & _STOPPED_BY_PAPER_END or paper & _PAPER_END:
        return PrinterStatus.NO_PAPER
    if off_line & _ERROR or error & _ANY_ERROR or printer & _OFF_LINE:
        return PrinterStatus.FAULTY
    return PrinterStatus.PAPER_LOW if paper & _PAPER_NEAR_END else PrinterStatus.READY


def answers_for(status: PrinterStatus) -> tuple[bytes, ...]:
    """Give what a printer in this state answers to each of the four questions."""
    return tuple(bytes((_FIXED | bits,)) for bits in _BYTES[status])
