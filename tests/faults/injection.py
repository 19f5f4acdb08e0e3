"""Faults at one system call of a program that does deeds: strace attaches to it while it waits, then lets it go."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "truncate",
    "fallocate",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
)
"""What changes a disk, and what makes it last."""

_CALL = re.compile(r"^(\d+)\s+(\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One run of the writer."""

    folder: Path
    deeds: Sequence[int]
    before: Sequence[int] = ()
    """Done before the faults begin, so that the program is at its ease."""
    pauses_before_opening: bool = False
    has_keys: bool = True
    pragmas: Sequence[str] = ("wal_autocheckpoint = 8",)
    """Told to each connection once it is open."""

    def line(self) -> bytes:
        return json.dumps({**vars(self), "folder": str(self.folder)}).encode() + b"\n"


@dataclass
class Story:
    """What a run said, and how it ended."""

    told: dict[int, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    """The kinds of error, in order; an deed that is asked twice may fail twice."""
    ended: int = 0

    def hear(self, words: Sequence[str]) -> None:
        match words:
            case ["told", number, answer]:
                self.told[int(number)] = answer
            case ["failed", _, kind] | ["stopped", kind]:
                self.failed.append(kind)


class Writer:
    """The program of `writer.py`, its imports made."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        assert self._words() == ["imported"]

    def run(self, case: Case, *strace: str) -> Story:
        """One case, under a strace with these arguments while it does its deeds."""
        self._write(case.line())
        story = Story()
        tracer: subprocess.Popen[bytes] | None = None
        while (words := self._words())[0] != "ended":
            if words[0] == "ready":
                tracer = attached(words[1], strace)
                self._write(b".")
            else:
                story.hear(words)
        story.ended = int(words[1])
        assert tracer is not None, "it never came to the faults"
        tracer.communicate()
        return story

    def _write(self, message: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(message)
        self._process.stdin.flush()

    def _words(self) -> list[str]:
        assert self._process.stdout is not None
        words = self._process.stdout.readline().decode().split()
        assert words, "the writer is gone"
        return words


def attached(pid: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """A strace that holds this process, and ends with it."""
    tracer = subprocess.Popen(["strace", "-f", "-p", pid, *arguments], stderr=subprocess.PIPE)
    assert tracer.stderr is not None
    said = tracer.stderr.readline()
    assert b"attached" in said, said
    return tracer


@contextmanager
def writing() -> Iterator[Writer]:
    """The program, ended with the block."""
    command = [sys.executable, "-m", "tests.faults.writer"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Writer(process)
        finally:
            process.kill()


def calls_of(writer: Writer, case: Case, trace: Path) -> dict[str, int]:
    """How often a run makes each call when nothing goes wrong; in the busiest thread, for strace counts by thread."""
    story = writer.run(case, "-o", str(trace), "-e", f"trace={','.join(CALLS)}")
    assert (story.ended, story.failed) == (0, [])
    assert list(story.told) == [*case.before, *case.deeds]
    found = Counter(_CALL.findall(trace.read_text()))
    return {call: max(found[key] for key in found if key[1] == call) for call in sorted({call for _, call in found})}
