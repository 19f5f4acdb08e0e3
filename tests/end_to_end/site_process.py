"""A real `relais site` that can be killed and started again where it was, ended by its own process id."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

STOP_SECONDS = 10


class SiteProcess:
    """The site of a demonstration: same folder and same port at every start."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "site"
        self._journal = folder / "site.log"
        self._port = 0
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> None:
        """Start, and return once it serves."""
        command = [
            sys.executable,
            "-m",
            "service",
            "site",
            "--data",
            str(self.data),
            "--port",
            str(self._port),
            "--demo",
        ]
        with self._journal.open("ab") as errors:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        line = self._process.stdout.readline() if self._process.stdout else ""
        word, _, self.address = line.strip().partition(" ")
        assert word == "ready", self._journal.read_text(encoding="utf-8")[-2000:]
        self._port = urlsplit(self.address).port or 0

    def kill(self) -> None:
        """A power cut: no goodbye."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(STOP_SECONDS)

    def freeze(self) -> None:
        """Hear nothing more, with every connection open; only `kill` follows."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def stop(self) -> None:
        """End it as an operator does."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()

    @property
    def journal(self) -> str:
        """What it logged, over all its lives."""
        return self._journal.read_text(encoding="utf-8")
