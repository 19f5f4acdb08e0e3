"""How loud a voice is while it speaks, brought to one level, and never beyond what the line can carry.

Samples run from -1 to 1. dBov: against the loudest square wave; 0 dBm0 of mu-law is -6.18 dBov (ITU-T G.711, G.100.1).
"""

import numpy as np
from numpy.typing import NDArray

from ivr.voice.mulaw import RATE

ZERO_DBM0_IN_DBOV = -6.18
ACTIVE_LEVEL_DBM0 = -17.0
"""The level of every prompt while it speaks. Speech on telephone networks is nominally at -20 dBm0, that is -26 dBov
(ITU-T P.56 and G.191 measure and adjust to it); ours is 3 dB louder, for old ears, and still 14 dB under the peak."""
LOUDER_DB = 6.0
"""« Plus fort »: twice the amplitude."""

CEILING = 10 ** (-1 / 20)
"""No sample goes beyond: 1 dB under the end of the scale."""

_FRAME = RATE // 50
"""20 ms."""
_MARGIN_DB = 15.9
"""A frame speaks when it is no further below the active level (ITU-T P.56)."""
_HANGOVER_FRAMES = 10
"""200 ms after the last such frame still count: pauses within words are speech (ITU-T P.56)."""
_ROUNDS = 20
_INAUDIBLE_DBOV = -75.0
_MOST_GAIN_DB = 40.0
"""A sound further below is a fault, not a voice: it is not raised to a roar."""
_BLOCK = RATE // 100
"""10 ms: the limiter turns down and up again this slowly, so that it is not heard as a crackle."""


def active_level_dbov(samples: NDArray[np.float64]) -> float | None:
    """The level of the frames that speak, as ITU-T P.56 has it; None for silence.

    Frames of 20 ms stand for the smoothed envelope of P.56's method B: its threshold, 15.9 dB below the level that is
    looked for, and its hangover of 200 ms are kept.
    """
    powers = np.mean(_blocks(samples, _FRAME) ** 2, axis=1)
    if not len(powers) or _db(float(np.max(powers))) < _INAUDIBLE_DBOV:
        return None
    level = float(np.mean(powers))
    for _ in range(_ROUNDS):
        speaking = _held(powers >= level * 10 ** (-_MARGIN_DB / 10))
        found = float(np.mean(powers[speaking]))
        if np.isclose(found, level, rtol=1e-6):
            break
        level = found
    return _db(level)


def levelled(samples: NDArray[np.float64], louder_db: float = 0.0) -> NDArray[np.float64]:
    """Bring a voice to the active level of every prompt, so much louder; silence stays what it is."""
    level = active_level_dbov(samples)
    if level is None:
        return samples
    gain_db = min(ACTIVE_LEVEL_DBM0 + ZERO_DBM0_IN_DBOV - level, _MOST_GAIN_DB) + louder_db
    return np.asarray(samples * 10 ** (gain_db / 20), dtype=np.float64)


def limited(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn down what would go beyond the ceiling, 10 ms before and after; the wave itself is never cut."""
    blocks = _blocks(samples, _BLOCK)
    if not len(blocks):
        return samples
    needed = CEILING / np.maximum(np.max(np.abs(blocks), axis=1), CEILING)
    # Each edge takes the lower gain of its two blocks: between two edges, none is above what the block needs.
    edges = np.minimum(np.append(needed, 1.0), np.insert(needed, 0, 1.0))
    gains = np.interp(np.arange(len(samples)), np.arange(len(edges)) * _BLOCK, edges)
    return np.asarray(samples * gains, dtype=np.float64)


def _held(speaking: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A frame that speaks makes the next ten speak too."""
    places = np.arange(len(speaking))
    last_spoken = np.maximum.accumulate(np.where(speaking, places, -len(speaking) - _HANGOVER_FRAMES))
    return np.asarray(places - last_spoken <= _HANGOVER_FRAMES, dtype=np.bool_)


def _blocks(samples: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.pad(samples, (0, -len(samples) % size)).reshape(-1, size)


def _db(power: float) -> float:
    return float(10 * np.log10(max(power, 1e-20)))
