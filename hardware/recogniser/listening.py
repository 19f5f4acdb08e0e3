"""Sound in, one of a few phrases out, or an abstention: the Vosk engine without any microphone, at any rate.

For whatever brings sound: the kiosk's microphone, a telephone's samples, a file. Runs in the caller's process:
a model that is broken can end that process, so `vosk_worker` gives it one of its own.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import vosk

from hardware.recogniser.grammar import Grammar, spelling
from hardware.recogniser.port import Hearing, HearingOutcome

HUSH_S = 0.6
"""Silence after what was said that ends it, on top of the half second by which the engine itself ends a phrase:
an old person who seeks the next word is not cut off."""
_BYTES_A_SAMPLE = 2
_KEPT_GRAMMARS = 256
"""Many callers are asked the same: to spell two hundred phrases takes as long as to decode a tenth of a second."""


class Listening:
    """One question listened to. Holds no sound: what was taken in is decoded at once."""

    def __init__(self, recogniser: Any, grammar: Grammar, rate: int) -> None:
        self._recogniser = recogniser
        self._grammar = grammar
        self._hush_bytes = HUSH_S * rate * _BYTES_A_SAMPLE
        self._words: list[tuple[str, float]] = []
        self._quiet_bytes = 0
        self._is_talking = False

    def take(self, samples: bytes) -> bool:
        """Hear a piece, signed 16-bit mono; true when a hush has followed something said."""
        if self._recogniser.AcceptWaveform(samples):
            self._keep(self._recogniser.Result())
        self._is_talking = bool(json.loads(self._recogniser.PartialResult()).get("partial"))
        self._quiet_bytes = 0 if self._is_talking or not self._words else self._quiet_bytes + len(samples)
        return self._quiet_bytes >= self._hush_bytes

    @property
    def has_begun(self) -> bool:
        """Whether something was said, or is being said."""
        return self._is_talking or bool(self._words)

    def end(self) -> Hearing:
        """No more sound: say what was heard in all of it."""
        self._keep(self._recogniser.FinalResult())
        return self._grammar.meaning(self._words)

    def _keep(self, result: str) -> None:
        said = [(each["word"], each["conf"]) for each in json.loads(result).get("result", ())]
        self._words = self._grammar.without_fillers([*self._words, *said])


class NothingToHear:
    """A question none of whose phrases the model knows: nothing is listened to."""

    has_begun = False

    def take(self, _samples: bytes) -> bool:
        """Enough at once."""
        return True

    def end(self) -> Hearing:
        """The glass must do."""
        return Hearing(outcome=HearingOutcome.UNABLE)


class Engine:
    """A Vosk model, loaded: about three seconds and half a gigabyte. Raises what Vosk raises on a broken one."""

    def __init__(self, model: Path) -> None:
        vosk.SetLogLevel(-1)
        # By its path and no other way: asked for by name, the library would fetch it from outside.
        self._model = vosk.Model(model_path=str(model))
        self._grammar = lru_cache(_KEPT_GRAMMARS)(self._spelled)

    def knows(self, word: str) -> bool:
        """Whether the model has this word."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def can_hear(self, phrase: str) -> bool:
        """Whether it has all the words of a phrase."""
        return bool(spelling(phrase, self.knows))

    def listening(
        self, phrases: Sequence[str], traps: Sequence[str], rate: int, fillers: Sequence[str] = ()
    ) -> Listening | NothingToHear:
        """Begin to listen for these phrases, in sound of `rate` samples a second."""
        grammar = self._grammar(tuple(phrases), tuple(traps), tuple(fillers))
        if grammar.is_empty:
            return NothingToHear()
        # Letters as they are: the engine reads « \u00e9 » as six signs, and would drop every word with an accent.
        entries = json.dumps(grammar.entries(), ensure_ascii=False)
        recogniser = vosk.KaldiRecognizer(self._model, float(rate), entries)
        recogniser.SetWords(True)
        return Listening(recogniser, grammar, rate)

    def _spelled(self, phrases: tuple[str, ...], traps: tuple[str, ...], fillers: tuple[str, ...]) -> Grammar:
        return Grammar(phrases, traps, self.knows, fillers)
