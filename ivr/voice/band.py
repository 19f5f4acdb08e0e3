"""What of a voice goes through a telephone, and what of it old ears need most. Knows samples, no word and no line.

One look at the whole sentence as frequencies does it all: what the line doesn't carry is left out, consonants are
raised, and the samples come back at 8 kHz.
"""

from math import gcd

import numpy as np
from numpy.typing import NDArray

from ivr.voice.mulaw import RATE

LOW_HZ, HIGH_HZ = 300.0, 3400.0
"""The band of a telephone line (ITU-T G.712): all of it passes, whatever the engine or the microphone gave."""
LOW_STOP_HZ, HIGH_STOP_HZ = 200.0, 3700.0
"""Below and above, nothing passes: hum and thumps take loudness from the words, whistles fold back."""

PRESENCE_DB = 6.0
"""Raised from 1.5 kHz on, where consonants are told apart and where ears lose most with age (ISO 7029: the median
man of 70 hears some 10 dB worse at 2 kHz, and 20 dB worse at 3 kHz, than at 1 kHz; about half of it is given back,
the half-gain rule of hearing aids). One sound serves everybody: more would be harsh for good ears."""
PRESENCE_FROM_HZ, PRESENCE_WHOLE_HZ = 1000.0, 2000.0
"""It begins at the first, is half there at 1.4 kHz, and whole from the second on."""

_ROOM_S = 0.05
"""Silence before and after, so that the end of a sentence does not ring into its beginning."""


def through_the_band(samples: NDArray[np.float64], rate: int, *, is_raised: bool = True) -> NDArray[np.float64]:
    """The samples at 8 kHz as the line will carry them; as long as before, in the same units.

    Not raised, they are what a caller's telephone would send.
    """
    if not len(samples):
        return samples
    step, line_step = rate // gcd(rate, RATE), RATE // gcd(rate, RATE)
    # A whole number of steps on both sides, and a length made of small factors, which is quick to transform.
    steps = _quick_length(-(-(len(samples) + round(2 * _ROOM_S * rate)) // step))
    room = round(_ROOM_S * rate) // step
    whole = np.zeros(steps * step)
    whole[room * step : room * step + len(samples)] = samples
    spectrum = np.fft.rfft(whole)
    hertz = np.arange(steps * line_step // 2 + 1) * (RATE / (steps * line_step))
    carried = np.zeros(len(hertz), dtype=spectrum.dtype)
    count = min(len(hertz), len(spectrum))
    carried[:count] = spectrum[:count]
    gains = np.interp(hertz, _HERTZ, _GAINS if is_raised else _FLAT)
    heard = np.fft.irfft(carried * gains, steps * line_step) * (line_step / step)
    start = room * line_step
    return np.asarray(heard[start : start + round(len(samples) * RATE / rate)], dtype=np.float64)


def gain(hertz: NDArray[np.float64], presence_db: float = PRESENCE_DB) -> NDArray[np.float64]:
    """How much of each frequency passes, as a factor."""
    rise = _slope(hertz, LOW_STOP_HZ, LOW_HZ)
    fall = 1 - _slope(hertz, HIGH_HZ, HIGH_STOP_HZ)
    octaves = np.log2(np.maximum(hertz, 1.0))
    presence = _slope(octaves, np.log2(PRESENCE_FROM_HZ), np.log2(PRESENCE_WHOLE_HZ))
    return np.asarray(rise * fall * 10 ** (presence * presence_db / 20), dtype=np.float64)


def _slope(at: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    """From 0 to 1 between two places, without a corner: corners ring."""
    along = np.clip((at - start) / (end - start), 0.0, 1.0)
    return np.asarray((1 - np.cos(np.pi * along)) / 2, dtype=np.float64)


def _quick_length(at_least: int) -> int:
    """The next even number that is a small one times a power of two: an eighth longer at most."""
    unit = 1 << max(at_least.bit_length() - 4, 1)
    return -(-at_least // unit) * unit


_HERTZ = np.arange(RATE // 2 + 1, dtype=np.float64)
_GAINS, _FLAT = gain(_HERTZ), gain(_HERTZ, 0.0)
