"""`relais speech`: whether a model for answers by voice can be used, and prompts recorded by a person."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hardware.ports import Sound
from service.commands.options import SettingsFile, read_settings
from service.faults import BadNewsError

if TYPE_CHECKING:
    from ivr.recordings import Line

app = typer.Typer(no_args_is_help=True)

FASTEST = 0.5
"""Seconds of work for a second of sound; above, an answer is late."""
_MIB = 1024 * 1024
_WHOLE = "Vosk can't load it: the folder is not whole, or this machine has too little memory"


@app.callback()
def speech() -> None:
    """Voices: answers at the kiosk, off unless `recogniser` names a model; prompts of the telephone by a person."""


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


@app.command("script")
def script(
    file: Annotated[Path, typer.Argument(help="CSV to write: id, text, digest")],
    settings_file: SettingsFile = None,
) -> None:
    """Write what a speaker reads: every fixed prompt of the telephone, each text once."""
    from service.recording_check import write_script

    lines = _lines(settings_file)
    write_script(file, lines)
    typer.echo(f"{len(lines)} texts in {file}; record each as ID.wav: one channel, 16 bits")


@app.command("recordings")
def recordings(
    folder: Annotated[Path, typer.Argument(help="folder of ID.wav files", exists=True, file_okay=False)],
    script_file: Annotated[
        Path | None, typer.Option("--script", help="the script that new files were read from: ties them to its texts")
    ] = None,
    settings_file: SettingsFile = None,
) -> None:
    """Say which recordings are missing, out of date, or badly made; 1 when something is wrong."""
    from service.recording_check import faults, tie

    lines = _lines(settings_file)
    if script_file is not None:
        typer.echo(f"tied to their texts: {len(tie(folder, script_file))}")
    found = list(faults(folder, lines))
    for name, fault in found:
        typer.echo(f"{name}: {fault.value}")
    texts = {line.id for line in lines}
    good = len(texts) - len({name for name, _ in found} & texts)
    typer.echo(f"good: {good} of {len(lines)}")
    if found:
        raise BadNewsError("what is named above is said by the synthetic voice, or is no recording of a prompt")


def _lines(settings_file: Path | None) -> "list[Line]":
    """The operator's own telephone number is in the texts: the same settings as the site's."""
    from core.texts.words import load_words
    from ivr.line.phone_service import fixed_sentences
    from ivr.recordings import script as lines_of

    words = load_words(help_number=read_settings(settings_file, "").help_number)
    return lines_of(fixed_sentences(words))


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
