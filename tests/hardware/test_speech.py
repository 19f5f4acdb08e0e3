"""What is particular to each voice and to playing it aloud."""

import os
import sys
from array import array
from pathlib import Path
from threading import Event

import pytest

from hardware.ports import Sound, SpeechStatus, Synthesizer
from hardware.speech.espeak import EspeakSynthesizer
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.player import Play, PlayingSpeaker
from hardware.speech.virtual import VirtualSpeaker

SOON_SECONDS = 10.0


class OneTone(Synthesizer):
    """A voice of a hundred equal samples."""

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        del text, speed
        return Sound(samples=array("h", [10_000] * 100).tobytes(), rate=8_000)


class SlowVoice(Synthesizer):
    """A voice that has not finished when it is stopped."""

    def __init__(self) -> None:
        self.began, self.may_end = Event(), Event()

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        del text, speed
        self.began.set()
        self.may_end.wait(SOON_SECONDS)
        return Sound(samples=b"\x01\x00" * 100, rate=8_000)


def into(file: Path) -> Play:
    """A sound program that writes what it hears in a file."""
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    return lambda sound: (sys.executable, "-c", script, f"{file}.{sound.rate}")


@pytest.mark.parametrize(("volume", "level"), [(1.0, 10_000), (0.5, 5_000), (0.0, 0), (2.0, 20_000), (9.0, 20_000)])
def test_the_volume_reaches_the_loudspeaker(tmp_path: Path, volume: float, level: int) -> None:
    """Every sample arrives, as loud as asked, never beyond twice."""
    speaker = PlayingSpeaker(OneTone(), lambda: into(tmp_path / "heard"))
    speaker.say("Bonjour.", volume=volume)
    assert speaker.wait_until_silent(SOON_SECONDS)
    assert array("h", (tmp_path / "heard.8000").read_bytes()) == array("h", [level] * 100)


def test_words_stopped_before_they_were_rendered_are_never_heard(tmp_path: Path) -> None:
    """A card pulled while the voice prepares leaves nothing to be said afterwards."""
    voice = SlowVoice()
    speaker = PlayingSpeaker(voice, lambda: into(tmp_path / "heard"))
    speaker.say("Bonjour madame.")
    assert voice.began.wait(SOON_SECONDS)
    speaker.stop()
    voice.may_end.set()
    speaker.say("Au revoir.")
    assert speaker.wait_until_silent(SOON_SECONDS)
    assert len(list(tmp_path.iterdir())) == 1


def test_the_first_sentence_is_heard_while_the_next_is_made(tmp_path: Path) -> None:
    """Nobody waits in silence for the end of a long page to be ready (speech within 150 ms of a screen)."""
    fifo = tmp_path / "loudspeaker"
    os.mkfifo(fifo)

    class HeldVoice(OneTone):
        """Goes on to the second sentence only when the first was heard."""

        def __init__(self) -> None:
            self.was_heard = Event()

        def render(self, text: str, *, speed: float = 1.0) -> Sound:
            if text.startswith("Puis"):
                assert self.was_heard.wait(SOON_SECONDS)
            return super().render(text, speed=speed)

    voice = HeldVoice()
    speaker = PlayingSpeaker(voice, lambda: lambda _sound: ("cp", "/dev/stdin", str(fifo)))
    speaker.say("Bonjour. Puis la suite.")
    with fifo.open("rb") as loudspeaker:
        assert len(loudspeaker.read(200)) == 200
        voice.was_heard.set()
        assert len(loudspeaker.read()) == 200
    assert speaker.wait_until_silent(SOON_SECONDS)


def test_a_sound_program_that_vanished_is_silence(tmp_path: Path) -> None:
    """Found, then removed: the terminal goes on without sound."""
    speaker = PlayingSpeaker(OneTone(), lambda: lambda _sound: (str(tmp_path / "no-such-program"),))
    speaker.say("Bonjour.")
    assert speaker.wait_until_silent(SOON_SECONDS)


def test_a_missing_espeak_gives_no_sound_and_no_exception() -> None:
    """The fallback of the fallback is the screen."""
    voice = EspeakSynthesizer("no-such-program")
    assert not voice.is_available()
    assert voice.render("Bonjour.").samples == b""


@pytest.mark.parametrize(
    "text", ["1" * 60, "a" * 400, "<speed level='300'>bonjour</speed>", "\x00", "\ud800", "-" * 300]
)
def test_what_breaks_the_engine_is_made_sayable_first(text: str) -> None:
    """Measured: sixty digits made it fail, five thousand letters held it for ever, markup changed its pace."""
    assert PicoSynthesizer().render(text).seconds < 60


def test_markup_in_a_name_does_not_change_the_pace() -> None:
    """A text is words, never commands."""
    voice = PicoSynthesizer()
    plain, marked = (voice.render(text).seconds for text in ("bonjour madame", "<speed level='500'>bonjour madame"))
    assert marked > plain


def test_a_whole_page_is_said_to_its_end() -> None:
    """Long texts go in by sentences, and none is lost."""
    voice = PicoSynthesizer()
    one = voice.render("Ceci est une phrase de taille moyenne.").seconds
    many = voice.render("Ceci est une phrase de taille moyenne. " * 20).seconds
    assert many == pytest.approx(20 * one, rel=0.05)


def test_the_virtual_speaker_keeps_what_was_said_but_shows_no_word_of_it() -> None:
    """Tests read the words; a log that prints the object does not."""
    speaker = VirtualSpeaker()
    speaker.say("Bonjour Odette Lefort.", speed=0.8, volume=0.5)
    (said,) = speaker.said
    assert (said.text, said.speed, said.volume) == ("Bonjour Odette Lefort.", 0.8, 0.5)
    assert "Lefort" not in repr(said)
    assert not speaker.is_speaking()


def test_the_virtual_speaker_without_sound_keeps_nothing() -> None:
    """What could not be heard was not said."""
    speaker = VirtualSpeaker()
    speaker.set_status(SpeechStatus.NO_SOUND)
    speaker.say("Bonjour.")
    assert speaker.said == []
