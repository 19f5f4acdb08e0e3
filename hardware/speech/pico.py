"""The default voice: SVOX Pico through py-nanotts, in process, nothing written to disk. Knows words, never whose.

Its traps are handled here: marks that look like markup are commands to it, a very long word stops it for ever,
long rows of digits make it fail, and it holds the interpreter while it works, so long texts go in by sentences.
"""

import ctypes
import re
from collections.abc import Iterator
from threading import Lock

from py_nanotts import NanoTTS

from hardware.ports import Sound, Synthesizer
from hardware.speech.sentences import sentences

RATE = 16_000
"""Samples a second."""

SLOWEST, FASTEST = 0.5, 2.0
# Measured on our own prompts: the engine's own pace, 1.0, is 160 words a minute.
_PACE_OF_125_WORDS = 0.74
# At full volume slow speech clips; this leaves 2 dB.
_HEADROOM = 0.8
_MARKUP = str.maketrans({"<": " ", ">": " ", "&": " et ", "\x00": " "})
_LONG_WORD = re.compile(r"\S{30}(?=\S)")
_LONG_NUMBER = re.compile(r"(\d{10})(?=\d)")
_LONGEST_PIECE = 300
_M_MMAP_THRESHOLD, _ZEROED_FROM_BYTES = -3, 1 << 20


class PicoSynthesizer(Synthesizer):
    """Speaks French with the packaged voice; no sound of a text that it fails on: half of one misleads."""

    def __init__(self) -> None:
        _give_the_engine_clean_memory()
        self._engine = NanoTTS()
        self._lock = Lock()

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """Speak `text`; `speed` 1.0 is about 125 words a minute, and is held between 0.5 and 2."""
        pace = min(max(speed, SLOWEST), FASTEST) * _PACE_OF_125_WORDS
        try:
            return Sound(samples=b"".join(self._speak(piece, pace) for piece in _pieces(text)), rate=RATE)
        except (RuntimeError, ValueError, MemoryError):
            return Sound(samples=b"", rate=RATE)

    def _speak(self, piece: str, pace: float) -> bytes:
        with self._lock:
            return bytes(self._engine.speak(piece, voice="fr-FR", speed=pace, volume=_HEADROOM))


def _give_the_engine_clean_memory() -> None:
    """Make the same words sound the same each time, as far as can be had.

    The engine reads memory it never wrote: in blocks used before, its pace changes by a tenth. glibc takes blocks over
    this size from the system, which hands them over zeroed. A process with a long past may still hear the difference.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _ZEROED_FROM_BYTES)


def _pieces(text: str) -> Iterator[str]:
    """Give what the engine can say in one go, sentence by sentence."""
    sayable = text.encode("utf-8", "ignore").decode("utf-8").translate(_MARKUP)
    sayable = _LONG_NUMBER.sub(r"\1 ", _LONG_WORD.sub(r"\g<0> ", sayable))
    for sentence in sentences(sayable):
        yield from _within_reach(sentence)


def _within_reach(sentence: str) -> Iterator[str]:
    piece = ""
    for word in sentence.split():
        if piece and len(piece) + len(word) >= _LONGEST_PIECE:
            yield piece
            piece = ""
        piece = f"{piece} {word}".strip()
    if piece:
        yield piece
