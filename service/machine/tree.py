"""The files of one machine: the one this runs on, or an image before it is started. Changes nothing."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A folder that is, or will be, the root of a machine. Links are read, and followed inside the folder only."""

    root: Path
    loaded_rules: str | None = None
    """The firewall's rules in the kernel; None when the tree is not the machine that this runs on."""

    @property
    def is_started(self) -> bool:
        """Whether the tree tells how the machine is now, beside how it is set."""
        return (self.root / "proc/mounts").exists()

    def exists(self, path: str) -> bool:
        """Whether a file, or a link leading anywhere, is there."""
        return os.path.lexists(self.root / path)

    def text(self, path: str) -> str:
        """What a file says; nothing when there is none."""
        try:
            return (self.root / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def lines(self, *paths: str) -> list[list[str]]:
        """The words of each line of these files, or of the files of these folders in order, remarks left out."""
        files = [file for path in paths for file in self._files(path)]
        lines = (line.strip() for file in files for line in self.text(file).splitlines())
        return [line.split() for line in lines if line and line[0] not in "#;"]

    def setting(self, name: str, *paths: str) -> str:
        """The last `name = value` of these files or folders; empty when none says it."""
        pairs = (" ".join(words).partition("=") for words in self.lines(*paths))
        return next((value.strip() for key, _, value in reversed([*pairs]) if key.strip() == name), "")

    def is_masked(self, unit: str) -> bool:
        """Whether systemd can't start this unit."""
        mask = self.root / "etc/systemd/system" / unit
        return mask.is_symlink() and str(mask.readlink()) == os.devnull

    def is_enabled(self, unit: str) -> bool:
        """Whether systemd starts this unit by itself."""
        # A link of an image leads nowhere on the machine that looks; a pattern would pass over it.
        return any(os.path.lexists(wants / unit) for wants in (self.root / "etc/systemd/system").glob("*.wants"))

    def writable_by_others(self, *folders: str) -> Iterator[str]:
        """Files that somebody beside the tree's owner can change, the folders themselves included."""
        owner = self.root.stat().st_uid
        for folder in folders:
            for file in (self.root / folder, *(self.root / folder).rglob("*")):
                found = file.lstat()
                is_open = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not stat.S_ISLNK(found.st_mode)
                if is_open or found.st_uid != owner:
                    yield str(file.relative_to(self.root))

    def _files(self, path: str) -> list[str]:
        folder = self.root / path
        if not folder.is_dir():
            return [path]
        return [str(file.relative_to(self.root)) for file in sorted(folder.iterdir())]
