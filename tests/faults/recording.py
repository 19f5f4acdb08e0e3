"""What a writer asked of its disk, call by call with every byte, and in between what it told: read from strace."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.faults.injection import Case, Writer

CALLS = "openat,write,writev,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,link,linkat,mkdir,rmdir"
STRACE = ("-y", "-xx", "-s", "10000000", "-e", f"trace={CALLS}")
_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)")
_FIRST_FILE = re.compile(r"\d+<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_TOLD = re.compile(r"told (\d+) (\S+)\n")
_ROOT = PurePosixPath()
_KEPT_IN_MEMORY = "-shm"
"""SQLite's index of the log is a memory map, made anew after a crash."""


@dataclass(frozen=True)
class Event:
    """Something that happened: a call that went well, or « told ». `path` is relative to the data folder."""

    call: str
    path: PurePosixPath = _ROOT
    to: PurePosixPath | None = None
    """Where a rename or a link leads."""
    is_emptied: bool = False
    """A file that is made is cut to nothing if it is there already."""
    offset: int = 0
    """Of a write; for a truncation, the new length."""
    content: bytes = b""
    told: tuple[int, str] | None = None


def record(writer: Writer, case: Case, trace: Path) -> list[Event]:
    """Run a case without any fault and keep what it did."""
    story = writer.run(case, "-o", str(trace), *STRACE)
    assert (story.ended, story.failed) == (0, [])
    events = list(read(trace.read_text(encoding="ascii"), case.folder))
    assert dict(event.told for event in events if event.told) == story.told
    return events


def read(trace: str, folder: Path) -> Iterator[Event]:
    """The calls that touch the folder, in order."""
    assert "unfinished" not in trace, "two threads write: their order can't be told"
    for call, arguments, result in _LINE.findall(trace):
        if int(result) < 0:
            continue
        event = _event(call, arguments, folder)
        if event is not None and not event.path.name.endswith(_KEPT_IN_MEMORY):
            yield event


def _event(call: str, arguments: str, folder: Path) -> Event | None:
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    match call:
        case "writev":
            said = _TOLD.fullmatch(texts[0].decode())
            return Event("told", told=(int(said[1]), said[2])) if said else None
        case "openat":
            path = _inside(texts[0], folder)
            if path is None or "O_CREAT" not in arguments:
                return None
            return Event("create", path, is_emptied="O_TRUNC" in arguments)
        case "mkdir" | "rmdir" | "unlink" | "unlinkat":
            path = _inside(texts[0], folder)
            return None if path is None else Event(call.removesuffix("at"), path)
        case "rename" | "link" | "linkat":
            path, to = _inside(texts[0], folder), _inside(texts[1], folder)
            return None if path is None or to is None else Event(call.removesuffix("at"), path, to)
        case _:
            return _on_open_file(call, arguments, texts, folder)


def _on_open_file(call: str, arguments: str, texts: list[bytes], folder: Path) -> Event | None:
    opened = _FIRST_FILE.match(arguments)
    assert opened is not None, arguments[:100]
    path = _inside(bytes.fromhex(opened[1].replace("\\x", "")), folder)
    if path is None:
        return None
    match call:
        case "fsync" | "fdatasync":
            return Event("sync", path)
        case "ftruncate":
            return Event("truncate", path, offset=int(arguments.rpartition(", ")[2]))
        case "pwrite64":
            return Event("write", path, offset=int(arguments.rpartition(", ")[2]), content=texts[0])
        case _:
            return Event("append", path, content=texts[0])


def _inside(path: bytes, folder: Path) -> PurePosixPath | None:
    found = PurePosixPath(path.decode())
    return found.relative_to(folder) if found.is_relative_to(folder) else None
