"""A recorded set: what people of a place said, what of it a model hears, and by telephone too. Names nobody."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hardware.ports import Sound
from hardware.recogniser.ear import Utterances
from service.faults import OperatorError
from service.speech_check import Model, Trial, read_sound

LIST = "set.csv"
"""Columns file and phrase: a WAV of the folder and what is said in it; empty for words that answer nothing."""
FEW_WORDS = ("oui", "non", "documents")


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One file of a set."""

    file: str
    sound: Sound = field(repr=False)
    phrase: str = field(repr=False)
    """What must be heard; empty: nothing."""


@dataclass(kw_only=True)
class Score:
    """What became of a set, in recordings."""

    answers: int = 0
    right: int = 0
    not_understood: int = 0
    """Asked for again, by key: a nuisance."""
    taken_for_another: int = 0
    others: int = 0
    """Words that answer nothing."""
    taken_for_answer: int = 0
    work_seconds: float = 0.0
    sound_seconds: float = 0.0

    def add(self, recording: Recording, trial: Trial) -> str:
        """Count one; tells what was wrong with it, or nothing."""
        self.work_seconds += trial.seconds
        self.sound_seconds += trial.sound_seconds
        if not recording.phrase:
            self.others += 1
            self.taken_for_answer += bool(trial.phrase)
            return f"taken for: {trial.phrase}" if trial.phrase else ""
        self.answers += 1
        if trial.phrase and _key(trial.phrase) == _key(recording.phrase):
            self.right += 1
            return ""
        self.not_understood += not trial.phrase
        self.taken_for_another += bool(trial.phrase)
        made = f"taken for: {trial.phrase}" if trial.phrase else trial.outcome
        return f"{recording.phrase}: {made}"


def read_set(folder: Path, utterances: Utterances) -> list[Recording]:
    """All of a set, before a model is loaded for it; raises `OperatorError` on the first line that can't be used."""
    try:
        with (folder / LIST).open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise OperatorError(f"{folder / LIST}: {fault}") from None
    if not rows or not {"file", "phrase"} <= set(rows[0]):
        raise OperatorError(f"{folder / LIST}: the columns file and phrase, and one line a recording, are expected")
    known = {_key(phrase) for phrase in utterances.phrases}
    return [_recording(folder, row, known) for row in rows]


def _recording(folder: Path, row: dict[str, str | None], known: set[str]) -> Recording:
    file, phrase = (row["file"] or "").strip(), (row["phrase"] or "").strip()
    if phrase and _key(phrase) not in known:
        raise OperatorError(f"{folder / LIST}: {file}: nobody is listened to for {phrase!r}")
    if Path(file).name != file or not (folder / file).is_file():
        raise OperatorError(f"{folder / LIST}: {file}: no such file in the folder")
    return Recording(file=file, sound=read_sound(folder / file), phrase=phrase)


def try_set(model: Model, recordings: Sequence[Recording], utterances: Utterances, score: Score) -> Iterator[str]:
    """Decode each, count it in `score`; a line for each that went wrong."""
    for recording in recordings:
        wrong = score.add(recording, model.hear(recording.sound, utterances))
        if wrong:
            yield f"{recording.file}: {wrong}"


def by_telephone(sound: Sound) -> Sound:
    """The same as it comes out of a telephone line: 300 to 3400 Hz, 8,000 samples a second, mu-law."""
    import numpy as np

    from ivr.voice import mulaw
    from ivr.voice.band import through_the_band

    samples = np.frombuffer(sound.samples[: len(sound.samples) // 2 * 2], dtype="<i2").astype(np.float64)
    heard = np.rint(through_the_band(samples, sound.rate, is_raised=False)).clip(-32768, 32767).astype(np.int16)
    return Sound(samples=mulaw.decode(mulaw.encode(heard)).tobytes(), rate=mulaw.RATE)


def own_utterances(phrases: Sequence[str] = ()) -> Utterances:
    """These phrases, or all that the product listens for, with its traps and fillers.

    All at once is harder than any of its questions. A kiosk's machine has no texts: three words.
    """
    try:
        from core.texts.words import load_words
        from ivr.listened import all_phrases, among, everyday_words, words_around
    except ModuleNotFoundError:
        return Utterances(phrases=tuple(phrases) or FEW_WORDS)
    words = load_words()
    return among(tuple(phrases) or all_phrases(words), everyday_words(words), words_around(words))


def _key(phrase: str) -> str:
    """Spellings that sound alike are one phrase, where the product's texts are."""
    try:
        from ivr.listened import sound_of
    except ModuleNotFoundError:
        return phrase.lower()
    return sound_of(phrase)
