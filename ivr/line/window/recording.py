"""The sound of a call as a file: the voice of the site, and the tones of the caller's keys. Knows no words."""

import wave
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ivr.voice import mulaw

_ROWS, _COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
_KEYPAD = "123456789*0#"
TONE_SECONDS = 0.12
PAUSE_SECONDS = 0.35
_TONE_LEVEL = 0.12


@dataclass
class Recording:
    """Grows while the call lasts."""

    _parts: list[NDArray[np.int16]] = field(default_factory=list, repr=False)

    def voice(self, sound: bytes) -> None:
        """What the site said, mu-law."""
        self._parts.append(mulaw.decode(sound))

    def keys(self, keys: str) -> None:
        """What the caller pressed, as its two tones; digits of a code all sound alike here."""
        for key in keys if len(keys) == 1 else "1" * len(keys):
            self._parts += [self._pause(), _tone(key)]
        self._parts.append(self._pause())

    def save(self, file: Path) -> None:
        """Write a WAV of 16 bits at 8 kHz."""
        file.parent.mkdir(parents=True, exist_ok=True)
        samples = np.concatenate(self._parts) if self._parts else np.zeros(0, dtype=np.int16)
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(mulaw.RATE)
            out.writeframes(samples.astype("<i2").tobytes())

    @staticmethod
    def _pause() -> NDArray[np.int16]:
        return np.zeros(int(PAUSE_SECONDS * mulaw.RATE), dtype=np.int16)


def _tone(key: str) -> NDArray[np.int16]:
    """The two frequencies of a key (ITU-T Q.23)."""
    place = _KEYPAD.index(key)
    at = np.arange(int(TONE_SECONDS * mulaw.RATE)) * (2 * np.pi / mulaw.RATE)
    wave_ = np.sin(at * _ROWS[place // 3]) + np.sin(at * _COLUMNS[place % 3])
    return np.asarray(wave_ * _TONE_LEVEL * np.iinfo(np.int16).max, dtype=np.int16)
