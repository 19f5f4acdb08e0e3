"""Sound as European trunks carry it: G.711 A-law. To it from mu-law and back, by table. Knows no word, no line."""

import numpy as np
from numpy.typing import NDArray

from ivr.voice import mulaw

_POSITIVE = 0x80
"""Set in both laws where the sample is not below zero; each law has two values next to zero."""


def _decode_table() -> NDArray[np.int32]:
    """The 256 values of G.711 A-law, in 16 bits: sign, segment, step; every other bit inverted on the wire."""
    codes = np.arange(256) ^ 0x55
    segment, step = (codes >> 4) & 7, codes & 15
    magnitude = np.where(segment == 0, (step << 4) + 8, ((step << 4) + 0x108) << np.maximum(segment - 1, 0))
    return np.where(codes & _POSITIVE, magnitude, -magnitude).astype(np.int32)


_SIGN = np.arange(256) & _POSITIVE
_ALAW = _decode_table()
_MULAW = mulaw.decode(bytes(range(256))).astype(np.int32)


def _nearest(given: NDArray[np.int32], wanted: NDArray[np.int32]) -> bytes:
    """For each value of one law, the code of the other law that is nearest, of the same sign when two are."""
    distance = np.abs(given[:, None] - wanted[None, :]) * 2 + (_SIGN[:, None] != _SIGN[None, :])
    return bytes(distance.argmin(axis=1).astype(np.uint8))


_FROM_MULAW = _nearest(_MULAW, _ALAW)
_TO_MULAW = _nearest(_ALAW, _MULAW)


def from_mulaw(sound: bytes) -> bytes:
    """The same sound in A-law, one byte a sample."""
    return sound.translate(_FROM_MULAW)


def to_mulaw(sound: bytes) -> bytes:
    """The same sound in mu-law, one byte a sample."""
    return sound.translate(_TO_MULAW)
