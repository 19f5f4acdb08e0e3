"""The site of a demonstration as a process of its own, started and ended by its own process id."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STOP_SECONDS = 10


class NotReadyError(RuntimeError):
    """The site ended, or closed its output, before it served."""


@contextmanager
def running_site(data: Path, journal: Path) -> Iterator[str]:
    """Start `relais site --demo` on a free port; gives its address once it serves, and ends it."""
    command = [sys.executable, "-m", "service", "site", "--data", str(data), "--port", "0", "--demo"]
    with (
        journal.open("wb") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            yield _address(process)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    word, _, address = line.strip().partition(" ")
    if word != "ready":
        raise NotReadyError("the site did not start: see its journal")
    return address
