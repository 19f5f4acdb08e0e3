"""Fixed prompts that a person recorded, each tied to the words it was made for. Knows no caller.

A folder holds `ID.wav` files and `recordings.csv`, which says for which text each of them was spoken. When a text
changes, its old recording is no longer played; when a file changes without being tied anew, neither is it.
"""

import csv
import hashlib
import wave
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hardware.ports import Sound
from ivr.turns import Sentence
from ivr.voice.sound import Recorded

TIES = "recordings.csv"
COLUMNS = ("id", "text", "digest")
"""Of the script that a speaker reads; a tie has `sound` in place of `text`."""
TIE_COLUMNS = ("id", "digest", "sound")
RATES = range(8000, 48_001)
_SAMPLE_BYTES = 2


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to record."""

    id: str
    """The message id with its form, `main-menu.spoken`; `.key-2` after it when the text names a key."""
    text: str = field(repr=False)

    @property
    def digest(self) -> str:
        """Of the text: short, and of no other text that anybody will write."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Which text a file was spoken for."""

    digest: str
    sound: str
    """SHA-256 of the file, so that another file under the same name is not taken for it."""


def script(sentences: Iterable[Sentence]) -> list[Line]:
    """What a speaker reads: every fixed text once, under the first id that says it."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for each in sentences:
        if not each.is_personal and each.text:
            texts[each.key].append(each.text)
    lines: dict[str, Line] = {}
    for key, said in texts.items():
        for number, text in enumerate(said, 1):
            lines.setdefault(text, Line(id=key if len(said) == 1 else f"{key}.key-{number}", text=text))
    return list(lines.values())


def read_ties(folder: Path) -> dict[str, Tie]:
    """The ties of a folder, by id; none when there is no such file or it is no list of ties."""
    try:
        with (folder / TIES).open(encoding="utf-8", newline="") as file:
            return {row["id"]: Tie(digest=row["digest"], sound=row["sound"]) for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        return {}


def write_ties(folder: Path, ties: Mapping[str, Tie]) -> None:
    """Write them whole or not at all; raises OSError."""
    part = folder / f"{TIES}.part"
    with part.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(TIE_COLUMNS)
        rows.writerows((name, tie.digest, tie.sound) for name, tie in sorted(ties.items()))
    part.replace(folder / TIES)


def sound_digest(file: Path) -> str:
    """Of the bytes of a file; empty when it can't be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_wave(file: Path) -> Sound | None:
    """A WAV of one channel and 16 bits, 8 to 48 kHz; None for anything else."""
    try:
        with wave.open(str(file), "rb") as said:
            if (said.getnchannels(), said.getsampwidth()) != (1, _SAMPLE_BYTES) or said.getframerate() not in RATES:
                return None
            return Sound(samples=said.readframes(said.getnframes()), rate=said.getframerate())
    except (OSError, wave.Error, EOFError):
        return None


@dataclass(frozen=True)
class Recordings(Recorded):
    """The recordings of a folder that may be played: tied to a text of today, and the very file that was tied."""

    folder: Path
    _files: Mapping[str, tuple[Path, str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, folder: Path, lines: Iterable[Line]) -> "Recordings":
        """Look which of these lines a person recorded."""
        ties = read_ties(folder)
        found = ((line, ties[line.id]) for line in lines if line.id in ties)
        return cls(
            folder,
            {line.text: (folder / f"{line.id}.wav", tie.sound) for line, tie in found if tie.digest == line.digest},
        )

    def __len__(self) -> int:
        return len(self._files)

    def sound_of(self, text: str) -> Sound | None:
        """What a person recorded for exactly these words."""
        file, sound = self._files.get(text, (None, ""))
        if file is None or sound_digest(file) != sound:
            return None
        return read_wave(file)
