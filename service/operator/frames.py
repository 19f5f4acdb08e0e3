"""How the answer to an operation travels: lines, bytes, then an end or a fault. An answer without its end is no answer.

Knows no operation.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from service.faults import OperatorError

_LINE, _BYTES, _FAULT, _END = b"l", b"b", b"f", b"e"
_LENGTH_BYTES = 4
CUT = "the site stopped before it had answered: look at its journal, then ask again"


class Fault(msgspec.Struct, frozen=True):
    """Why an operation was not carried out, for the operator."""

    said: str
    exit_code: int


def write_answer(answer: Iterator[str | bytes], out: BinaryIO) -> None:
    """Send what an operation says as it says it, then its end, or what the operator can mend."""
    try:
        for each in answer:
            _write(out, _LINE if isinstance(each, str) else _BYTES, each.encode() if isinstance(each, str) else each)
    except OperatorError as fault:
        write_fault(out, str(fault), fault.exit_code)
    else:
        _write(out, _END, b"")


def write_fault(out: BinaryIO, said: str, exit_code: int = OperatorError.exit_code) -> None:
    """Send why not."""
    _write(out, _FAULT, msgspec.json.encode(Fault(said=said, exit_code=exit_code)))


def read_answer(stream: BinaryIO) -> Iterator[str | bytes]:
    """What the operation says. Raises `OperatorError` as the site did, or when the answer breaks off."""
    while True:
        kind = _read(stream, 1)
        content = _read(stream, int.from_bytes(_read(stream, _LENGTH_BYTES), "big"))
        if kind == _END:
            return
        if kind == _FAULT:
            fault = msgspec.json.decode(content, type=Fault)
            error = OperatorError(fault.said)
            error.exit_code = fault.exit_code
            raise error
        yield content.decode() if kind == _LINE else content


def _write(out: BinaryIO, kind: bytes, content: bytes) -> None:
    out.write(kind + len(content).to_bytes(_LENGTH_BYTES, "big") + content)


def _read(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise OperatorError(CUT)
    return content
