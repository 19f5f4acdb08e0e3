"""The sound of the line: measured, converted back, compared; fixed sentences kept, personal ones never."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from streamdouble import g711

from core.texts.words import Words
from hardware.ports import Sound, Synthesizer
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.virtual import VirtualSynthesizer
from ivr.line.phone_service import fixed_sentences
from ivr.turns import Sentence
from ivr.voice import mulaw
from ivr.voice.sound import Manner, Voice

WELCOME = Sentence(key="phone-welcome", text="Bonjour, vous êtes au Relais santé.", is_personal=False)
PERSONAL = Sentence(key="who-hears", text="Merci, Madame Lefort.", is_personal=True)


class CountingSynthesizer(Synthesizer):
    """Pico, and how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._voice = PicoSynthesizer()

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        self.asked.append(text)
        return self._voice.render(text, speed=speed)


class MortalSynthesizer(Synthesizer):
    """Pico, until it dies: then no sound, as every engine that fails."""

    def __init__(self, *, is_dead: bool = False) -> None:
        self.is_dead = is_dead
        self._voice = PicoSynthesizer()

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        return Sound(samples=b"", rate=16_000) if self.is_dead else self._voice.render(text, speed=speed)


def rms(samples: NDArray[np.int16]) -> float:
    """Loudness, 1.0 at full scale."""
    return float(np.sqrt(np.mean((samples / 32768.0) ** 2)))


def test_mu_law_is_that_of_everybody_else() -> None:
    """All 65 536 samples are coded, and all 256 codes decoded, as an independent G.711 does."""
    samples = np.arange(-32768, 32768).astype(np.int16)
    ours, theirs = g711.decode(mulaw.encode(samples)), g711.decode(g711.encode(samples))
    assert np.array_equal(ours, theirs)
    assert np.array_equal(mulaw.decode(bytes(range(256))), g711.decode(bytes(range(256))))


def test_there_and_back_changes_little() -> None:
    """A voice comes back with a noise 30 dB below it, at least."""
    sound = PicoSynthesizer().render(WELCOME.text)
    before = np.frombuffer(sound.samples, dtype="<i2")
    back = mulaw.decode(mulaw.encode(before)).astype(np.float64)
    noise = np.sqrt(np.mean((back - before) ** 2)) / np.sqrt(np.mean(before.astype(np.float64) ** 2))
    assert 20 * np.log10(noise) < -30


def test_a_spoken_sentence_is_loud_enough_and_never_clips() -> None:
    """Measured on the welcome: its length, its loudness, its peak."""
    heard = mulaw.decode(Voice(PicoSynthesizer(), "pico").say(WELCOME, Manner()))
    assert 1.5 < len(heard) / mulaw.RATE < 6
    assert 0.03 < rms(heard) < 0.4
    assert np.abs(heard.astype(np.int32)).max() < 32_000
    assert len(heard) % mulaw.FRAME_BYTES == 0


def test_slower_lasts_longer_and_louder_is_louder() -> None:
    """Slower by a quarter, louder by 6 dB."""
    voice = Voice(PicoSynthesizer(), "pico")
    usual = mulaw.decode(voice.say(WELCOME, Manner()))
    slow = mulaw.decode(voice.say(WELCOME, Manner(is_slow=True)))
    loud = mulaw.decode(voice.say(WELCOME, Manner(is_loud=True)))
    assert len(slow) > len(usual)  # by a quarter, less the tenth by which Pico's pace may move, see pico.py
    assert 20 * np.log10(rms(loud) / rms(usual)) == pytest.approx(6.0, abs=0.3)


def test_frames_are_of_twenty_milliseconds_and_end_in_silence() -> None:
    """160 bytes each; the last one is filled."""
    frames = mulaw.frames(b"\x10" * 200)
    assert [len(frame) for frame in frames] == [160, 160]
    assert frames[1][40:] == mulaw.SILENCE * 120
    assert mulaw.decode(mulaw.SILENCE)[0] == 0


def test_a_fixed_sentence_is_made_once_and_given_at_once() -> None:
    """Kept sound is given in less than 5 ms."""
    engine = CountingSynthesizer()
    voice = Voice(engine, "pico")
    voice.say(WELCOME, Manner())
    waits = []
    for _ in range(20):
        before = time.perf_counter()
        voice.say(WELCOME, Manner())
        waits.append(time.perf_counter() - before)
    assert min(waits) < 0.005
    assert engine.asked == [WELCOME.text]


def test_a_personal_sentence_is_never_kept() -> None:
    """Made again each time: nothing of it stays in memory."""
    engine = CountingSynthesizer()
    voice = Voice(engine, "pico")
    voice.say(PERSONAL, Manner())
    voice.say(PERSONAL, Manner())
    assert len(engine.asked) == 2
    assert not voice.is_ready(PERSONAL, Manner())


def test_only_prepared_sentences_reach_the_folder(tmp_path: Path) -> None:
    """A file that appears during a call would tell what was said in it; a second start finds them."""
    voice = Voice(PicoSynthesizer(), "pico", tmp_path / "prompts")
    voice.say(PERSONAL, Manner())
    voice.say(WELCOME, Manner())
    voice.say(WELCOME, Manner(is_slow=True))
    assert not (tmp_path / "prompts").exists()
    assert voice.prepare([WELCOME, PERSONAL]) == 2
    assert len(list((tmp_path / "prompts").iterdir())) == 1
    engine = CountingSynthesizer()
    again = Voice(engine, "pico", tmp_path / "prompts")
    assert again.say(WELCOME, Manner()) == voice.say(WELCOME, Manner())
    assert engine.asked == []


def test_another_voice_or_text_finds_nothing_of_the_old_one(tmp_path: Path) -> None:
    """Files are named by voice and text."""
    Voice(PicoSynthesizer(), "pico", tmp_path).prepare([WELCOME])
    engine = CountingSynthesizer()
    Voice(engine, "espeak", tmp_path).prepare([WELCOME])
    Voice(engine, "pico", tmp_path).prepare([replace(WELCOME, text="Bonjour.")])
    assert engine.asked == [WELCOME.text, "Bonjour."]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("left", [0, 10, 32, 1000])
def test_a_file_cut_short_is_made_anew(tmp_path: Path, left: int) -> None:
    """The power failed, the disk was full: the sentence is said whole, and the file written again."""
    Voice(PicoSynthesizer(), "pico", tmp_path).prepare([WELCOME])
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    engine = CountingSynthesizer()
    again = Voice(engine, "pico", tmp_path)
    again.prepare([WELCOME])
    assert engine.asked == [WELCOME.text]
    assert len(file.read_bytes()) > 1000
    assert again.say(WELCOME, Manner()) in file.read_bytes()


def test_a_dead_engine_leaves_the_fixed_prompts_and_its_spare_says_the_rest() -> None:
    """A call goes on: what was kept is heard as before, a name by the next engine; nothing of the spare is kept."""
    engine = MortalSynthesizer()
    voice = Voice(engine, "pico", spares=(MortalSynthesizer(is_dead=True), VirtualSynthesizer()))
    voice.prepare([WELCOME])
    kept = voice.say(WELCOME, Manner())
    engine.is_dead = True
    assert voice.say(WELCOME, Manner()) == kept
    assert len(voice.say(PERSONAL, Manner())) > mulaw.RATE / 2
    unprepared = replace(WELCOME, text="Au revoir.")
    assert voice.say(unprepared, Manner())
    assert not voice.is_ready(unprepared, Manner())
    engine.is_dead = False
    assert np.any(mulaw.decode(voice.say(unprepared, Manner())))
    assert voice.is_ready(unprepared, Manner())


def test_without_any_engine_a_sentence_is_no_sound_and_no_exception(tmp_path: Path) -> None:
    """Nothing empty is kept or written either."""
    voice = Voice(MortalSynthesizer(is_dead=True), "pico", tmp_path, spares=(MortalSynthesizer(is_dead=True),))
    assert voice.say(WELCOME, Manner()) == b""
    assert voice.say(PERSONAL, Manner()) == b""
    assert voice.prepare([WELCOME]) == 0
    assert list(tmp_path.iterdir()) == []


def test_the_catalogue_tells_which_sentences_are_fixed(words: Words) -> None:
    """The welcome is, in its two forms; a document's line is not; a choice is, with each of its keys."""
    keys = [sentence.key for sentence in fixed_sentences(words)]
    assert {"phone-welcome.spoken", "phone-welcome.again", "telephone-help"} <= set(keys)
    assert "document-line.spoken" not in keys
    assert all(not sentence.is_personal for sentence in fixed_sentences(words))
