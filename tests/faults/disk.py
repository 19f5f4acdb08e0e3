"""A disk that keeps what was synced, and of the rest what chance leaves when the power goes (security.md section 6).

Harsher than a journal: a name is kept for sure only once its folder is synced, a byte only once its file is; names
go in order, bytes do not. It assumes that the disk honours syncs.
"""

import random
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath

from tests.faults.recording import Event

SECTOR = 512


class Luck(Enum):
    """What becomes of what was not synced."""

    KEEP_ALL = 0.3
    KEEP_HALF = 0.6
    KEEP_NONE = 0.1


@dataclass
class File:
    """Bytes that will last, and changes that may not: writes with their place, and new lengths."""

    lasting: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """A length has no bytes."""

    def length(self) -> int:
        length = len(self.lasting)
        for place, content in self.pending:
            length = place if content is None else max(length, place + len(content))
        return length

    def sync(self) -> None:
        self.lasting, self.pending = self.after(Luck.KEEP_ALL, random.Random(0)), []  # noqa: S311 - nothing is drawn

    def after(self, luck: Luck, chance: random.Random) -> bytes:
        """The bytes that are found when the power comes back."""
        found = bytearray(self.lasting)
        for place, content in self.pending:
            if content is None:
                if _is_kept(luck, chance):
                    found = found[:place].ljust(place, b"\0")
                continue
            for start in range(0, len(content), SECTOR):
                if _is_kept(luck, chance):
                    sector = content[start : start + SECTOR]
                    found = found.ljust(place + start, b"\0")
                    found[place + start : place + start + len(sector)] = sector
        return bytes(found)


def _is_kept(luck: Luck, chance: random.Random) -> bool:
    return luck is Luck.KEEP_ALL or (luck is Luck.KEEP_HALF and chance.random() < 0.5)


Names = dict[PurePosixPath, File | None]
"""None is a folder."""


class Disk:
    """The names of a folder, those that will last and those that are seen now."""

    def __init__(self, folder: Path) -> None:
        """Everything that is in the folder is on the disk for good."""
        self._lasting: Names = {
            PurePosixPath(path.relative_to(folder)): None if path.is_dir() else File(path.read_bytes())
            for path in sorted(folder.rglob("*"))
        }
        self._seen: Names = dict(self._lasting)
        self._renaming: list[Event] = []
        """Changes of names since the last that will last, oldest first."""
        self._known_files: dict[int, File] = {}

    def do(self, event: Event) -> None:
        """One call."""
        match event.call:
            case "create" if event.path in self._seen:
                if event.is_emptied:
                    self._file(event.path).pending.append((0, None))
            case "write":
                self._file(event.path).pending.append((event.offset, event.content))
            case "append":
                file = self._file(event.path)
                file.pending.append((file.length(), event.content))
            case "truncate":
                self._file(event.path).pending.append((event.offset, None))
            case "sync":
                self._sync(event.path)
            case _:
                change(self._seen, event, self._known_files)
                self._renaming.append(event)

    def write(self, folder: Path, luck: Luck, chance: random.Random) -> None:
        """What is found in the folder when the power comes back, if it goes now."""
        names = dict(self._lasting)
        kept = {Luck.KEEP_ALL: len(self._renaming), Luck.KEEP_NONE: 0}.get(luck, chance.randint(0, len(self._renaming)))
        for event in self._renaming[:kept]:
            change(names, event, self._known_files)
        for name, file in sorted(names.items()):
            if file is None:
                (folder / name).mkdir(mode=0o700)
            else:
                (folder / name).write_bytes(file.after(luck, chance))
                (folder / name).chmod(0o600)

    def _file(self, path: PurePosixPath) -> File:
        file = self._seen[path]
        assert file is not None, f"{path} is a folder"
        return file

    def _sync(self, path: PurePosixPath) -> None:
        file = self._seen.get(path)
        if file is not None:
            file.sync()
            return
        touched = [nth for nth, event in enumerate(self._renaming, 1) if path in folders_of(event)]
        for event in self._renaming[: max(touched, default=0)]:
            change(self._lasting, event, self._known_files)
        del self._renaming[: max(touched, default=0)]


def folders_of(event: Event) -> set[PurePosixPath]:
    """Whose names it changes."""
    return {event.path.parent} | ({event.to.parent} if event.to else set())


def change(names: Names, event: Event, files: dict[int, File]) -> None:
    """Carry out a change of names; the file that an event makes is one, however often it is carried out."""
    match event.call:
        case "create":
            names[event.path] = files.setdefault(id(event), File())
        case "mkdir":
            names[event.path] = None
        case "unlink" | "rmdir":
            del names[event.path]
        case "rename":
            assert event.to is not None
            names[event.to] = names.pop(event.path)
        case "link":
            assert event.to is not None
            names[event.to] = names[event.path]
        case _:
            raise ValueError(event.call)
