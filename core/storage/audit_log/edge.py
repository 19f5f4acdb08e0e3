"""The right edge of a log: the rows of its tiles that are not full yet, and how it grows. Pure: knows no file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.domain.merkle import leaf_hash, tree_root
from core.storage.audit_log.layout import ENTRIES, TILE_WIDTH, Tile


@dataclass(frozen=True)
class Edge:
    """A log of `size` leaves, seen from its end. What grows out of it depends on its leaves only, never on batches."""

    size: int = 0
    entries: tuple[bytes, ...] = field(default=(), repr=False)
    """Bodies of the last leaves, those of the bundle that is not full."""
    hashes: tuple[tuple[bytes, ...], ...] = field(default=(), repr=False)
    """By level of tiles from the leaves up: the hashes of the tile that is not full."""

    def root(self) -> bytes:
        """The root over the whole log."""
        below: tuple[bytes, ...] = ()
        for row in self.hashes:
            above = row + below
            below = (tree_root(above),) if above else ()
        return tree_root(below)

    def is_sound(self) -> bool:
        """Whether the leaf hashes are those of the entries beside them."""
        return tuple(map(leaf_hash, self.entries)) == self._row(0)

    def grow(self, bodies: Sequence[bytes]) -> tuple["Edge", list[Tile]]:
        """Add leaves: give the edge after them, and the tiles that are new or wider, entries first, then by level.

        A tile that is not full is only given in the width that it has at the end.
        """
        rows: Sequence[bytes] = (*self.entries, *bodies)
        tiles = list(_cut(ENTRIES, self.size // TILE_WIDTH, rows))
        entries = _rest(rows)
        levels: list[tuple[bytes, ...]] = []
        risen = [leaf_hash(body) for body in bodies]
        before = self.size
        while risen or len(levels) < len(self.hashes):
            rows = (*self._row(len(levels)), *risen)
            grown = list(_cut(str(len(levels)), before // TILE_WIDTH, rows)) if risen else []
            tiles += grown
            levels.append(_rest(rows))
            risen = [tree_root(tile.rows) for tile in grown if len(tile.rows) == TILE_WIDTH]
            before //= TILE_WIDTH
        return Edge(self.size + len(bodies), entries, tuple(levels)), tiles

    def _row(self, level: int) -> tuple[bytes, ...]:
        return self.hashes[level] if level < len(self.hashes) else ()


def _cut(kind: str, first: int, rows: Sequence[bytes]) -> Iterator[Tile]:
    for start in range(0, len(rows), TILE_WIDTH):
        yield Tile(kind, first + start // TILE_WIDTH, rows[start : start + TILE_WIDTH])


def _rest(rows: Sequence[bytes]) -> tuple[bytes, ...]:
    return tuple(rows[len(rows) - len(rows) % TILE_WIDTH :])
