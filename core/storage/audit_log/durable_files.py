"""Files that are whole or absent after a power cut: written aside, synced, renamed, folder synced. Knows no log."""

import os
from collections.abc import Mapping
from pathlib import Path

from core.storage.durable_files import sync_folder

_ASIDE = ".writing"


class DurableFiles:
    """Writes files for good. Each step is one method, so that a test can cut the power at any of them.

    OSError means that the step, and perhaps what came before it since the last sync, is not on the disk.
    """

    def write(self, root: Path, contents: Mapping[Path, bytes]) -> None:
        """Put these files under `root`, replacing what has their names: when it returns, all of them are durable."""
        aside = root / _ASIDE
        touched = dict.fromkeys(folder for path in (aside / "0", *contents) for folder in self._folders(path))
        for number, content in enumerate(contents.values()):
            self.put(aside / str(number), content)
        for number, path in enumerate(contents):
            self.move(aside / str(number), path)
        for folder in touched:
            self.sync(folder)

    def _folders(self, path: Path) -> list[Path]:
        """Make the folder of a file. Give it, and for each that was made the one above it: all need a sync."""
        missing = [path.parent]
        while not missing[-1].exists():
            missing.append(missing[-1].parent)
        for folder in reversed(missing[:-1]):
            self.make_folder(folder)
        return missing

    def make_folder(self, folder: Path) -> None:
        """Make one folder."""
        folder.mkdir()

    def put(self, path: Path, content: bytes) -> None:
        """Write a file that nobody reads yet, and sync its bytes."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)

    def move(self, source: Path, target: Path) -> None:
        """Give a file its name, in one step."""
        source.replace(target)

    def sync(self, folder: Path) -> None:
        """Make the names in a folder durable."""
        sync_folder(folder)

    def delete(self, path: Path) -> None:
        """Take a file away, some time soon: a power cut may bring it back."""
        path.unlink()

    def delete_folder(self, folder: Path) -> None:
        """Take an empty folder away, some time soon."""
        folder.rmdir()
