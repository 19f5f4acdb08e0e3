"""Sound as telephones carry it: G.711 mu-law at 8 kHz, in frames of 20 ms. Knows no word and no line."""

import numpy as np
from numpy.typing import NDArray

RATE = 8000
FRAME_BYTES = 160
FRAME_SECONDS = 0.02
SILENCE = b"\xff"
"""One sample of nothing."""

LEVEL_DB = -3.0
"""A loud voice at full scale clips on the line (voice.md B2)."""
LOUDER_DB = 0.0

_BIAS = 33
_CLIP = 8158
_BAND_HZ = 3400
"""Telephone lines carry nothing above; what is above would fold back as a whistle."""
_TAPS = 127


def _decode_table() -> NDArray[np.int16]:
    """The 256 values of G.711: sign, three bits of segment, four of step, all inverted on the wire."""
    codes = ~np.arange(256) & 0xFF
    segment, step = (codes >> 4) & 7, codes & 15
    magnitude = (((step << 1) + _BIAS) << segment) - _BIAS
    return np.where(codes & 0x80, -magnitude, magnitude).astype(np.int16) << 2


_DECODED = _decode_table()


def encode(samples: NDArray[np.int16]) -> bytes:
    """Compress 16-bit samples, one byte each."""
    # G.711 counts in 14 bits; the shift comes before the sign, as in everybody's tables.
    wide = samples.astype(np.int32) >> 2
    biased = np.minimum(np.abs(wide), _CLIP) + _BIAS
    segment = np.floor(np.log2(biased)).astype(np.int32) - 5
    step = (biased >> (segment + 1)) & 15
    sign = np.where(wide < 0, 0x80, 0)
    return bytes((~(sign | (segment << 4) | step) & 0xFF).astype(np.uint8))


def decode(sound: bytes) -> NDArray[np.int16]:
    """Give the samples back, as a telephone would."""
    return _DECODED[np.frombuffer(sound, dtype=np.uint8)]


def to_line(samples: bytes, rate: int, level_db: float = LEVEL_DB) -> bytes:
    """Turn 16-bit little-endian mono samples into whole mu-law frames."""
    heard = np.frombuffer(samples, dtype="<i2").astype(np.float64) * 10 ** (level_db / 20)
    if rate != RATE:
        heard = _resample(heard, rate)
    sound = encode(np.clip(np.rint(heard), -32768, 32767).astype(np.int16))
    return sound + SILENCE * (-len(sound) % FRAME_BYTES)


def frames(sound: bytes) -> list[bytes]:
    """Cut into frames of 20 ms; the last one is filled with silence."""
    whole = sound + SILENCE * (-len(sound) % FRAME_BYTES)
    return [whole[start : start + FRAME_BYTES] for start in range(0, len(whole), FRAME_BYTES)]


def seconds(sound: bytes) -> float:
    """How long it lasts."""
    return len(sound) / RATE


def _resample(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Cut what the line cannot carry, then take 8000 values a second."""
    if not len(samples):
        return samples
    filtered = np.convolve(samples, _low_pass(rate), mode="same")
    count = round(len(samples) * RATE / rate)
    heard = np.interp(np.arange(count) * (rate / RATE), np.arange(len(samples)), filtered)
    return np.asarray(heard, dtype=np.float64)


def _low_pass(rate: int) -> NDArray[np.float64]:
    """A windowed sinc whose gain is one at rest."""
    offsets = np.arange(_TAPS) - (_TAPS - 1) / 2
    taps = np.sinc(2 * _BAND_HZ / rate * offsets) * np.blackman(_TAPS)
    return np.asarray(taps / taps.sum(), dtype=np.float64)
