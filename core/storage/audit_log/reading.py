"""Reads a log back from its folder, and gives what proofs are made of. Changes nothing, checks no hash."""

from collections.abc import Iterator
from pathlib import Path

from core.domain.merkle import tree_root
from core.storage.audit_log.layout import CHECKPOINT, ENTRIES, TILE_LEVELS, TILE_WIDTH, partials, rows_of, tile_path
from core.storage.errors import StoreError


class TileReader:
    """The folder of a log, for reading; the log may grow meanwhile.

    Raises `StoreError` when a file that should be there is missing or is not what its name says.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def checkpoint(self) -> str | None:
        """The last signed note, not checked; None when nothing was ever signed here."""
        try:
            return (self.folder / CHECKPOINT).read_bytes().decode()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise StoreError("the checkpoint of the audit log is damaged: take it from a backup") from error

    def count_entries(self, least: int = 0) -> int:
        """How many leaves the folder holds in a row, signed or not; the first `least` are taken as being there."""
        number = least // TILE_WIDTH
        while self._widest(ENTRIES, number) == TILE_WIDTH:
            number += 1
        return max(least, number * TILE_WIDTH + self._widest(ENTRIES, number))

    def entries(self, first: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bodies of the leaves from `first` up to `end`, without it, or all that are there."""
        return self._rows(ENTRIES, first, self.count_entries() if end is None else end)

    def hashes(self, level: int, first: int, end: int) -> list[bytes]:
        """Hashes of one level of tiles, that is, of complete subtrees of 256^level leaves."""
        return list(self._rows(str(level), first, end))

    def node(self, level: int, index: int) -> bytes:
        """Hash of the complete subtree over 2^level leaves: what proofs are made of (core/domain/merkle.py)."""
        tile_level, rest = divmod(level, TILE_LEVELS)
        return tree_root(self.hashes(tile_level, index << rest, (index + 1) << rest))

    def _rows(self, kind: str, first: int, end: int) -> Iterator[bytes]:
        numbers = range(first // TILE_WIDTH, -(-end // TILE_WIDTH)) if first < end else range(0)
        for number in numbers:
            start = number * TILE_WIDTH
            rows = self._tile(kind, number, min(TILE_WIDTH, end - start))
            yield from rows[max(0, first - start) : end - start]

    def _tile(self, kind: str, number: int, least: int) -> list[bytes]:
        """Rows of a tile, at least so many: a tile only gains rows, so that a wider form serves for a narrower one."""
        width = least
        while width:
            path = tile_path(kind, number, width)
            try:
                return rows_of(kind, (self.folder / path).read_bytes(), width)
            except FileNotFoundError:
                # Never wider than it was: the writer took this form away after it wrote a wider one.
                width = self._widest(kind, number, least=width + 1)
            except ValueError as error:
                raise StoreError(f"{path} of the audit log is damaged: {error}") from error
        raise StoreError(f"{tile_path(kind, number, least)} of the audit log is missing")

    def _widest(self, kind: str, number: int, least: int = 1) -> int:
        """The width of the widest form of a tile, 0 when there is none of `least` rows."""
        whole = tile_path(kind, number)
        if (self.folder / whole).exists():
            return TILE_WIDTH if least <= TILE_WIDTH else 0
        folder = self.folder / partials(whole)
        try:
            widths = [int(path.name) for path in folder.iterdir() if path.name.isdecimal()]
        except FileNotFoundError:
            # It may have become full between the two looks.
            return TILE_WIDTH if least <= TILE_WIDTH and (self.folder / whole).exists() else 0
        return max((width for width in widths if least <= width < TILE_WIDTH), default=0)
