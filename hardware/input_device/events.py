"""Linux input events: their bytes, and nothing else (`linux/input.h`, `linux/input-event-codes.h`). Pure."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

_EVENT = struct.Struct("@llHHi")
EVENT_BYTES = _EVENT.size
"""`struct input_event`: time as two longs, type, code, value."""

EV_SYN, EV_KEY, EV_SW = 0x00, 0x01, 0x05
SYN_DROPPED = 3
"""The reader was too slow and events are lost: what was held is not known any more."""
KEY_UP_VALUE, KEY_DOWN_VALUE = 0, 1
"""A value of 2 repeats a key that is held."""


@dataclass(frozen=True)
class InputEvent:
    """One change of one button or jack. Its repr hides which: keys pressed may spell a code."""

    type: int
    code: int = field(repr=False)
    value: int = field(repr=False)

    @property
    def is_dropped(self) -> bool:
        """Whether events before this one are lost."""
        return self.type == EV_SYN and self.code == SYN_DROPPED

    @classmethod
    def read_all(cls, data: bytes) -> Iterator[Self]:
        """Every whole event; a torn end is left out."""
        whole = len(data) - len(data) % EVENT_BYTES
        for _, _, type_, code, value in _EVENT.iter_unpack(data[:whole]):
            yield cls(type_, code, value)

    def packed(self) -> bytes:
        """The bytes that a device gives, at no time in particular."""
        return _EVENT.pack(0, 0, self.type, self.code, self.value)
