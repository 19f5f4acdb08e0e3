"""Finds the files of a log that its checkpoint does not cover: an interrupted writing, or somebody, left them.

Changes nothing, reads no content.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from core.storage.audit_log.layout import ENTRIES, TILE_WIDTH, partials, tile_path

_REACH = 64
"""Tiles looked for past the end of each level: a batch that was interrupted has written some five at most."""


def uncovered(folder: Path, size: int) -> Iterator[Path]:
    """Tiles and bundles with rows past the first `size` leaves.

    Not one that stands in for a narrower tile which is missing: a folder copied while its log grew has such.
    """
    for kind in sorted(path.name for path in folder.glob("tile/*") if path.name == ENTRIES or path.name.isdecimal()):
        last, width = divmod(size // TILE_WIDTH ** (0 if kind == ENTRIES else int(kind)), TILE_WIDTH)
        has_stand_in = width > 0 and not (folder / tile_path(kind, last, width)).exists()
        for number in range(last + has_stand_in, last + _REACH):
            yield from _wider(folder, tile_path(kind, number), width if number == last else 0)


def _wider(folder: Path, whole: PurePosixPath, width: int) -> Iterator[Path]:
    if (folder / whole).is_file():
        yield folder / whole
    for path in sorted((folder / partials(whole)).glob("[1-9]*")):
        if path.name.isdecimal() and int(path.name) > width:
            yield path
