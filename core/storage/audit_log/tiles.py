"""Writes the audit log into its folder (C2SP tlog-tiles), a checkpoint last. Knows no database, signs nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.domain.checkpoints import Checkpoint, VerifyingKey, open_checkpoint, unsigned_checkpoint
from core.storage.audit_log.durable_files import DurableFiles
from core.storage.audit_log.edge import Edge
from core.storage.audit_log.layout import CHECKPOINT, ENTRIES, LONGEST_ENTRY, TILE_WIDTH, Tile, partials, tile_path
from core.storage.audit_log.leftovers import uncovered
from core.storage.audit_log.reading import TileReader
from core.storage.errors import StoreError

_SWEPT_TILES = 1000


class TiledLog(TileReader):
    """The log of a site, for its one writer. What it writes depends on the leaves only: again gives the same bytes.

    At every moment, a power cut included, the checkpoint in the folder can be verified from the files beside it.
    After an OSError, or a conflict found while writing, this object refuses to go on: open the folder again.
    """

    def __init__(self, folder: Path, key: VerifyingKey, files: DurableFiles | None = None) -> None:
        """Open the log, or begin one in an empty folder.

        Raises `StoreError`, and changes nothing, when the checkpoint is not signed by `key`, or not over what is there.
        """
        super().__init__(folder)
        self._files = files or DurableFiles()
        signed = self._signed(key)
        self._edge = self._edge_under(signed) if signed else Edge()
        self._signed_size = self._edge.size
        self._swept = 0
        self._end = self.count_entries(self._edge.size)
        self._is_whole = True

    @property
    def size(self) -> int:
        """Leaves written with all their tiles; the next one to append has this index."""
        return self._edge.size

    @property
    def signed_size(self) -> int:
        """Leaves under the checkpoint in the folder."""
        return self._signed_size

    @property
    def end(self) -> int:
        """Leaves found in the folder, those of an interrupted writing included: what a restored database may lack."""
        return max(self._end, self._edge.size)

    def root(self) -> bytes:
        """The root over `size` leaves: what the next checkpoint says."""
        return self._edge.root()

    def forget_unsigned(self) -> None:
        """Take away what the checkpoint does not cover; for a log just opened.

        Nobody was promised any of it, and the database says what comes in its place: mostly the very same.
        """
        with self._all_or_broken():
            for path in uncovered(self.folder, self._signed_size):
                self._files.delete(path)
        self._end = self._signed_size

    def append(self, first: int, bodies: Sequence[bytes]) -> None:
        """Write leaves, the first of which has the index `first`; those already there are compared, not written.

        Raises `StoreError`, and writes nothing, when leaves are missing before `first`, when one is too long, or when
        other leaves stand in their places: the folder is ahead of the database, or somebody changed one of them.
        """
        if first > self.size:
            raise StoreError(f"the audit log has {self.size} leaves, and was given number {first}: some are missing")
        if any(len(body) > LONGEST_ENTRY for body in bodies):
            raise StoreError(f"a leaf of the audit log is longer than {LONGEST_ENTRY} bytes")
        self._compare(first, bodies)
        fresh = bodies[self.size - first :]
        if fresh:
            with self._all_or_broken():
                edge, tiles = self._edge.grow(fresh)
                self._write(tiles)
                self._edge = edge

    def publish(self, note: str) -> None:
        """Put the signed checkpoint of all leaves so far in place; then take away the narrower tiles it replaces.

        Raises `StoreError`, and writes nothing, when the note is not over exactly these leaves.
        """
        try:
            checkpoint = unsigned_checkpoint(note)
        except ValueError as error:
            raise StoreError(f"not a checkpoint: {error}") from error
        if (checkpoint.size, checkpoint.root) != (self.size, self.root()):
            raise StoreError(f"a checkpoint of {checkpoint.size} leaves is not that of this log, which has {self.size}")
        with self._all_or_broken():
            self._files.write(self.folder, {self.folder / CHECKPOINT: note.encode()})
            self._signed_size = self.size
            self._sweep()

    def _signed(self, key: VerifyingKey) -> Checkpoint | None:
        note = self.checkpoint()
        try:
            return None if note is None else open_checkpoint(note, key)
        except ValueError as error:
            raise StoreError(f"the checkpoint of the audit log is not to be believed: {error}") from error

    def _edge_under(self, signed: Checkpoint) -> Edge:
        entries = tuple(self.entries(signed.size - signed.size % TILE_WIDTH, signed.size))
        hashes, level, count = list[tuple[bytes, ...]](), 0, signed.size
        while count:
            hashes.append(tuple(self.hashes(level, count - count % TILE_WIDTH, count)))
            level, count = level + 1, count // TILE_WIDTH
        edge = Edge(signed.size, entries, tuple(hashes))
        if edge.root() != signed.root or not edge.is_sound():
            raise StoreError("the tiles of the audit log are not those of its checkpoint: somebody changed them")
        return edge

    def _compare(self, first: int, bodies: Sequence[bytes]) -> None:
        there = self.entries(first, min(self.end, first + len(bodies)))
        for index, (found, given) in enumerate(zip(there, bodies, strict=False), start=first):
            if found != given:
                raise StoreError(f"leaf {index} of the audit log is another in its folder: nothing was written over it")

    def _write(self, tiles: Sequence[Tile]) -> None:
        missing = {}
        for tile in tiles:
            path, content = self.folder / tile.path, tile.content()
            if not path.exists():
                missing[path] = content
            elif path.read_bytes() != content:
                raise StoreError(f"{tile.path} of the audit log holds other bytes: nothing was written over it")
        if missing:
            self._files.write(self.folder, missing)

    @contextmanager
    def _all_or_broken(self) -> Iterator[None]:
        if not self._is_whole:
            raise StoreError("the last writing of the audit log failed: open it again")
        self._is_whole = False
        yield
        self._is_whole = True

    def _sweep(self) -> None:
        """Take away what a wider tile replaced. Wider ones than ours stay: they hold leaves not met yet."""
        level, count = 0, self.size
        while count:
            last = count // TILE_WIDTH
            # A crash leaves few behind, all of them near the end.
            first = max(0, last - _SWEPT_TILES) if not self._swept else self._swept // TILE_WIDTH ** (level + 1)
            for number in range(first, last + 1):
                width = count % TILE_WIDTH if number == last else TILE_WIDTH
                for kind in (ENTRIES, "0") if level == 0 else (str(level),):
                    self._sweep_tile(kind, number, width)
            level, count = level + 1, last
        self._swept = self.size

    def _sweep_tile(self, kind: str, number: int, width: int) -> None:
        folder = self.folder / partials(tile_path(kind, number))
        if not folder.exists():
            return
        for path in list(folder.iterdir()):
            if path.name.isdecimal() and int(path.name) < width:
                self._files.delete(path)
        if not any(folder.iterdir()):
            self._files.delete_folder(folder)
