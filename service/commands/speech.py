"""`relais speech`: whether a model for answers by voice can be used, and prompts recorded by a person."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hardware.ports import Sound
from service.commands.options import SettingsFile, read_settings
from service.faults import BadNewsError

if TYPE_CHECKING:
    from hardware.recogniser.ear import Utterances
    from ivr.voice.recordings import Line
    from service.speech_check import Model
    from service.speech_set import Recording

app = typer.Typer(no_args_is_help=True)

FASTEST = 0.5
"""Seconds of work for a second of sound; above, an answer is late."""
_MIB = 1024 * 1024
_WHOLE = "Vosk can't load it: the folder is not whole, or this machine has too little memory"


@app.callback()
def speech() -> None:
    """Voices: a model for answers (`recogniser`, `phone_recogniser`); prompts of the telephone by a person."""


@app.command("check")
def check(
    model: Annotated[Path, typer.Argument(help="folder of a Vosk model")],
    sound: Annotated[Path | None, typer.Option(help="recording to decode, WAV, 16 bits, one channel")] = None,
    phrase: Annotated[list[str] | None, typer.Option(help="what may be said in it; the product's own phrases")] = None,
    recorded: Annotated[
        Path | None, typer.Option("--set", help="folder of recordings, and set.csv: file, phrase (empty: no answer)")
    ] = None,
    *,
    telephone: Annotated[bool, typer.Option("--telephone", help="take all sound through a telephone's 8 kHz")] = False,
) -> None:
    """Load a model, say its size, licence, speed and which phrases it lacks words for; 1 when it can't be used."""
    from service.speech_check import Model, read_sound
    from service.speech_set import by_telephone, own_utterances, read_set

    utterances = own_utterances(phrase or ())
    recordings = read_set(recorded, utterances) if recorded else []
    said = read_sound(sound) if sound else _spoken_sentence()
    if telephone:
        said = by_telephone(said)
        recordings = [replace(each, sound=by_telephone(each.sound)) for each in recordings]
    with Model(model) as loaded:
        typer.echo(f"size: {loaded.bytes / _MIB:.0f} MiB on disk")
        for name, words in loaded.notes:
            typer.echo(f"{name}: {words}")
        if not loaded.is_loaded:
            raise BadNewsError(_WHOLE)
        typer.echo(f"loads in: {loaded.load_seconds:.1f} s")
        _say_unknown(loaded, utterances.phrases)
        trial = loaded.hear(said, utterances)
        speed = trial.seconds / trial.sound_seconds if trial.sound_seconds else 0.0
        heard = f", {trial.phrase}" if trial.phrase else ""
        typer.echo(f"speed: {speed:.2f} s of work for a second of sound ({trial.sound_seconds:.1f} s decoded)")
        typer.echo(f"heard: {trial.outcome}{heard}")
        if recordings:
            _try(loaded, recordings, utterances)
        typer.echo(f"memory: {loaded.memory / _MIB:.0f} MiB at most")
    if trial.outcome == "no answer" or speed > FASTEST:
        raise BadNewsError("it is too slow for this machine")
    typer.echo("It can be used. How well it hears people is for you to measure, with people of your town.")


def _say_unknown(loaded: "Model", phrases: Sequence[str]) -> None:
    unknown = loaded.unknown(phrases)
    typer.echo(f"phrases: has words for {len(phrases) - len(unknown)} of {len(phrases)}")
    for lacking in unknown:
        typer.echo(f"  lacks a word of: {lacking}")
    if len(unknown) == len(phrases):
        raise BadNewsError("it has words for none of the phrases: it is a model of another language")


def _try(loaded: "Model", recordings: "list[Recording]", utterances: "Utterances") -> None:
    from service.speech_set import Score, try_set

    score = Score()
    for wrong in try_set(loaded, recordings, utterances, score):
        typer.echo(f"  {wrong}")
    typer.echo(f"answers heard right: {score.right} of {score.answers}")
    typer.echo(f"answers not understood: {score.not_understood} of {score.answers}")
    typer.echo(f"answers taken for another: {score.taken_for_another} of {score.answers}")
    typer.echo(f"other words taken for an answer: {score.taken_for_answer} of {score.others}")
    work = score.work_seconds / score.sound_seconds if score.sound_seconds else 0.0
    typer.echo(f"speed on the set: {work:.2f} s of work for a second of sound ({score.sound_seconds:.0f} s decoded)")


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
    from ivr.voice.recordings import script as lines_of

    words = load_words(help_number=read_settings(settings_file, "").help_number)
    return lines_of(fixed_sentences(words))


def _spoken_sentence() -> Sound:
    from hardware.speech.pico import PicoSynthesizer

    return PicoSynthesizer().render("Bonjour. Voici vos documents, et le don d'organes. Que voulez-vous faire ?")
