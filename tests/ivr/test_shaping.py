"""The sound of the line, measured: its band, its consonants, its loudness, its pauses; nothing clips."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hardware.ports import Sound
from hardware.speech.pico import PicoSynthesizer
from ivr.voice import mulaw
from ivr.voice.band import PRESENCE_DB, gain, through_the_band
from ivr.voice.loudness import (
    ACTIVE_LEVEL_DBM0,
    CEILING,
    LOUDER_DB,
    ZERO_DBM0_IN_DBOV,
    active_level_dbov,
    levelled,
    limited,
)
from ivr.voice.pauses import shortened
from ivr.voice.shaping import to_line

RATES = (8000, 11_025, 16_000, 22_050, 44_100, 48_000)
LOUDEST_CODES = {0x00, 0x80}
"""The two ends of mu-law: what is beyond comes out as these."""
SENTENCES = (
    "Pour vos documents, tapez 1.",
    "Pour le don d'organes, tapez 2. Pour l'aide, tapez 0.",
    "C'est effacé. Recommencez.",
    "Bonjour, vous êtes au Relais santé. Une voix automatique vous guide.",
    "Votre code secret a 6 chiffres. Tapez-les un par un. Prenez votre temps.",
    "Merci.",
    "Oui.",
    "Cette touche ne sert pas ici.",
    "Pour confirmer, c'est le 7. Pour ne rien garder, c'est le 8.",
    "Je parle moins vite.",
    "Voici vos documents.",
    "Pour répéter, tapez la touche étoile.",
    "Pour revenir, tapez la touche dièse.",
    "Une personne répond du lundi au vendredi, de neuf heures à dix-sept heures.",
    "C'est terminé. Merci de votre appel. Au revoir.",
    "Êtes-vous toujours là ?",
    "La liste est vide pour le moment.",
    "Nous arrêtons l'appel. Ce qui est confirmé est gardé. Rappelez quand vous voulez.",
    "Rien n'est perdu.",
    "Sans carte, tapez 1.",
)


@pytest.fixture(scope="module")
def spoken() -> list[Sound]:
    """Twenty prompts, short and long, by the default voice."""
    voice = PicoSynthesizer()
    return [voice.render(text) for text in SENTENCES]


def heard(sound: Sound, *, louder_db: float = 0.0) -> NDArray[np.float64]:
    """What the telephone at the other end plays, from -1 to 1."""
    return mulaw.decode(to_line(sound, louder_db=louder_db)) / 32768


def noise(rate: int, seconds: float = 4.0) -> NDArray[np.float64]:
    """As much of each frequency."""
    return np.random.default_rng(7).normal(0.0, 0.05, round(rate * seconds))


def sound_of(samples: NDArray[np.float64], rate: int) -> Sound:
    return Sound(samples=np.rint(samples * 32767).astype("<i2").tobytes(), rate=rate)


def energy_db(samples: NDArray[np.float64], low: float, high: float, rate: int = mulaw.RATE) -> float:
    """Of what lies between two frequencies, for each hertz."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2 / len(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / rate)
    inside = power[(hertz >= low) & (hertz < high)]
    return float(10 * np.log10(np.sum(inside) / (high - low) + 1e-20))


@pytest.mark.parametrize("rate", RATES)
def test_only_the_band_of_a_telephone_passes(rate: int) -> None:
    """Whatever the rate: 60 dB down below 200 Hz and above 3.7 kHz, hum and whistles among it."""
    line = through_the_band(noise(rate), rate)
    inside = energy_db(line, 400, 900)
    assert inside - energy_db(line, 0, 190) > 60
    assert inside - energy_db(line, 3720, 4000) > 60
    assert len(line) == 4 * mulaw.RATE


@pytest.mark.parametrize(
    ("hertz", "rate"),
    [(hertz, rate) for hertz in (50, 100, 4100, 4800, 7600) for rate in RATES if hertz < rate / 2],
)
def test_what_the_line_cannot_carry_is_gone(hertz: int, rate: int) -> None:
    """A tone outside is 60 dB down, and does not fold back as a whistle."""
    tone = 0.5 * np.sin(2 * np.pi * hertz * np.arange(rate) / rate)
    line = through_the_band(tone, rate)
    assert 20 * np.log10(np.std(line[800:-800]) / np.std(tone) + 1e-9) < -60


def test_of_a_spoken_prompt_nothing_to_speak_of_is_outside_the_band(spoken: list[Sound]) -> None:
    """After mu-law, whose own noise is everywhere: a thousandth of the energy at most."""
    for sound in spoken:
        line = heard(sound)
        outside = 200 * 10 ** (energy_db(line, 0, 200) / 10) + 300 * 10 ** (energy_db(line, 3700, 4000) / 10)
        assert 10 * np.log10(outside / (4000 * 10 ** (energy_db(line, 0, 4000) / 10))) < -30


@pytest.mark.parametrize(
    ("third_octave", "raised_db"),
    [(315, 0), (400, 0), (500, 0), (630, 0), (800, 0), (1000, 0), (1250, 1.5), (1600, 4.6), (2000, 6), (2500, 6)],
)
def test_consonants_are_raised(third_octave: int, raised_db: float) -> None:
    """By third octaves on noise: as it was up to 1 kHz, 6 dB more from 2 kHz on, a slope between."""
    line = through_the_band(noise(16_000, 20), 16_000)
    low, high = max(third_octave / 2 ** (1 / 6), 300), third_octave * 2 ** (1 / 6)
    before = energy_db(noise(16_000, 20), low, high, 16_000)
    # Half as many samples a second: half the energy for each hertz stands for the same sound.
    assert energy_db(line, low, high) - before + 10 * np.log10(2) == pytest.approx(raised_db, abs=0.6)


def test_the_whole_band_passes() -> None:
    """From 300 to 3400 Hz nothing is taken away, and nothing is raised by more than said."""
    gains = 20 * np.log10(gain(np.arange(300.0, 3401.0)))
    assert gains.min() >= -0.01
    assert gains.max() <= PRESENCE_DB + 0.01


@pytest.mark.parametrize("louder_db", [0.0, LOUDER_DB])
def test_twenty_prompts_are_equally_loud(spoken: list[Sound], louder_db: float) -> None:
    """Within 1 dB of one active level, as the telephone hears it; 6 dB more for « plus fort »."""
    for sound in spoken:
        level = active_level_dbov(heard(sound, louder_db=louder_db))
        assert level == pytest.approx(ACTIVE_LEVEL_DBM0 + ZERO_DBM0_IN_DBOV + louder_db, abs=1.0)


@pytest.mark.parametrize("louder_db", [0.0, LOUDER_DB, 20.0])
def test_no_sample_is_clipped(spoken: list[Sound], louder_db: float) -> None:
    """Not by « plus fort », and not by far more than that."""
    for sound in spoken:
        assert not set(to_line(sound, louder_db=louder_db)) & LOUDEST_CODES


def test_a_voice_recorded_far_too_loud_or_too_low_comes_out_like_the_others(spoken: list[Sound]) -> None:
    """From 30 dB below to beyond full scale."""
    whole = np.frombuffer(spoken[0].samples, dtype="<i2") / 32768
    for factor in (0.03, 0.3, 1.0, 4.0):
        level = active_level_dbov(heard(sound_of(np.clip(whole * factor, -1, 1), 16_000)))
        assert level == pytest.approx(ACTIVE_LEVEL_DBM0 + ZERO_DBM0_IN_DBOV, abs=1.0)


def test_the_active_level_leaves_pauses_out() -> None:
    """Words with two seconds of silence between them are as loud as without; a tone's level is its own."""
    tone = np.sin(2 * np.pi * 1000 * np.arange(8000) / 8000) * 0.1
    alone = active_level_dbov(tone)
    assert alone == pytest.approx(20 * np.log10(0.1) - 3.01, abs=0.05)
    apart = active_level_dbov(np.concatenate((tone, np.zeros(16_000), tone)))
    assert apart == pytest.approx(alone, abs=0.9)  # its hangover of 200 ms counts twice


def test_the_limiter_turns_down_and_never_cuts() -> None:
    """A burst comes out as the same wave, smaller: what it adds outside its tone stays 40 dB below."""
    burst = np.sin(2 * np.pi * 1000 * np.arange(8000) / 8000) * np.repeat([0.3, 2.0, 0.3, 0.3], 2000)
    out = limited(burst)
    assert np.max(np.abs(out)) <= CEILING
    within = energy_db(out, 900, 1100) + 10 * np.log10(200)
    assert within - (energy_db(out, 2500, 3500) + 10 * np.log10(1000)) > 40
    assert np.array_equal(limited(burst * 0.1), burst * 0.1)


@pytest.mark.parametrize("rate", RATES)
def test_silence_stays_silence(rate: int) -> None:
    """Nothing is raised out of it."""
    assert set(to_line(Sound(samples=b"\0\0" * rate, rate=rate))) == {mulaw.SILENCE[0]}
    assert np.array_equal(levelled(np.zeros(100)), np.zeros(100))


@pytest.mark.parametrize("samples", [0, 1, 2, 39, 160, 441])
@pytest.mark.parametrize("rate", RATES)
def test_an_empty_or_very_short_sound_survives(samples: int, rate: int) -> None:
    """Whole frames, or none."""
    line = to_line(sound_of(np.full(samples, 0.5), rate))
    assert len(line) % mulaw.FRAME_BYTES == 0
    assert bool(line) == (round(samples * mulaw.RATE / rate) > 0)
    assert to_line(Sound(samples=b"\1", rate=rate)) == b""


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=4000), st.sampled_from(RATES), st.sampled_from([0.0, LOUDER_DB]))
def test_any_samples_survive(samples: bytes, rate: int, louder_db: float) -> None:
    """Noise at full scale, one click, half a sample: frames that are not clipped."""
    line = to_line(Sound(samples=samples, rate=rate), louder_db=louder_db)
    assert len(line) % mulaw.FRAME_BYTES == 0
    assert not set(line) & LOUDEST_CODES


def test_long_pauses_are_shortened_and_words_are_not() -> None:
    """Two seconds become half a second, a tenth stays; what sounds is all there."""
    tone = np.sin(2 * np.pi * 500 * np.arange(4000) / 8000) * 0.3
    said = np.concatenate((tone, np.zeros(16_000), tone, np.zeros(800), tone, np.zeros(8000)))
    out = shortened(said)
    assert len(out) == pytest.approx(3 * 4000 + 4000 + 800 + 4000, abs=160)
    assert np.sum(out**2) == pytest.approx(np.sum(said**2))
