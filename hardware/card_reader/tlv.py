"""BER-TLV as cards write it (ISO/IEC 7816-4, 5.2.2), strictly. Knows no tag's meaning.

A card is a stranger: lengths, depth and count are capped, and the only error is `MalformedTlvError`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_BYTES = 4096
MAX_DEPTH = 6
MAX_OBJECTS = 256
_CONSTRUCTED = 0x20
_MORE_TAG_BYTES = 0x1F
_CONTINUES = 0x80
_MAX_TAG_BYTES = 3
_MAX_LENGTH_BYTES = 2


class MalformedTlvError(ValueError):
    """The bytes are not BER-TLV, or pass the caps. The message names the fault, never the content."""


@dataclass(frozen=True)
class DataObject:
    """One data object: `value` of a plain one, `children` of one that holds others."""

    tag: int
    value: bytes = field(default=b"", repr=False)
    children: tuple["DataObject", ...] = field(default=(), repr=False)

    @property
    def is_constructed(self) -> bool:
        """Whether it holds others (bit 6 of the first byte of its tag)."""
        first = self.tag.to_bytes((self.tag.bit_length() + 7) // 8 or 1, "big")[0]
        return bool(first & _CONSTRUCTED)

    def find(self, tag: int) -> bytes | None:
        """Give the value of the first child with this tag."""
        return next((child.value for child in self.children if child.tag == tag), None)


@dataclass
class _Budget:
    objects: int = MAX_OBJECTS

    def spend(self) -> None:
        self.objects -= 1
        if self.objects < 0:
            raise MalformedTlvError("too many objects")


def decode(data: bytes) -> tuple[DataObject, ...]:
    """Read every object of `data`; zero bytes between objects are padding. Raises `MalformedTlvError` only."""
    if len(data) > MAX_BYTES:
        raise MalformedTlvError("too long")
    return tuple(_objects(data, 1, _Budget()))


def encode(*objects: DataObject) -> bytes:
    """Write objects one after the other, lengths in the shortest form."""
    return b"".join(_encode_one(each) for each in objects)


def _objects(data: bytes, depth: int, budget: _Budget) -> Iterator[DataObject]:
    if depth > MAX_DEPTH:
        raise MalformedTlvError("too deep")
    at = 0
    while at < len(data):
        if data[at] == 0:
            at += 1
            continue
        budget.spend()
        tag, at = _tag(data, at)
        length, at = _length(data, at)
        end = at + length
        if end > len(data):
            raise MalformedTlvError("value cut short")
        content, at = data[at:end], end
        if DataObject(tag).is_constructed:
            yield DataObject(tag, children=tuple(_objects(content, depth + 1, budget)))
        else:
            yield DataObject(tag, content)


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise MalformedTlvError("header cut short")
    return data[at]


def _tag(data: bytes, start: int) -> tuple[int, int]:
    at = start + 1
    if data[start] & _MORE_TAG_BYTES == _MORE_TAG_BYTES:
        if _byte(data, at) in {0x00, _CONTINUES}:
            raise MalformedTlvError("tag number with leading zeros")
        while _byte(data, at) & _CONTINUES:
            at += 1
        at += 1
    if at - start > _MAX_TAG_BYTES:
        raise MalformedTlvError("tag too long")
    return int.from_bytes(data[start:at], "big"), at


def _length(data: bytes, start: int) -> tuple[int, int]:
    first = _byte(data, start)
    if first < _CONTINUES:
        return first, start + 1
    count = first & 0x7F
    if not 1 <= count <= _MAX_LENGTH_BYTES:
        raise MalformedTlvError("indefinite or oversized length")
    _byte(data, start + count)
    at = start + 1
    return int.from_bytes(data[at : at + count], "big"), at + count


def _encode_one(thing: DataObject) -> bytes:
    content = encode(*thing.children) if thing.is_constructed else thing.value
    tag = thing.tag.to_bytes((thing.tag.bit_length() + 7) // 8, "big")
    size = len(content)
    if size < _CONTINUES:
        return tag + bytes((size,)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return tag + bytes((_CONTINUES | len(length),)) + length + content
