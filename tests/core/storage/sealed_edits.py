"""Every way to edit a sealed stream, and a look at which edits an opener does not notice."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.storage.errors import DamagedError


@dataclass(frozen=True)
class Sealed:
    """A sealed stream as its parts: the header, then the chunks with their tags."""

    header: bytes
    chunks: Sequence[bytes]

    def joined(self, chunks: Sequence[bytes] | None = None) -> bytes:
        """The stream, with these chunks in place of its own."""
        return self.header + b"".join(self.chunks if chunks is None else chunks)


def cut(sealed: bytes, header: int, chunk: int) -> Sealed:
    """See a stream as its parts."""
    places = range(header, len(sealed), chunk)
    return Sealed(sealed[:header], [sealed[place : place + chunk] for place in places])


def edits(one: Sealed, other: Sealed) -> Iterator[tuple[str, bytes]]:
    """Name and result of every edit; `other` is a second stream of the same key, context and length."""
    yield from flips(one)
    yield from cuts(one)
    yield from moves(one)
    yield from splices(one, other)


def flips(one: Sealed) -> Iterator[tuple[str, bytes]]:
    """Every bit of the header and of the tags; the ends of each chunk and one byte in 4,001 between."""
    whole = one.joined()
    places = set(range(len(one.header)))
    start = len(one.header)
    for chunk in one.chunks:
        end = start + len(chunk)
        places |= {*range(start, min(start + 16, end)), *range(start, end, 4001), *range(end - 32, end)}
        start = end
    for place, bit in itertools.product(sorted(places), range(8)):
        edited = bytearray(whole)
        edited[place] ^= 1 << bit
        yield f"bit {bit} of byte {place}", bytes(edited)


def cuts(one: Sealed) -> Iterator[tuple[str, bytes]]:
    """Cut at every byte of the header, after every chunk, inside every tag, one byte before the end."""
    whole = one.joined()
    ends = list(itertools.accumulate(map(len, one.chunks), initial=len(one.header)))
    places = {*range(len(one.header)), *ends[:-1], *(end - back for end in ends for back in (1, 15, 16, 17))}
    for place in sorted(place for place in places if 0 <= place < len(whole)):
        yield f"cut at {place}", whole[:place]


def moves(one: Sealed) -> Iterator[tuple[str, bytes]]:
    """Every chunk dropped, doubled, said again at the end; every two exchanged; something after the end."""
    chunks = list(one.chunks)
    for place, chunk in enumerate(chunks):
        yield f"chunk {place} dropped", one.joined(chunks[:place] + chunks[place + 1 :])
        yield f"chunk {place} doubled", one.joined([*chunks[: place + 1], *chunks[place:]])
        yield f"chunk {place} again at the end", one.joined([*chunks, chunk])
    for first, second in itertools.combinations(range(len(chunks)), 2):
        swapped = list(chunks)
        swapped[first], swapped[second] = chunks[second], chunks[first]
        yield f"chunks {first} and {second} exchanged", one.joined(swapped)
    for name, more in {
        "a byte": b"\0",
        "a tag": bytes(16),
        "a chunk": bytes(len(chunks[0])),
        "itself": one.joined(),
    }.items():
        yield f"{name} after the end", one.joined() + more


def splices(one: Sealed, other: Sealed) -> Iterator[tuple[str, bytes]]:
    """The other stream's header, or one of its chunks in the same place."""
    yield "the other's header", other.header + b"".join(one.chunks)
    for place, chunk in enumerate(other.chunks):
        yield f"the other's chunk {place}", one.joined([*one.chunks[:place], chunk, *one.chunks[place + 1 :]])


def unnoticed(
    edited: Iterator[tuple[str, bytes]], content: bytes, opener: Callable[[bytes], Iterator[bytes]]
) -> Iterator[str]:
    """Edits that the opener does not refuse, or before refusing which it gave anything but the start of the content."""
    for name, sealed in edited:
        given = b""
        try:
            for piece in opener(sealed):
                given += piece
        except DamagedError:
            if content.startswith(given):
                continue
        yield name
