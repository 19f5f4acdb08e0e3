"""The `relais` command as an operator runs it: a process of its own, its output, its end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 200


def environment(**more: str) -> dict[str, str]:
    """This machine's, without a display and without settings of its own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("RELAIS_")}
    return {name: value for name, value in own.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")} | more


def relais(*words: str | Path, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; `typed` is what it can read."""
    return subprocess.run(
        [sys.executable, "-m", "service", *map(str, words)],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(**more),
        timeout=WAIT_SECONDS,
        check=False,
    )


@dataclass
class RunningSite:
    """A site that serves."""

    process: subprocess.Popen[str]
    address: str

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")

    def stop(self) -> int:
        """Ask it to end, as systemd does; its exit code."""
        self.process.terminate()
        return self.process.wait(10)


@contextmanager
def site(data: Path, *words: str, **more: str) -> Iterator[RunningSite]:
    """Start `relais site` on a free port; ended by its own process id, whatever happens."""
    command = [sys.executable, "-m", "service", "site", "--data", str(data), "--port", "0", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment(**more)
    ) as process:
        try:
            assert process.stdout is not None
            word, _, address = process.stdout.readline().strip().partition(" ")
            assert word == "ready", process.stderr.read() if process.stderr else ""
            yield RunningSite(process, address)
        finally:
            if process.poll() is None:
                process.kill()
