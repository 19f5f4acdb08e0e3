"""The product's ESC/POS adapter on a wire in memory to the virtual printer, fast enough to die at every byte."""

from escpos.printer import Network
from PIL import Image

from hardware.ports import PrintOutcome
from hardware.receipt_printer.decoder import EscposDecoder
from hardware.receipt_printer.escpos import _Line, _print_over
from hardware.receipt_printer.network_virtual import NetworkVirtualPrinter


class Strips:
    """A drawn paper whose strips, and the bytes that python-escpos makes of them, are made once for all deaths."""

    def __init__(self, picture: Image.Image) -> None:
        self.width, self.height = picture.size
        self._picture = picture
        self._strips: dict[tuple[int, ...], Image.Image] = {}
        self.rasters: dict[int, bytes] = {}

    def crop(self, box: tuple[int, int, int, int]) -> Image.Image:
        if box not in self._strips:
            self._strips[box] = self._picture.crop(box)
        return self._strips[box]


class Wire:
    """Stands for the socket. A dead printer is noticed at the next byte, or only when its answer is missed."""

    def __init__(self, printer: NetworkVirtualPrinter, *, is_death_noticed: bool) -> None:
        self.printer = printer
        self._is_death_noticed = is_death_noticed
        self._decoder = EscposDecoder()
        self._answers = b""
        self.seen = 0
        """Bytes that the printer has taken."""
        self.is_torn = False
        """Something has begun to come out, and hangs there."""
        self._is_dead = False

    def sendall(self, data: bytes) -> None:
        while data and not self._is_dead:
            piece = data[: self.printer._next_read(self.seen)]
            self.seen += len(piece)
            data = data[len(piece) :]
            self._is_dead = not self.printer._take(_Back(self), self._decoder, piece, self.seen)
        if data and self._is_death_noticed:
            raise BrokenPipeError

    def recv(self, _: int) -> bytes:
        if not self._answers and not self._is_dead:
            raise TimeoutError
        answer, self._answers = self._answers, b""
        return answer

    def hear(self, answer: bytes) -> None:
        self._answers += answer

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def shutdown(self, how: int) -> None:
        assert how is not None

    def close(self) -> None:
        self.is_torn = self._decoder.has_begun_a_paper


class _Back:
    """The printer's end of the wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def sendall(self, answer: bytes) -> None:
        self._wire.hear(answer)


class _Wired(Network):
    """Makes each strip's bytes once."""

    def __init__(self, wire: Wire, strips: Strips) -> None:
        super().__init__("wire", profile="TM-T20II")
        self._wire = wire
        self._rasters = strips.rasters
        self._made: list[bytes] | None = None

    def open(self, raise_not_found: bool = True) -> None:  # noqa: FBT001, FBT002 - python-escpos's own signature
        assert raise_not_found
        self.device = self._wire

    def image(self, picture: Image.Image, **how: int) -> None:
        if id(picture) not in self._rasters:
            self._made = []
            super().image(picture, **how)
            self._rasters[id(picture)], self._made = b"".join(self._made), None
        self._raw(self._rasters[id(picture)])

    def _raw(self, msg: bytes) -> None:
        if self._made is None:
            super()._raw(msg)
        else:
            self._made.append(msg)


def print_on(wire: Wire, strips: Strips) -> PrintOutcome:
    """Print as the product does."""
    line = _Line("wire", 1)
    line._printer = _Wired(wire, strips)
    return _print_over(line, strips)
