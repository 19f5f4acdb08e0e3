"""The conversation with a card: choose the application, read its files (ISO/IEC 7816-4, T=0). Knows no reader."""

from collections.abc import Callable

from hardware.card_reader.vitale import AID, POINTER_FILE, UnreadableCardError, decode_holders, decode_pointers
from hardware.ports import CardHolder

Exchange = Callable[[bytes], bytes]
"""Sends one command, gives the card's whole answer, status word included."""

_CHUNK = 0xE0
_MAX_FILE = 4096
_DONE, _SHORTER_THAN_ASKED, _PAST_THE_END = 0x9000, 0x6282, 0x6B00
_WRONG_LENGTH = 0x6C
_STATUS_WORD = 2


def read_holders(exchange: Exchange) -> tuple[CardHolder, ...]:
    """Read the people of the card. Raises `UnreadableCardError`, and whatever `exchange` raises."""
    _select(exchange, b"\x04", AID)
    holders: list[CardHolder] = []
    for file in decode_pointers(_read_file(exchange, POINTER_FILE)):
        holders += decode_holders(_read_file(exchange, file))
    if not holders:
        raise UnreadableCardError("nobody on the card")
    return tuple(holders)


def _select(exchange: Exchange, by: bytes, name: bytes) -> None:
    _, status = _send(exchange, b"\x00\xa4" + by + b"\x0c" + bytes((len(name),)) + name, at_most=0)
    if status != _DONE:
        raise UnreadableCardError(f"select answered {status:04X}")


def _read_file(exchange: Exchange, file: int) -> bytes:
    _select(exchange, b"\x02", file.to_bytes(2, "big"))
    content = b""
    while len(content) < _MAX_FILE:
        chunk, status = _read_binary(exchange, len(content), _CHUNK)
        content += chunk
        if status in {_SHORTER_THAN_ASKED, _PAST_THE_END}:
            return content
        if status != _DONE or not chunk:
            raise UnreadableCardError(f"read answered {status:04X}")
        if len(chunk) < _CHUNK:
            return content
    raise UnreadableCardError("endless file")


def _read_binary(exchange: Exchange, offset: int, length: int) -> tuple[bytes, int]:
    command = b"\x00\xb0" + offset.to_bytes(2, "big")
    chunk, status = _send(exchange, command + bytes((length,)), at_most=length)
    if status >> 8 == _WRONG_LENGTH:
        right = status & 0xFF
        return _send(exchange, command + bytes((right,)), at_most=right)
    return chunk, status


def _send(exchange: Exchange, command: bytes, *, at_most: int) -> tuple[bytes, int]:
    answer = exchange(command)
    # pcscd hands over whatever length the card sends, so the length is judged here.
    if not _STATUS_WORD <= len(answer) <= at_most + _STATUS_WORD:
        raise UnreadableCardError("answer of a wrong length")
    return answer[:-2], int.from_bytes(answer[-2:], "big")
