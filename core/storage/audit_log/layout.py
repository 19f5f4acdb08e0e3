"""How a log lies in a folder (C2SP tlog-tiles): names of tiles and bundles, and how rows become bytes. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from core.domain.merkle import HASH_BYTES

LOG_FOLDER = "audit"
"""Where the log of a site lies, in its data folder."""
TILE_WIDTH = 256
TILE_LEVELS = 8
"""A tile stands for a subtree of this many levels."""
LONGEST_ENTRY = 0xFFFF
CHECKPOINT = PurePosixPath("checkpoint")
ENTRIES = "entries"
"""The kind of a bundle of entries; the kind of a tile of hashes is its level, « 0 » for leaf hashes."""
_LENGTH_BYTES = 2
_GROUP = 1000


@dataclass(frozen=True)
class Tile:
    """Up to 256 rows that stand in one file: hashes of one level, or entries."""

    kind: str
    number: int
    rows: Sequence[bytes] = field(repr=False)

    @property
    def path(self) -> PurePosixPath:
        """Where it stands, under the folder of the log."""
        return tile_path(self.kind, self.number, len(self.rows))

    def content(self) -> bytes:
        """Give the bytes of its file."""
        if self.kind == ENTRIES:
            return b"".join(len(row).to_bytes(_LENGTH_BYTES, "big") + row for row in self.rows)
        return b"".join(self.rows)


def tile_path(kind: str, number: int, width: int = TILE_WIDTH) -> PurePosixPath:
    """Name a tile: 1234067 is x001/x234/067, and a narrower one stands in a folder of its own, by its width."""
    name = f"{number % _GROUP:03}"
    while number >= _GROUP:
        number //= _GROUP
        name = f"x{number % _GROUP:03}/{name}"
    whole = PurePosixPath("tile", kind, name)
    return whole if width == TILE_WIDTH else partials(whole) / str(width)


def partials(whole: PurePosixPath) -> PurePosixPath:
    """Where the narrower forms of a tile stand until it is full."""
    return whole.with_name(f"{whole.name}.p")


def rows_of(kind: str, content: bytes, width: int) -> list[bytes]:
    """Read a file of `width` rows back. ValueError when it does not hold exactly these."""
    rows = _entries(content) if kind == ENTRIES else _hashes(content)
    is_whole = Tile(kind, 0, rows).content() == content and (kind == ENTRIES or len(content) == width * HASH_BYTES)
    if len(rows) != width or not is_whole:
        raise ValueError("another number of rows than the name says")
    return rows


def _hashes(content: bytes) -> list[bytes]:
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]


def _entries(content: bytes) -> list[bytes]:
    rows, end = list[bytes](), 0
    while end < len(content):
        start = end + _LENGTH_BYTES
        end = start + int.from_bytes(content[end:start], "big")
        rows.append(content[start:end])
    return rows
