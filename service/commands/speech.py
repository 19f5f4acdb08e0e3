"""`relais speech check`: whether a model for answers by voice can be used on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from hardware.ports import Sound
from service.faults import BadNewsError

app = typer.Typer(no_args_is_help=True)

FASTEST = 0.5
"""Seconds of work for a second of sound; above, an answer is late."""
_MIB = 1024 * 1024
_WHOLE = "Vosk can't load it: the folder is not whole, or this machine has too little memory"


@app.callback()
def speech() -> None:
    """Answers by voice at the kiosk, off unless the setting `recogniser` names a model."""


@app.command("check")
def check(
    model: Annotated[Path, typer.Argument(help="folder of a Vosk model")],
    sound: Annotated[Path | None, typer.Option(help="recording to decode, WAV, 16 bits, one channel")] = None,
    phrase: Annotated[list[str] | None, typer.Option(help="what may be said in it; the product's own phrases")] = None,
) -> None:
    """Load a model, say its size, licence, speed and which phrases it lacks words for; 1 when it can't be used."""
    from service.speech_check import Model, read_sound

    phrases = phrase or _own_phrases()
    said = read_sound(sound) if sound else _spoken_sentence()
    with Model(model) as loaded:
        typer.echo(f"size: {loaded.bytes / _MIB:.0f} MiB on disk")
        for name, words in loaded.notes:
            typer.echo(f"{name}: {words}")
        if not loaded.is_loaded:
            raise BadNewsError(_WHOLE)
        typer.echo(f"loads in: {loaded.load_seconds:.1f} s")
        unknown = loaded.unknown(phrases)
        typer.echo(f"phrases: has words for {len(phrases) - len(unknown)} of {len(phrases)}")
        for lacking in unknown:
            typer.echo(f"  lacks a word of: {lacking}")
        if len(unknown) == len(phrases):
            raise BadNewsError("it has words for none of the phrases: it is a model of another language")
        trial = loaded.hear(said, phrases)
        speed = trial.seconds / trial.sound_seconds if trial.sound_seconds else 0.0
        heard = f", {trial.phrase}" if trial.phrase else ""
        typer.echo(f"speed: {speed:.2f} s of work for a second of sound ({trial.sound_seconds:.1f} s decoded)")
        typer.echo(f"heard: {trial.outcome}{heard}")
        typer.echo(f"memory: {loaded.memory / _MIB:.0f} MiB at most")
    if trial.outcome == "no answer" or speed > FASTEST:
        raise BadNewsError("it is too slow for this machine")
    typer.echo("It can be used. How well it hears people is for you to measure, with people of your town.")


def _own_phrases() -> list[str]:
    """Everything that may be said instead of a touch; a kiosk's machine has no texts, and says three words."""
    try:
        from core.texts.words import load_words
    except ModuleNotFoundError:
        return ["oui", "non", "documents"]
    words = load_words()
    said = [words.written(key, attribute="words").split(",") for key in words.keys if words.has(key, "words")]
    return sorted({phrase.strip() for phrases in said for phrase in phrases})


def _spoken_sentence() -> Sound:
    from hardware.speech.pico import PicoSynthesizer

    return PicoSynthesizer().render("Bonjour. Voici vos documents, et le don d'organes. Que voulez-vous faire ?")
