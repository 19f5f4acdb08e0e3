"""Where the sound of the kiosk comes from: a program that writes it to its standard output. Keeps nothing.

`arecord` of ALSA, or PulseAudio's own program where that server runs: 16 kHz, signed 16-bit mono.
"""

import os
import select
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

RATE = 16_000
"""Samples a second."""
PIECE = RATE // 10 * 2
"""Bytes of a tenth of a second."""

ARECORD = ("arecord", "-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(RATE))
"""ALSA's own program, on the device that it calls default."""

Source = Callable[[], Sequence[str] | None]
"""The command that writes sound, found anew each time; None when there is no microphone. Tests give a file."""


def find_microphone() -> Sequence[str] | None:
    """Find a program and a device that hears."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    if shutil.which("parec") and ("PULSE_SERVER" in os.environ or (runtime / "pulse" / "native").exists()):
        return ("parec", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}", "--latency-msec=100")
    if shutil.which("arecord") and has_capture():
        return ARECORD
    return None


def has_capture(devices: Path = Path("/proc/asound/pcm")) -> bool:
    """Tell whether a sound card of this machine takes sound in."""
    try:
        return "capture" in devices.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


class Microphone:
    """The source while it is open: a process, ended with the `with` block. Raises OSError when it can't be started."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Killed, not asked: once the answer is known nothing more may be heard.
        self._process.kill()
        self._process.communicate()

    def read(self, seconds: float) -> bytes | None:
        """A tenth of a second of sound or less; empty at its end, None when nothing came within `seconds`."""
        sound = self._process.stdout
        if sound is None:
            return b""
        readable, _, _ = select.select([sound], [], [], seconds)
        return os.read(sound.fileno(), PIECE) if readable else None
