"""Our demonstration card as a card: answers SELECT and READ BINARY, well or badly. Knows no reader and no line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from hardware.card_reader.vitale import AID, ATR, encode_files
from hardware.ports import CardHolder

FOREIGN_ATR = bytes.fromhex("3BAC00402A001225006480000310009000")
"""A professional's card of the second generation: a card, but not a Vitale card."""


class Trouble(Enum):
    """What a bad card does from a given command on."""

    LATE = "late"  # answers after the reader has given up
    MUTE = "mute"  # never answers
    SHORT = "short"  # one byte, not even a status word
    HUGE = "huge"  # three thousand bytes where 224 were asked
    GARBAGE = "garbage"  # right lengths, no TLV
    REFUSING = "refusing"  # file not accessible
    PULLED = "pulled"  # a hand takes it out


@dataclass(frozen=True)
class Mishap:
    """The trouble, and the command (counted from 0) at which it starts."""

    trouble: Trouble
    at_command: int = 0


class DemonstrationCard:
    """One card with its people. Its answers are those of the public structure, nothing more."""

    def __init__(self, holders: Sequence[CardHolder], *, atr: bytes = ATR, mishap: Mishap | None = None) -> None:
        self.atr = atr
        self.mishap = mishap
        self.commands_seen = 0
        self._files = encode_files(holders)
        self._in_application = False
        self._file = b""

    def power(self) -> None:
        """Start again, as a card does when the reader powers or resets it."""
        self._in_application = False
        self._file = b""

    def trouble_now(self) -> Trouble | None:
        """Give what goes wrong with the command about to be answered."""
        if self.mishap is None or self.commands_seen < self.mishap.at_command:
            return None
        return self.mishap.trouble

    def answer(self, command: bytes) -> bytes:
        """Answer one command as the card would, its own misbehaviour included."""
        trouble = self.trouble_now()
        self.commands_seen += 1
        if trouble is Trouble.SHORT:
            return b"\x90"
        if trouble is Trouble.HUGE:
            return b"\x00" * 3000 + b"\x90\x00"
        if trouble is Trouble.REFUSING:
            return b"\x69\x82"
        honest = self._honest_answer(command)
        if trouble is Trouble.GARBAGE:
            return b"\xff" * (len(honest) - 2) + honest[-2:]
        return honest

    def _honest_answer(self, command: bytes) -> bytes:
        if command[:4] == b"\x00\xa4\x04\x0c":
            self._in_application = command[5:] == AID
            return b"\x90\x00" if self._in_application else b"\x6a\x82"
        if command[:4] == b"\x00\xa4\x02\x0c" and self._in_application:
            found = self._files.get(int.from_bytes(command[5:], "big"))
            self._file = found or b""
            return b"\x6a\x82" if found is None else b"\x90\x00"
        if command[:2] == b"\x00\xb0" and self._in_application:
            return self._read(int.from_bytes(command[2:4], "big"), command[4])
        return b"\x6d\x00"

    def _read(self, offset: int, length: int) -> bytes:
        if offset > len(self._file):
            return b"\x6b\x00"
        chunk = self._file[offset : offset + length]
        return chunk + (b"\x90\x00" if len(chunk) == length else b"\x62\x82")
