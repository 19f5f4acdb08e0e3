"""Chooses the voice of the telephone from the settings, and hears each engine say a word before a call needs it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import structlog

from core.texts.words import Words
from hardware.ports import Synthesizer
from hardware.speech.espeak import EspeakSynthesizer
from hardware.speech.pyttsx3_voice import Pyttsx3Synthesizer
from ivr.line.phone_service import fixed_sentences
from ivr.voice.recordings import Recordings, script
from ivr.voice.sound import NothingRecorded, Recorded, Voice
from service.settings import Settings, SettingsError

PATIENCE_S = 5.0
"""A caller waits for a sentence no longer; then the next engine says it."""
TRIAL = "Bonjour."
_NEEDS = {
    "pico": "the package py-nanotts with its French voice",
    "espeak": "the program espeak-ng",
    "pyttsx3": "the package pyttsx3 and the library of espeak-ng",
}

log = structlog.get_logger()


def _pico() -> Synthesizer:
    # Only here: where its package is missing, another voice can speak.
    from hardware.speech.pico import PicoSynthesizer

    return PicoSynthesizer()


Engines = Mapping[str, Callable[[], Synthesizer]]

ENGINES: Engines = {
    "pico": _pico,
    "espeak": lambda: EspeakSynthesizer(patience_s=PATIENCE_S),
    "pyttsx3": lambda: Pyttsx3Synthesizer(patience_s=PATIENCE_S),
}
"""Best understood first: also the order in which they stand in for each other."""


def choose_voice(settings: Settings, words: Words, engines: Engines = ENGINES) -> Voice:
    """The engine that is asked for, the others as its spares, and the recordings of a person over them all.

    One that can't speak here is told to the operator, and the next one is taken: a line with another voice is better
    than none. Raises `SettingsError` on an unknown name, when no engine speaks at all, and for a folder that can't be.
    """
    asked = settings.phone_speech
    if asked not in engines:
        raise SettingsError(f"phone_speech: {', '.join(engines)} is expected")
    turn = [asked, *(name for name in engines if name != asked)]
    found = next(((name, engine) for name in turn if (engine := _speaking(name, engines[name]))), None)
    if found is None:
        raise SettingsError(f"phone_speech: no voice can speak on this machine; {asked} needs {_NEEDS[asked]}")
    name, engine = found
    if name != asked:
        log.warning("phone-voice-replaced", asked=asked, instead=name)
    others = (_made(spare, engines[spare]) for spare in turn[turn.index(name) + 1 :])
    return Voice(
        synthesizer=engine,
        name=f"{name}-fr",
        folder=_folder("prompts", settings.prompts),
        spares=tuple(spare for spare in others if spare is not None),
        recorded=_recorded(settings.recordings, words),
    )


def _recorded(path: str, words: Words) -> Recorded:
    if not path:
        return NothingRecorded()
    if not Path(path).is_dir():
        raise SettingsError(f"recordings: {path} is no folder")
    lines = script(fixed_sentences(words))
    recordings = Recordings.of(Path(path), lines)
    log.info("phone-recordings", played=len(recordings), by_the_engine=len(lines) - len(recordings))
    return recordings


def _speaking(name: str, make: Callable[[], Synthesizer]) -> Synthesizer | None:
    """The engine, if it says a word now."""
    engine = _made(name, make)
    if engine is not None and engine.render(TRIAL).samples:
        return engine
    log.warning("phone-voice-cannot-speak", voice=name, it_needs=_NEEDS[name])
    return None


def _made(name: str, make: Callable[[], Synthesizer]) -> Synthesizer | None:
    try:
        return make()
    except (ImportError, OSError, RuntimeError) as fault:
        log.warning("phone-voice-failed", voice=name, kind=type(fault).__name__)
        return None


def _folder(setting: str, path: str) -> Path | None:
    if not path:
        return None
    folder = Path(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise SettingsError(f"{setting}: {folder} can't be a folder ({fault.strerror})") from None
    return folder
