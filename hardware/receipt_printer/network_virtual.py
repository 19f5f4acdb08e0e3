"""An ESC/POS printer without paper behind a real TCP port, for the demo and tests. Listens on 127.0.0.1 only."""

import socket
from enum import Enum
from threading import Event, Lock, Thread
from typing import assert_never

from PIL import Image

from hardware.ports import PrinterStatus
from hardware.receipt_printer import decoder as printed
from hardware.receipt_printer.printer_states import answers_for

_READY_ANSWER = b"\x00"


class Manner(Enum):
    """How it answers questions."""

    HONEST = "honest"
    MUTE = "mute"  # takes everything, says nothing
    EMPTY = "empty"  # hangs up instead of answering
    GARBAGE = "garbage"  # answers, but not as a printer does
    TALKATIVE = "talkative"  # sends status bytes nobody asked for along with the answer


class NetworkVirtualPrinter:
    """Decodes what comes in and keeps each paper as a picture. State, manner and death are set by a program."""

    def __init__(self) -> None:
        self.manner = Manner.HONEST
        self.papers: list[Image.Image] = []
        """Every paper that came out whole, the oldest first."""
        self.torn: list[Image.Image] = []
        """What came out of papers cut short by a dead line."""
        self.unknown: list[printed.Unknown] = []
        self.buffers_cleared = Event()
        self._status = PrinterStatus.READY
        self._runs_out_at: int | None = None
        self._dies_at: int | None = None
        self._lock = Lock()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        """Where it listens."""
        self._thread = Thread(target=self._serve, name="virtual printer", daemon=True)
        self._thread.start()

    def set_status(self, status: PrinterStatus) -> None:
        """Take the paper away, open the cover, or make it ready; UNREACHABLE unplugs it for good."""
        with self._lock:
            self._status = status
        if status is PrinterStatus.UNREACHABLE:
            self.close()

    def die_at_byte(self, byte: int) -> None:
        """Be unplugged once `byte` bytes of the next conversation have come in, questions included."""
        self._dies_at = byte

    def run_out_of_paper_at_byte(self, byte: int) -> None:
        """Come to the end of the roll once `byte` bytes of the next conversation have come in."""
        self._runs_out_at = byte

    def close(self) -> None:
        """Stop listening. Harmless when it has stopped already."""
        # shutdown, because close alone does not wake a thread that waits in accept.
        try:
            self._server.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self._converse(line)

    def _converse(self, line: socket.socket) -> None:
        decoder, seen = printed.EscposDecoder(), 0
        try:
            while data := line.recv(self._next_read(seen)):
                seen += len(data)
                if not self._take(line, decoder, data, seen):
                    break
        except OSError:
            pass  # the other side hung up: what is torn is kept below
        if decoder.has_begun_a_paper:
            self.torn.append(decoder.torn_paper())

    def _next_read(self, seen: int) -> int:
        """Read no further than the byte at which something happens."""
        marks = [mark - seen for mark in (self._dies_at, self._runs_out_at) if mark is not None and mark > seen]
        return min([4096, *marks])

    def _take(self, line: socket.socket, decoder: printed.EscposDecoder, data: bytes, seen: int) -> bool:
        """Handle what came; False ends the conversation."""
        if self._runs_out_at is not None and seen >= self._runs_out_at:
            self._runs_out_at = None
            self.set_status(PrinterStatus.NO_PAPER)
        if not all(self._carry_out(line, event) for event in decoder.feed(data)):
            return False
        if self._dies_at is not None and seen >= self._dies_at:
            self.close()
            return False
        return True

    def _carry_out(self, line: socket.socket, event: printed.Event) -> bool:
        match event:
            case printed.StatusAsked():
                return self._answer(line, event.question)
            case printed.DoneAsked():
                self._say_done(line)
            case printed.BuffersCleared():
                self.buffers_cleared.set()
            case printed.PaperCut():
                self._keep(event.picture)
            case printed.Unknown():
                self.unknown.append(event)
            case _:
                assert_never(event)
        return True

    def _answer(self, line: socket.socket, question: int) -> bool:
        if self.manner is Manner.EMPTY:
            return False
        if self.manner is not Manner.MUTE:
            with self._lock:
                honest = answers_for(self._status)[question - 1]
            extra = b"\x10\x00\x00\x0f" if self.manner is Manner.TALKATIVE else b""
            line.sendall(b"HTTP/1.1 400" if self.manner is Manner.GARBAGE else extra + honest)
        return True

    def _say_done(self, line: socket.socket) -> None:
        # A printer stopped by its paper keeps the question for later, with the rest of its buffer.
        if self._status in {PrinterStatus.READY, PrinterStatus.PAPER_LOW} and self.manner is not Manner.MUTE:
            line.sendall(_READY_ANSWER)

    def _keep(self, picture: Image.Image) -> None:
        if self._status in {PrinterStatus.READY, PrinterStatus.PAPER_LOW}:
            self.papers.append(picture)
        else:
            self.torn.append(picture)
