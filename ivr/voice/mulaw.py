"""Sound as telephones carry it: G.711 mu-law at 8 kHz, in frames of 20 ms. Knows no word and no line."""

import numpy as np
from numpy.typing import NDArray

RATE = 8000
FRAME_BYTES = 160
FRAME_SECONDS = 0.02
SILENCE = b"\xff"
"""One sample of nothing."""

_BIAS = 33
_CLIP = 8158


def _decode_table() -> NDArray[np.int16]:
    """The 256 values of G.711: sign, three bits of segment, four of step, all inverted on the wire."""
    codes = ~np.arange(256) & 0xFF
    segment, step = (codes >> 4) & 7, codes & 15
    magnitude = (((step << 1) + _BIAS) << segment) - _BIAS
    return np.where(codes & 0x80, -magnitude, magnitude).astype(np.int16) << 2


def _encode_table() -> NDArray[np.uint8]:
    """The byte of each 16-bit sample, in the order of its bits."""
    # G.711 counts in 14 bits; the shift comes before the sign, as in everybody's tables.
    wide = np.arange(1 << 16, dtype=np.uint16).view(np.int16).astype(np.int32) >> 2
    biased = np.minimum(np.abs(wide), _CLIP) + _BIAS
    segment = np.floor(np.log2(biased)).astype(np.int32) - 5
    step = (biased >> (segment + 1)) & 15
    sign = np.where(wide < 0, 0x80, 0)
    return np.asarray(~(sign | (segment << 4) | step) & 0xFF, dtype=np.uint8)


_DECODED = _decode_table()
_ENCODED = _encode_table()


def encode(samples: NDArray[np.int16]) -> bytes:
    """Compress 16-bit samples, one byte each."""
    return bytes(_ENCODED[samples.view(np.uint16)])


def decode(sound: bytes) -> NDArray[np.int16]:
    """Give the samples back, as a telephone would."""
    return _DECODED[np.frombuffer(sound, dtype=np.uint8)]


def whole_frames(sound: bytes) -> bytes:
    """Fill the last frame with silence."""
    return sound + SILENCE * (-len(sound) % FRAME_BYTES)


def frames(sound: bytes) -> list[bytes]:
    """Cut into frames of 20 ms; the last one is filled with silence."""
    whole = whole_frames(sound)
    return [whole[start : start + FRAME_BYTES] for start in range(0, len(whole), FRAME_BYTES)]


def seconds(sound: bytes) -> float:
    """How long it lasts."""
    return len(sound) / RATE
