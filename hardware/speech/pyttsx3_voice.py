"""Another voice: pyttsx3, in a process of its own for each text (its traps are there). Knows words, never whose."""

import importlib.util
import os
import subprocess
import sys

from hardware.ports import Sound, Synthesizer
from hardware.speech.espeak import PATIENCE_S, RATE, pace_of, sound_in


class Pyttsx3Synthesizer(Synthesizer):
    """Speaks French with whatever engine pyttsx3 finds here; no sound at all when it fails, as a mute terminal would.

    Slower to begin than the others (a process starts each time): for places that know pyttsx3, not the default.
    """

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s

    def is_available(self) -> bool:
        """Tell whether the package is installed."""
        return importlib.util.find_spec("pyttsx3") is not None

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """Speak `text`; `speed` 1.0 is about 125 words a minute."""
        spoken = text.replace("\x00", " ").encode("utf-8", "ignore")
        if not spoken.strip():
            return Sound(samples=b"", rate=RATE)
        # In memory: what is said may be somebody's, and nothing of it may reach a disk.
        file = os.memfd_create("voice")
        try:
            return self._spoken(spoken, pace_of(speed), file)
        finally:
            os.close(file)

    def _spoken(self, spoken: bytes, pace: int, file: int) -> Sound:
        command = [sys.executable, "-m", "hardware.speech.pyttsx3_worker", str(pace), f"/proc/self/fd/{file}"]
        try:
            subprocess.run(
                command, input=spoken, capture_output=True, timeout=self._patience_s, check=True, pass_fds=[file]
            )
        except (OSError, subprocess.SubprocessError):
            return Sound(samples=b"", rate=RATE)
        os.lseek(file, 0, os.SEEK_SET)
        return sound_in(os.read(file, os.fstat(file).st_size))
