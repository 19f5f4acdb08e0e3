"""Which voice the telephone speaks with, and what an operator is told when it is not the one asked for."""

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from core.texts.words import load_words
from hardware.ports import Sound, Synthesizer
from hardware.speech.espeak import EspeakSynthesizer
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.pyttsx3_voice import Pyttsx3Synthesizer
from hardware.speech.virtual import VirtualSynthesizer
from service.phone_voice import choose_voice
from service.settings import Settings, SettingsError
from tests.real_stacks import requires

WORDS = load_words()


class MuteSynthesizer(Synthesizer):
    """Installed, and never heard."""

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        del text, speed
        return Sound(samples=b"", rate=16_000)


def missing() -> Synthesizer:
    raise ImportError("no package of that name")


def test_the_default_is_the_voice_best_understood() -> None:
    """Pico, and the others behind it."""
    voice = choose_voice(Settings(), WORDS)
    assert isinstance(voice.synthesizer, PicoSynthesizer)
    assert voice.name == "pico-fr"
    assert [type(spare) for spare in voice.spares] == [EspeakSynthesizer, Pyttsx3Synthesizer]


@requires("espeak-ng")
@pytest.mark.parametrize(("name", "kind"), [("espeak", EspeakSynthesizer), ("pyttsx3", Pyttsx3Synthesizer)])
def test_each_engine_can_be_asked_for(name: str, kind: type[Synthesizer]) -> None:
    """Pico is then the first to stand in."""
    voice = choose_voice(Settings(phone_speech=name), WORDS)
    assert isinstance(voice.synthesizer, kind)
    assert voice.name == f"{name}-fr"
    assert isinstance(voice.spares[0], PicoSynthesizer)


@pytest.mark.parametrize("name", ["", "none", "Pico", "festival"])
def test_an_unknown_voice_is_refused_with_the_names_that_exist(name: str) -> None:
    """Before the site serves."""
    with pytest.raises(SettingsError, match="phone_speech: pico, espeak, pyttsx3 is expected"):
        choose_voice(Settings(phone_speech=name), WORDS)


@pytest.mark.parametrize("broken", [MuteSynthesizer, missing])
def test_a_voice_that_cannot_speak_is_told_and_replaced(broken: type[Synthesizer]) -> None:
    """The operator reads what it needs; callers hear the next one."""
    engines = {"pico": missing, "espeak": broken, "pyttsx3": VirtualSynthesizer}
    with capture_logs() as said:
        voice = choose_voice(Settings(phone_speech="espeak"), WORDS, engines)
    assert isinstance(voice.synthesizer, VirtualSynthesizer)
    assert voice.name == "pyttsx3-fr"
    assert {"voice": "espeak", "it_needs": "the program espeak-ng"}.items() <= _told(
        said, "phone-voice-cannot-speak"
    ).items()
    assert {"asked": "espeak", "instead": "pyttsx3"}.items() <= _told(said, "phone-voice-replaced").items()


def _told(said: list[Any], event: str) -> dict[str, Any]:
    return next(each for each in said if each["event"] == event)


def test_no_voice_at_all_stops_the_start() -> None:
    """A telephone that says nothing is none."""
    with pytest.raises(SettingsError, match="no voice can speak on this machine; pico needs the package py-nanotts"):
        choose_voice(Settings(), WORDS, {"pico": MuteSynthesizer, "espeak": missing})


def test_the_folder_of_prompts_is_made_or_refused(tmp_path: Path) -> None:
    """Empty: in memory only."""
    assert choose_voice(Settings(), WORDS).folder is None
    assert choose_voice(Settings(prompts=str(tmp_path / "a" / "b")), WORDS).folder == tmp_path / "a" / "b"
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"prompts: .*can't be a folder"):
        choose_voice(Settings(prompts=str(tmp_path / "file")), WORDS)


def test_a_folder_of_recordings_is_read_or_refused(tmp_path: Path) -> None:
    """The journal tells how many are played: none of an empty folder."""
    with capture_logs() as said:
        voice = choose_voice(Settings(recordings=str(tmp_path)), WORDS)
    assert voice.recorded.sound_of("Voici les choix.") is None
    told = _told(said, "phone-recordings")
    assert told["played"] == 0
    assert told["by_the_engine"] > 200
    with pytest.raises(SettingsError, match=r"recordings: .* is no folder"):
        choose_voice(Settings(recordings=str(tmp_path / "none")), WORDS)
