"""Prompts that a person recorded: played for exactly the words they were made for, shaped like the others."""

import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hardware.speech.pico import PicoSynthesizer
from hardware.speech.virtual import VirtualSynthesizer
from ivr.turns import Sentence
from ivr.voice import mulaw
from ivr.voice.loudness import ACTIVE_LEVEL_DBM0, LOUDER_DB, ZERO_DBM0_IN_DBOV, active_level_dbov
from ivr.voice.recordings import Line, Recordings, Tie, read_ties, script, sound_digest, write_ties
from ivr.voice.sound import Manner, Voice

MENU = Sentence(key="main-menu.spoken", text="Voici les choix.", is_personal=False)
FIRST = Sentence(key="main-menu--documents.spoken", text="Pour vos documents, tapez 1.", is_personal=False)
SECOND = replace(FIRST, text="Pour vos documents, tapez 2.")
PERSONAL = Sentence(key="who-hears.spoken", text="Merci, Madame Lefort.", is_personal=True)
RATE = 48_000


def record(file: Path, *, channels: int = 1, width: int = 2, rate: int = RATE, level: float = 0.2) -> None:
    """Half a second that no engine would make: a tone of 700 Hz."""
    tone = np.sin(2 * np.pi * 700 * np.arange(rate // 2) / rate) * level * 32767
    with wave.open(str(file), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(tone.astype("<i2").tobytes())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One recording, tied to the text of today."""
    record(tmp_path / "main-menu.spoken.wav")
    (line,) = script([MENU])
    write_ties(tmp_path, {line.id: Tie(digest=line.digest, sound=sound_digest(tmp_path / f"{line.id}.wav"))})
    return tmp_path


def voice_of(folder: Path, *sentences: Sentence) -> Voice:
    return Voice(VirtualSynthesizer(), "virtual", recorded=Recordings.of(folder, script(sentences)))


def is_human(sound: bytes) -> bool:
    """The virtual engine is silent."""
    return bool(np.any(mulaw.decode(sound)))


def test_a_script_has_each_text_once_and_names_the_key() -> None:
    """A text with a key in it has one recording for each key; nothing personal is in it."""
    lines = script([MENU, FIRST, SECOND, replace(MENU, key="other.again"), PERSONAL, replace(MENU, text="")])
    assert [line.id for line in lines] == [
        "main-menu.spoken",
        "main-menu--documents.spoken.key-1",
        "main-menu--documents.spoken.key-2",
    ]
    assert len({line.digest for line in lines}) == 3


def test_a_recording_replaces_the_engine_for_its_text(folder: Path) -> None:
    """Wherever that text is said; another text is the engine's."""
    voice = voice_of(folder, MENU, FIRST)
    assert is_human(voice.say(MENU, Manner()))
    assert is_human(voice.say(replace(MENU, key="other.again"), Manner()))
    assert not is_human(voice.say(FIRST, Manner()))


def test_a_recording_is_as_loud_as_every_prompt(folder: Path) -> None:
    """And louder for « plus fort »."""
    voice = voice_of(folder, MENU)
    for manner, more in ((Manner(), 0.0), (Manner(is_loud=True), LOUDER_DB)):
        level = active_level_dbov(mulaw.decode(voice.say(MENU, manner)) / 32768)
        assert level == pytest.approx(ACTIVE_LEVEL_DBM0 + ZERO_DBM0_IN_DBOV + more, abs=1.0)


def test_slower_is_said_by_the_engine(folder: Path) -> None:
    """A recording can't be slowed: who asks for slower gets it."""
    assert not is_human(voice_of(folder, MENU).say(MENU, Manner(is_slow=True)))


def test_a_changed_text_never_plays_an_old_recording(folder: Path) -> None:
    """The same id, other words."""
    changed = replace(MENU, text="Voici vos choix.")
    voice = voice_of(folder, changed)
    assert not is_human(voice.say(changed, Manner()))
    assert len(Recordings.of(folder, script([changed]))) == 0


def test_a_personal_sentence_is_always_synthetic(folder: Path) -> None:
    """Even with the words of a recorded prompt."""
    personal = replace(MENU, is_personal=True)
    assert not is_human(voice_of(folder, MENU).say(personal, Manner()))


def test_another_file_under_the_same_name_is_not_played(folder: Path) -> None:
    """It may be of another text: it is tied first."""
    record(folder / "main-menu.spoken.wav", level=0.3)
    assert not is_human(voice_of(folder, MENU).say(MENU, Manner()))
    (folder / "main-menu.spoken.wav").unlink()
    assert not is_human(voice_of(folder, MENU).say(MENU, Manner()))


@pytest.mark.parametrize("ties", [b"", b"\xff\xfe", b"id,text\nmain-menu.spoken,x\n", b"id,digest,sound\nx\n"])
def test_a_list_of_ties_that_is_none_ties_nothing(folder: Path, ties: bytes) -> None:
    """The engine speaks."""
    (folder / "recordings.csv").write_bytes(ties)
    assert not is_human(voice_of(folder, MENU).say(MENU, Manner()))
    assert all(tie.sound is None or isinstance(tie.sound, str) for tie in read_ties(folder).values())


@pytest.mark.parametrize("how", [{"channels": 2}, {"width": 1}, {"rate": 6000}])
def test_a_wave_of_another_kind_is_not_played(folder: Path, how: dict[str, int]) -> None:
    """Though it is tied."""
    record(folder / "main-menu.spoken.wav", **how)  # type: ignore[arg-type] - whole numbers, all three
    (line,) = script([MENU])
    write_ties(folder, {line.id: Tie(digest=line.digest, sound=sound_digest(folder / f"{line.id}.wav"))})
    assert not is_human(voice_of(folder, MENU).say(MENU, Manner()))


def test_a_recording_is_prepared_and_never_written_among_the_prompts(folder: Path, tmp_path: Path) -> None:
    """It has a folder of its own."""
    voice = Voice(
        PicoSynthesizer(), "pico", tmp_path / "prompts", recorded=Recordings.of(folder, script([MENU, FIRST]))
    )
    assert voice.prepare([MENU, FIRST]) == 2
    assert len(list((tmp_path / "prompts").iterdir())) == 1
    (folder / "main-menu.spoken.wav").unlink()
    assert np.std(mulaw.decode(voice.say(MENU, Manner()))) > 0
    assert Line(id="a", text="b").digest == Line(id="c", text="b").digest
