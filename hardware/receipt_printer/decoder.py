"""Turns the ESC/POS bytes of our papers back into pictures and commands, as a printer would. Knows no socket."""

from dataclasses import dataclass, field

from PIL import Image

_MAX_ROWS = 40_000
_FIXED_LENGTH = {
    b"\x1b@": 2,  # initialise
    b"\x1bd": 3,  # feed lines
    b"\x10\x04": 3,  # status question
    b"\x10\x14": 10,  # clear buffers
    b"\x1dr": 3,  # answer when done
}
_RASTER, _RASTER_HEADER = b"\x1dv0", 8
_CUT = b"\x1dV"


@dataclass(frozen=True)
class StatusAsked:
    """DLE EOT n."""

    question: int


class DoneAsked:
    """GS r: to be answered once all before it is printed."""


class BuffersCleared:
    """DLE DC4 8: what was not printed is forgotten."""


@dataclass(frozen=True)
class PaperCut:
    """A paper, whole."""

    picture: Image.Image


@dataclass(frozen=True)
class Unknown:
    """Bytes that none of our papers uses."""

    start: bytes


Event = StatusAsked | DoneAsked | BuffersCleared | PaperCut | Unknown


@dataclass
class EscposDecoder:
    """Takes bytes as they come, in pieces of any length, and gives what they ask for."""

    _waiting: bytes = b""
    _rows: list[bytes] = field(default_factory=list)

    @property
    def has_begun_a_paper(self) -> bool:
        """Whether rows have been printed since the last cut."""
        return bool(self._rows)

    def torn_paper(self) -> Image.Image:
        """Give what has come out since the last cut."""
        return _picture(self._rows)

    def feed(self, data: bytes) -> list[Event]:
        """Take more bytes; an unfinished command waits for the rest."""
        self._waiting += data
        events: list[Event] = []
        while length := self._command_length():
            command, self._waiting = self._waiting[:length], self._waiting[length:]
            event = self._carry_out(command)
            if event is not None:
                events.append(event)
        return events

    def _command_length(self) -> int:
        """How long the first command is; 0 while it is not all there."""
        data = self._waiting
        if len(data) < 3:  # noqa: PLR2004 - the shortest command with an argument
            return len(data) if data == b"\x1b@" else 0
        length = _FIXED_LENGTH.get(data[:2], 1)
        if data[:3] == _RASTER:
            if len(data) < _RASTER_HEADER:
                return 0
            length = _RASTER_HEADER + _row_bytes(data) * int.from_bytes(data[6:8], "little")
        elif data[:2] == _CUT:
            length = 3 if data[2] in b"\x00\x01\x30\x31" else 4
        return length if len(data) >= length else 0

    def _carry_out(self, command: bytes) -> Event | None:
        if command[:3] == _RASTER:
            wide = _row_bytes(command)
            dots = command[_RASTER_HEADER:]
            self._rows += [dots[at : at + wide] for at in range(0, len(dots), wide)]
            del self._rows[_MAX_ROWS:]
            return None
        if command[:2] == _CUT:
            rows, self._rows = self._rows, []
            return PaperCut(_picture(rows))
        return self._answerable(command)

    def _answerable(self, command: bytes) -> Event | None:
        match command[:2]:
            case b"\x10\x04":
                return StatusAsked(command[2])
            case b"\x1dr":
                return DoneAsked()
            case b"\x10\x14":
                self._rows = []
                return BuffersCleared()
            case b"\x1b@" | b"\x1bd":
                return None
            case _:
                return Unknown(command[:3])


def _row_bytes(header: bytes) -> int:
    return int.from_bytes(header[4:6], "little")


def _picture(rows: list[bytes]) -> Image.Image:
    wide = max((len(row) for row in rows), default=1)
    ink = b"".join(row.ljust(wide, b"\x00") for row in rows)
    white = bytes(each ^ 0xFF for each in ink)
    return Image.frombytes("1", (wide * 8, len(rows)), white)
