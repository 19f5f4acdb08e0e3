"""What a folder said to be a Vosk model is worth on this machine. Knows sounds and phrases, never anybody's."""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Self

from hardware.ports import Sound
from hardware.recogniser.ear import Utterances
from hardware.recogniser.engine_process import EngineProcess
from hardware.recogniser.vosk_recogniser import LOADING_S, is_model, takes_phrases, worker_command
from service.faults import BadNewsError, OperatorError

_ANSWER_S = 60.0
_PIECE_S = 0.1
_SAMPLE_BYTES = 2


@dataclass(frozen=True, kw_only=True)
class Trial:
    """How one sound was decoded."""

    outcome: str
    phrase: str
    seconds: float
    """How long it took."""
    sound_seconds: float
    """How long it lasts."""


class Model:
    """A model loaded in a process of its own, to be questioned; ended with the `with` block."""

    def __init__(self, folder: Path) -> None:
        if find_spec("vosk") is None:
            raise BadNewsError("the package vosk is not installed here")
        if not is_model(folder):
            raise BadNewsError(f"{folder}: not the folder of a Vosk model (am/final.mdl is expected in it)")
        if not takes_phrases(folder):
            raise BadNewsError(f"{folder}: it can't be held to phrases (HCLG.fst in it): find a small or dynamic model")
        self.bytes = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        self.notes = _notes(folder)
        start = monotonic()
        self._engine = EngineProcess(worker_command(folder))
        self.is_loaded = self._engine.wait_until_ready(LOADING_S)
        self.load_seconds = monotonic() - start

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.kill()

    @property
    def memory(self) -> int:
        """The most bytes it held so far."""
        return self._engine.most_memory()

    def unknown(self, phrases: Sequence[str]) -> list[str]:
        """The phrases that it lacks a word for."""
        self._engine.ask({"knows": list(phrases)})
        answer = self._engine.answer(_ANSWER_S)
        known = answer["knows"] if answer else [False] * len(phrases)
        return [phrase for phrase, is_known in zip(phrases, known, strict=True) if not is_known]

    def hear(self, sound: Sound, utterances: Utterances) -> Trial:
        """Decode a sound as fast as it goes, all of it at once."""
        start = monotonic()
        self._engine.ask(
            {
                "listen": utterances.phrases,
                "traps": utterances.traps,
                "fillers": utterances.fillers,
                "rate": sound.rate,
            }
        )
        piece = round(sound.rate * _PIECE_S) * _SAMPLE_BYTES
        for at in range(0, len(sound.samples), piece):
            self._engine.hear(sound.samples[at : at + piece])
        self._engine.hear(b"")
        answer = self._engine.answer(_ANSWER_S)
        taken = monotonic() - start
        outcome, at = (answer["outcome"], answer["phrase"]) if answer else ("no answer", -1)
        phrase = utterances.phrases[at] if at >= 0 else ""
        return Trial(outcome=outcome, phrase=phrase, seconds=taken, sound_seconds=sound.seconds)


def read_sound(file: Path) -> Sound:
    """A wave file of signed 16-bit mono samples, at any rate."""
    try:
        with wave.open(str(file), "rb") as said:
            if (said.getnchannels(), said.getsampwidth()) != (1, _SAMPLE_BYTES):
                raise OperatorError(f"{file}: one channel of 16 bits is expected")
            return Sound(samples=said.readframes(said.getnframes()), rate=said.getframerate())
    except (wave.Error, EOFError) as fault:
        raise OperatorError(f"{file}: not a wave file ({fault})") from None


def _notes(folder: Path) -> list[tuple[str, str]]:
    """What its makers say of it: the first line of its README, and the names of its licence files."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    licences = [name for name in names if name.upper().startswith(("LICENSE", "LICENCE", "COPYING"))]
    readme = next((name for name in names if name.upper().startswith("README")), "")
    said = (folder / readme).read_text(encoding="utf-8", errors="replace").strip() if readme else ""
    return [
        ("its makers say", said.splitlines()[0] if said else "nothing: it has no README, so its language is not known"),
        ("licence", ", ".join(licences) or "no licence file in it: ask whoever made it before you use it"),
    ]
