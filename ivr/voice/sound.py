"""The telephone's voice: sentences to mu-law sound. Fixed ones are kept, personal ones never."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from hardware.ports import Sound, Synthesizer
from ivr.turns import Sentence
from ivr.voice.kept_sounds import KeptSounds, SoundFolder
from ivr.voice.loudness import LOUDER_DB
from ivr.voice.pauses import LONGEST_S
from ivr.voice.shaping import SHAPING, to_line

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
    def louder_db(self) -> float:
        """Above the level that every prompt has."""
        return LOUDER_DB if self.is_loud else 0.0


class Recorded(Protocol):
    """Fixed sentences that a person spoke for us."""

    def sound_of(self, text: str) -> Sound | None:
        """What was recorded for exactly these words, or None."""


class NothingRecorded(Recorded):
    """No human voice: the engine says everything."""

    def sound_of(self, text: str) -> Sound | None:
        """None."""
        del text
        return None


@dataclass(frozen=True)
class Voice:
    """Says sentences. `name` names the engine and its voice, so that a change of voice empties nothing but is seen.

    `folder` keeps prepared fixed sentences between two starts; nothing personal is ever written to it. When the engine
    fails, those of `spares` speak instead, in turn, and nothing of theirs is kept: the engine may come back.
    """

    synthesizer: Synthesizer = field(repr=False)
    name: str
    folder: Path | None = None
    spares: Sequence[Synthesizer] = field(default=(), repr=False)
    recorded: Recorded = field(default_factory=NothingRecorded, repr=False)
    kept: KeptSounds = field(default_factory=KeptSounds, repr=False)

    def say(self, sentence: Sentence, manner: Manner) -> bytes:
        """The mu-law sound of a sentence, in whole frames. Blocks while the engine works: some 30 ms a sentence.

        No sound at all when neither the engine nor a spare can speak: a line says nothing rather than breaks.
        """
        text = sentence.text
        if sentence.is_personal:
            return self._rendered(text, manner) or self._by_spare(text, manner)
        digest = self._digest(text, manner)
        kept = self.kept.get(digest)
        if kept is not None:
            return kept
        made = self._ready_made(text, manner) or self._rendered(text, manner)
        if not made:
            return self._by_spare(text, manner)
        self.kept.keep(digest, made)
        return made

    def is_ready(self, sentence: Sentence, manner: Manner) -> bool:
        """Whether the sentence can be said without the engine."""
        return self._digest(sentence.text, manner) in self.kept

    def prepare(self, sentences: Iterable[Sentence]) -> int:
        """Say fixed sentences to nobody, so that callers never wait for them; tells how many are kept.

        Only this writes to the folder: a file that appears during a call would tell what was said in it. What a person
        recorded stays in its own folder.
        """
        usual = Manner()
        for text in (each.text for each in sentences if not each.is_personal):
            digest = self._digest(text, usual)
            found = self._ready_made(text, usual)
            made = found or self._rendered(text, usual)
            if made:
                self.kept.keep_always(digest, made)
            if made and not found and self.folder:
                SoundFolder(self.folder).write(digest, made)
        return len(self.kept)

    def _ready_made(self, text: str, manner: Manner) -> bytes | None:
        """By a person if one recorded it, else from the folder. Slower, only the engine can speak."""
        recorded = None if manner.is_slow else self.recorded.sound_of(text)
        if recorded is not None:
            return to_line(recorded, louder_db=manner.louder_db)
        return SoundFolder(self.folder).read(self._digest(text, manner)) if self.folder else None

    def _rendered(self, text: str, manner: Manner) -> bytes:
        return _shaped(self.synthesizer, text, manner)

    def _by_spare(self, text: str, manner: Manner) -> bytes:
        made = (_shaped(spare, text, manner) for spare in self.spares)
        return next((sound for sound in made if sound), b"")

    def _digest(self, text: str, manner: Manner) -> str:
        known = "|".join((SHAPING, self.name, str(manner.speed), str(manner.louder_db), text))
        return hashlib.sha256(known.encode()).hexdigest()


def _shaped(synthesizer: Synthesizer, text: str, manner: Manner) -> bytes:
    """No sound when the engine fails, as engines do; pauses last longer for who wants it slower."""
    sound = synthesizer.render(text, speed=manner.speed)
    return to_line(sound, louder_db=manner.louder_db, longest_pause_s=LONGEST_S / manner.speed)
