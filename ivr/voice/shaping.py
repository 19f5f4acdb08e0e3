"""From an engine's or a speaker's sound to what the line carries, made for old ears. Knows no word."""

import numpy as np

from hardware.ports import Sound
from ivr.voice import mulaw
from ivr.voice.band import through_the_band
from ivr.voice.loudness import levelled, limited
from ivr.voice.pauses import LONGEST_S, shortened

SHAPING = "2"
"""Changes whenever the same words would come out otherwise: what was kept by another is made anew."""

_FULL_SCALE = 32768


def to_line(sound: Sound, *, louder_db: float = 0.0, longest_pause_s: float = LONGEST_S) -> bytes:
    """Whole mu-law frames: in the band of a telephone, consonants raised, at one loudness, never clipped.

    An empty sound gives no frame, silence gives silence. Some milliseconds of work for a sentence.
    """
    samples = np.frombuffer(sound.samples[: len(sound.samples) // 2 * 2], dtype="<i2") / _FULL_SCALE
    heard = shortened(through_the_band(samples, sound.rate), longest_pause_s)
    loud = limited(levelled(heard, louder_db))
    return mulaw.whole_frames(mulaw.encode(np.rint(loud * _FULL_SCALE).astype(np.int16)))
