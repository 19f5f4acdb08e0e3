"""What every voice keeps to: Pico, espeak-ng, pyttsx3, and the silent one."""

from array import array
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.ports import Synthesizer
from hardware.speech.espeak import EspeakSynthesizer
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.pyttsx3_voice import Pyttsx3Synthesizer
from hardware.speech.virtual import VirtualSynthesizer
from tests.real_stacks import requires

SENTENCE = (
    "Votre choix est gardé. Il n’y a plus de papier, le reçu n’est pas sorti. "
    "Votre numéro de reçu est le suivant. Pour revenir au menu, touchez retour."
)


@pytest.fixture(
    params=[
        PicoSynthesizer,
        pytest.param(EspeakSynthesizer, marks=requires("espeak-ng")),
        pytest.param(Pyttsx3Synthesizer, marks=requires("espeak-ng")),
        VirtualSynthesizer,
    ],
    ids=["pico", "espeak", "pyttsx3", "virtual"],
)
def voice(request: pytest.FixtureRequest) -> Synthesizer:
    made: Synthesizer = request.param()
    return made


def test_words_become_whole_samples(voice: Synthesizer) -> None:
    """16-bit samples at a rate a loudspeaker or a telephone line can take."""
    sound = voice.render("Bonjour.")
    assert len(sound.samples) % 2 == 0
    assert sound.rate in {8_000, 16_000, 22_050}
    assert 0.2 < sound.seconds < 3


def test_the_usual_speed_is_about_125_words_a_minute(voice: Synthesizer) -> None:
    """Slow enough for a first hearing at 85."""
    words_a_minute = len(SENTENCE.split()) / voice.render(SENTENCE).seconds * 60
    assert 110 <= words_a_minute <= 140


def test_slower_takes_longer_and_faster_takes_less(voice: Synthesizer) -> None:
    """A step of speed is heard as such."""
    # Steps wider than the tenth by which Pico's pace may move, see pico.py.
    lengths = [voice.render(SENTENCE, speed=speed).seconds for speed in (0.7, 1.0, 1.5)]
    assert lengths == sorted(lengths, reverse=True)


def test_nothing_to_say_is_silence(voice: Synthesizer) -> None:
    """Empty words are no error, and no noise."""
    for text in ("", "   ", "\n"):
        assert not any(voice.render(text).samples)


def test_several_threads_speak_at_once(voice: Synthesizer) -> None:
    """Two calls and a kiosk share one voice; each gets its own words, as long as when alone."""
    texts = [" ".join([SENTENCE] * times) for times in (1, 2, 3, 4)]
    alone = [voice.render(text).seconds for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = [sound.seconds for sound in pool.map(voice.render, texts)]
    # Pico's pace may move by a tenth with the memory it is given, see pico.py.
    assert together == pytest.approx(alone, rel=0.15)


@pytest.mark.parametrize(
    "make",
    [
        PicoSynthesizer,
        pytest.param(EspeakSynthesizer, marks=requires("espeak-ng")),
        pytest.param(Pyttsx3Synthesizer, marks=requires("espeak-ng")),
    ],
)
def test_a_real_voice_is_heard_and_does_not_clip(make: type[Synthesizer]) -> None:
    """Loud enough to be heard, with room left before distortion."""
    samples = array("h", make().render(SENTENCE, speed=0.8).samples)
    assert 8_000 < max(map(abs, samples)) < 32_000


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(max_codepoint=0x2FFF), max_size=120) | st.text("01<>&. é", min_size=40, max_size=120))
def test_the_default_voice_survives_any_text(text: str) -> None:
    """Markup, rows of digits, other alphabets: some sound or none, never an exception."""
    assert len(PicoSynthesizer().render(text).samples) % 2 == 0
