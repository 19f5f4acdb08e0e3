"""The sound of the line: measured, converted back, compared; fixed sentences kept, personal ones never."""

import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from streamdouble import g711

from core.texts.words import Words
from hardware.ports import Sound, Synthesizer
from hardware.speech.pico import PicoSynthesizer
from ivr import mulaw
from ivr.line.phone_service import fixed_sentences
from ivr.sound import Manner, Voice
from ivr.turns import Sentence

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


def tone(hertz: float, rate: int, seconds: float = 0.5, level: float = 0.5) -> NDArray[np.int16]:
    """A pure tone."""
    at = np.arange(int(rate * seconds)) / rate
    return np.asarray(np.sin(2 * np.pi * hertz * at) * level * 32767, dtype=np.int16)


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


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050])
def test_the_level_falls_by_three_decibels_whatever_the_engine(rate: int) -> None:
    """-3 dB, so that nothing clips on the line; the length stays."""
    heard = mulaw.decode(mulaw.to_line(tone(1000, rate).tobytes(), rate))
    assert 20 * np.log10(rms(heard) / rms(tone(1000, rate))) == pytest.approx(-3.0, abs=0.25)
    assert len(heard) == 4000


@pytest.mark.parametrize("rate", [16_000, 22_050])
@pytest.mark.parametrize("hertz", [4800, 6000, 7600])
def test_what_the_line_cannot_carry_does_not_fold_back(rate: int, hertz: int) -> None:
    """A tone above 4 kHz would come back as a whistle: it is 40 dB down."""
    loud = tone(hertz, rate)
    heard = mulaw.decode(mulaw.to_line(loud.tobytes(), rate))
    assert 20 * np.log10(max(rms(heard), 1e-6) / rms(loud)) < -40


def test_a_spoken_sentence_is_loud_enough_and_never_clips() -> None:
    """Measured on the welcome: its length, its loudness, its peak."""
    heard = mulaw.decode(Voice(PicoSynthesizer(), "pico").say(WELCOME, Manner()))
    assert 1.5 < len(heard) / mulaw.RATE < 6
    assert 0.03 < rms(heard) < 0.4
    assert np.abs(heard.astype(np.int32)).max() < 32_000
    assert len(heard) % mulaw.FRAME_BYTES == 0


def test_slower_lasts_longer_and_louder_is_louder() -> None:
    """Slower by a quarter, louder by 3 dB."""
    voice = Voice(PicoSynthesizer(), "pico")
    usual = mulaw.decode(voice.say(WELCOME, Manner()))
    slow = mulaw.decode(voice.say(WELCOME, Manner(is_slow=True)))
    loud = mulaw.decode(voice.say(WELCOME, Manner(is_loud=True)))
    assert len(slow) > len(usual)  # by a quarter, less the tenth by which Pico's pace may move, see pico.py
    assert 20 * np.log10(rms(loud) / rms(usual)) == pytest.approx(3.0, abs=0.3)


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
    assert not (tmp_path / "prompts").exists()
    assert voice.prepare([WELCOME, PERSONAL]) == 1
    assert len(list((tmp_path / "prompts").iterdir())) == 1
    engine = CountingSynthesizer()
    again = Voice(engine, "pico", tmp_path / "prompts")
    assert again.say(WELCOME, Manner()) == voice.say(WELCOME, Manner())
    assert engine.asked == []


def test_the_catalogue_tells_which_sentences_are_fixed(words: Words) -> None:
    """The welcome is, in its two forms; a document's line is not; a choice is, with each of its keys."""
    keys = [sentence.key for sentence in fixed_sentences(words)]
    assert {"phone-welcome.spoken", "phone-welcome.again", "telephone-help"} <= set(keys)
    assert "document-line.spoken" not in keys
    assert all(not sentence.is_personal for sentence in fixed_sentences(words))
