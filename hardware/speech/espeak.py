"""The fallback voice: the espeak-ng program, one short process a sentence. Knows words, never whose."""

import io
import shutil
import subprocess
import wave

from hardware.ports import Sound, Synthesizer

RATE = 22_050
"""Samples a second."""

# Measured on our own prompts: pauses left out, its 110 is 125 words a minute heard.
_WORDS_A_MINUTE = 110
_SLOWEST, _FASTEST = 80, 400
PATIENCE_S = 30.0
"""A program that hangs is ended then."""


class EspeakSynthesizer(Synthesizer):
    """Speaks with `program`, French unless told otherwise; no sound at all when it is missing or fails."""

    def __init__(self, program: str = "espeak-ng", patience_s: float = PATIENCE_S, language: str = "fr") -> None:
        self._program = program
        self._patience_s = patience_s
        self._language = language

    def is_available(self) -> bool:
        """Tell whether the program is installed."""
        return shutil.which(self._program) is not None

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """Speak `text`; `speed` 1.0 is about 125 words a minute."""
        command = [self._program, "-v", self._language, "-s", str(pace_of(speed)), "--stdin", "--stdout"]
        spoken = text.replace("\x00", " ").encode("utf-8", "ignore")
        if not spoken.strip():
            return Sound(samples=b"", rate=RATE)
        try:
            done = subprocess.run(command, input=spoken, capture_output=True, timeout=self._patience_s, check=True)
        except (OSError, subprocess.SubprocessError):
            return Sound(samples=b"", rate=RATE)
        return sound_in(done.stdout)


def pace_of(speed: float) -> int:
    """The engine's words a minute for ours."""
    return min(max(round(_WORDS_A_MINUTE * speed), _SLOWEST), _FASTEST)


def sound_in(file: bytes) -> Sound:
    """The samples of a wave file; none when it is not one."""
    # Written to a pipe, the header claims more samples than there are: reading stops where the file does.
    try:
        with wave.open(io.BytesIO(file)) as spoken:
            return Sound(samples=spoken.readframes(spoken.getnframes()), rate=spoken.getframerate())
    except (wave.Error, EOFError):
        return Sound(samples=b"", rate=RATE)
