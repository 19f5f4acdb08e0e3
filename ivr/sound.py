"""The telephone's voice: sentences to mu-law sound. Fixed ones are kept, personal ones never."""

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hardware.ports import Synthesizer
from ivr import mulaw
from ivr.turns import Sentence

NORMAL_SPEED = 1.0
SLOW_SPEED = 0.8


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How sentences are said to this caller."""

    is_slow: bool = False
    is_loud: bool = False

    @property
    def speed(self) -> float:
        """As synthesizers count it."""
        return SLOW_SPEED if self.is_slow else NORMAL_SPEED

    @property
    def level_db(self) -> float:
        """Gain before the line."""
        return mulaw.LOUDER_DB if self.is_loud else mulaw.LEVEL_DB


@dataclass(frozen=True)
class Voice:
    """Says sentences. `name` names the engine and its voice, so that a change of voice empties nothing but is seen.

    `folder` keeps fixed sentences between two starts; nothing personal is ever written to it.
    """

    synthesizer: Synthesizer = field(repr=False)
    name: str
    folder: Path | None = None
    _kept: dict[str, bytes] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def say(self, sentence: Sentence, manner: Manner) -> bytes:
        """The mu-law sound of a sentence, in whole frames. Blocks while the engine works: some 10 ms a sentence."""
        if sentence.is_personal:
            return self._render(sentence.text, manner)
        digest = self._digest(sentence.text, manner)
        kept = self._kept.get(digest)
        if kept is None:
            kept = self._keep(digest, self._read(digest) or self._render(sentence.text, manner))
        return kept

    def is_ready(self, sentence: Sentence, manner: Manner) -> bool:
        """Whether the sentence can be said without the engine."""
        return self._digest(sentence.text, manner) in self._kept

    def prepare(self, sentences: Iterable[Sentence]) -> int:
        """Say fixed sentences to nobody, so that callers never wait for them; tells how many are kept.

        Only this writes to the folder: a file that appears during a call would tell what was said in it.
        """
        for sentence in sentences:
            if not sentence.is_personal:
                self._write(self._digest(sentence.text, Manner()), self.say(sentence, Manner()))
        return len(self._kept)

    def _keep(self, digest: str, sound: bytes) -> bytes:
        with self._lock:
            return self._kept.setdefault(digest, sound)

    def _render(self, text: str, manner: Manner) -> bytes:
        sound = self.synthesizer.render(text, speed=manner.speed)
        return mulaw.to_line(sound.samples, sound.rate, manner.level_db)

    def _digest(self, text: str, manner: Manner) -> str:
        known = "|".join((self.name, str(manner.speed), str(manner.level_db), text))
        return hashlib.sha256(known.encode()).hexdigest()

    def _read(self, digest: str) -> bytes | None:
        if self.folder is None or not (path := self.folder / f"{digest}.ulaw").is_file():
            return None
        return path.read_bytes()

    def _write(self, digest: str, sound: bytes) -> None:
        if self.folder is None or (path := self.folder / f"{digest}.ulaw").is_file():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(sound)
        part.replace(path)
