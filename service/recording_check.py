"""Whether a folder of recorded prompts can be used: what is missing, of another text, or badly recorded.

Knows texts and sounds, never a caller.
"""

import csv
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

import numpy as np

from hardware.ports import Sound
from ivr.voice import mulaw
from ivr.voice.band import through_the_band
from ivr.voice.loudness import active_level_dbov
from ivr.voice.prompt_lengths import longest_s
from ivr.voice.recordings import COLUMNS, Line, Tie, read_ties, read_wave, sound_digest, write_ties
from ivr.voice.shaping import to_line
from service.faults import OperatorError

CLIPPED_RUN = 3
"""So many samples in a row at the end of the scale: the microphone was too loud."""
LOWEST_DBOV = -50.0
"""Below, raising the voice raises the room's noise with it."""
_FULL_SCALE = 32767


class Fault(Enum):
    """What is wrong with one recording, as an operator reads it."""

    MISSING = "missing"
    OUT_OF_DATE = "out of date: the text changed since"
    NOT_TIED = "tied to no text: name the script it was read from, --script FILE"
    WRONG_FORMAT = "wrong format: WAV, one channel, 16 bits, 8 to 48 kHz is wanted"
    CLIPPED = "clipped: record it again, further from the microphone"
    TOO_LOW = "too low, or silent"
    TOO_LONG = "too long"
    UNKNOWN = "no prompt has this id"


def faults(folder: Path, lines: Sequence[Line]) -> Iterator[tuple[str, Fault]]:
    """Each id with what is wrong with it, in the order of the script, then files that are no prompt."""
    ties = read_ties(folder)
    for line in lines:
        fault = _fault(folder / f"{line.id}.wav", line, ties.get(line.id))
        if fault is not None:
            yield line.id, fault
    known = {line.id for line in lines}
    for file in sorted(folder.glob("*.wav")):
        if file.stem not in known:
            yield file.stem, Fault.UNKNOWN


def _fault(file: Path, line: Line, tie: Tie | None) -> Fault | None:
    if not file.is_file():
        return Fault.MISSING
    if tie is None or tie.sound != sound_digest(file):
        return Fault.NOT_TIED
    if tie.digest != line.digest:
        return Fault.OUT_OF_DATE
    sound = read_wave(file)
    return Fault.WRONG_FORMAT if sound is None else _heard(sound, line)


def _heard(sound: Sound, line: Line) -> Fault | None:
    samples = np.frombuffer(sound.samples, dtype="<i2").astype(np.int32)
    so_far = np.concatenate(([0], np.cumsum(np.abs(samples) >= _FULL_SCALE)))
    if np.any(so_far[CLIPPED_RUN:] - so_far[:-CLIPPED_RUN] == CLIPPED_RUN):
        return Fault.CLIPPED
    level = active_level_dbov(through_the_band(samples / _FULL_SCALE, sound.rate))
    if level is None or level < LOWEST_DBOV:
        return Fault.TOO_LOW
    return Fault.TOO_LONG if mulaw.seconds(to_line(sound)) > longest_s(line.id) else None


def tie(folder: Path, read_from: Path) -> list[str]:
    """Tie each new file of the folder to the text of the script it was read from; tells which.

    A file that was tied before and did not change keeps its tie: a newer script does not make an old recording right.
    """
    digests = _digests(read_from)
    ties = read_ties(folder)
    new = {
        file.stem: Tie(digest=digests[file.stem], sound=sound_digest(file))
        for file in sorted(folder.glob("*.wav"))
        if file.stem in digests and (file.stem not in ties or ties[file.stem].sound != sound_digest(file))
    }
    if new:
        write_ties(folder, {**ties, **new})
    return sorted(new)


def write_script(file: Path, lines: Sequence[Line]) -> None:
    """Write what a speaker reads, CSV; raises `OperatorError` when it can't be written."""
    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(COLUMNS)
            rows.writerows((line.id, line.text, line.digest) for line in lines)
    except OSError as fault:
        raise OperatorError(f"{file}: {fault.strerror}") from None


def _digests(read_from: Path) -> dict[str, str]:
    """Of the texts themselves, as they stand there: a digest copied from elsewhere proves nothing."""
    try:
        with read_from.open(encoding="utf-8-sig", newline="") as file:
            return {row["id"]: Line(id=row["id"], text=row["text"]).digest for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        raise OperatorError(f"{read_from}: not a script that `relais speech script` wrote") from None
