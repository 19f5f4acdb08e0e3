"""Pauses of a voice: long enough to think, never so long that the line seems dead. Knows samples only."""

import numpy as np
from numpy.typing import NDArray

from ivr.voice.mulaw import RATE

LONGEST_S = 0.5
"""Between two sentences, and at most after the last one (words.md counts 0.4 s). Pico leaves 0.8."""

_FRAME = RATE // 100
_QUIET_DB = -45.0
"""Against the loudest frame; a voice at the end of a breath is above."""


def shortened(samples: NDArray[np.float64], longest_s: float = LONGEST_S) -> NDArray[np.float64]:
    """Take the middle out of every silence that is longer; the edges of words stay whole, and so does pure silence."""
    whole = len(samples) // _FRAME * _FRAME
    powers = np.mean(samples[:whole].reshape(-1, _FRAME) ** 2, axis=1)
    if not len(powers) or not np.any(powers):
        return samples
    is_quiet = powers < np.max(powers) * 10 ** (_QUIET_DB / 10)
    turns = np.flatnonzero(np.diff(np.concatenate(([0], is_quiet.astype(np.int8), [0]))))
    kept = np.ones(len(samples), dtype=np.bool_)
    side = round(longest_s * RATE / 2)
    for start, end in turns.reshape(-1, 2) * _FRAME:
        kept[start + side : max(end - side, start + side)] = False
    return np.asarray(samples[kept], dtype=np.float64)
