"""One try a device: says what a hand must do, then what the device answered. Prints no person's data."""

import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from queue import Empty, Queue
from threading import Event
from typing import TypeVar

import typer

from hardware.ports import (
    CardReader,
    CardReading,
    CardStatus,
    Headset,
    HeadsetStatus,
    KeyMove,
    Keypad,
    KeypadKey,
    LineStyle,
    Page,
    PagePrinter,
    Paper,
    ReceiptPrinter,
    RuleLine,
    Speaker,
    SpeechStatus,
    SquareCode,
    TextLine,
)
from hardware.receipt_printer.drawing import draw
from hardware.recogniser.port import HearingOutcome, Recogniser, RecogniserStatus

Told = TypeVar("Told")
_HAND_SECONDS = 60.0
_EAR_SECONDS, _EVERY_S, _STARTING_QUESTIONS = 10.0, 0.5, 120
_WORDS = Path(__file__).with_name("bench.toml")


def try_card(reader: CardReader) -> bool:
    """Ask for a card in, then out; true when both were seen."""
    told: Queue[CardReading] = Queue()
    typer.echo("card: leave the slot empty, then put a demonstration card in")
    reader.watch(told.put)
    try:
        is_read = _wait_for(told, CardStatus.READ)
        typer.echo("card: take it out")
        return is_read and _wait_for(told, CardStatus.ABSENT)
    finally:
        reader.close()


def try_printer(printer: ReceiptPrinter) -> bool:
    """Ask its status and print the test paper; true when it says it printed."""
    typer.echo(f"printer: status {printer.status().value}")
    outcome = printer.print(bench_paper())
    typer.echo(f"printer: outcome {outcome.value}; compare every letter, and read the square code with a telephone")
    return outcome.value == "printed"


def try_pages(printer: PagePrinter) -> bool:
    """Ask its status and print the test paper on A4, twice as large; true when it says it printed."""
    typer.echo(f"pages: status {printer.status().value}")
    written = BytesIO()
    draw(bench_paper()).save(written, "PNG")
    outcome = printer.print((Page(png=written.getvalue()),))
    typer.echo(f"pages: outcome {outcome.value}; one sheet, one side, nothing cut at its edges")
    return outcome.value == "printed"


def try_voice(speaker: Speaker) -> bool:
    """Ask its status and say the test sentence; true when there is sound."""
    status = speaker.status()
    typer.echo(f"voice: status {status.value}; you hear one sentence about the day")
    speaker.say(_words()["spoken"])
    return status is SpeechStatus.READY


def try_keypad(keypad: Keypad) -> bool:
    """Ask for each of the four keys in turn; true when all came."""
    told: Queue[KeyMove] = Queue()
    keypad.watch(told.put)
    try:
        return all(_pressed(told, key) for key in KeypadKey)
    finally:
        keypad.close()


def _pressed(told: Queue[KeyMove], key: KeypadKey) -> bool:
    typer.echo(f"keypad: press {key.value}")
    return _seen(told, "keypad", lambda move: move.is_down and move.key is key)


def try_headset(headset: Headset) -> bool:
    """Ask for the plug in, then out; true when both were seen."""
    told: Queue[HeadsetStatus] = Queue()
    typer.echo("headset: put the plug in, then pull it out")
    headset.watch(told.put)
    try:
        is_in = _seen(told, "headset", lambda status: status is HeadsetStatus.PLUGGED)
        return is_in and _seen(told, "headset", lambda status: status is HeadsetStatus.UNPLUGGED)
    finally:
        headset.close()


def try_ear(recogniser: Recogniser) -> bool:
    """Ask for one of a few phrases; true when it was heard for what it is."""
    try:
        for _ in range(_STARTING_QUESTIONS):
            if (status := recogniser.status()) is not RecogniserStatus.STARTING:
                break
            Event().wait(_EVERY_S)
        phrases = _words()["phrases"].split(", ")
        typer.echo(f"ear: status {status.value}; say one of: {', '.join(phrases)}")
        traps = _words()["traps"].split(", ")
        heard = recogniser.listen(phrases, seconds=_EAR_SECONDS, traps=traps, still=lambda: True)
    finally:
        recogniser.close()
    typer.echo(f"ear: {heard.outcome.value}{f', {heard.phrase}' if heard.phrase else ''}")
    return heard.outcome is HearingOutcome.HEARD


def bench_paper() -> Paper:
    """Give a paper with every French letter, a number and a square code."""
    words = _words()
    return Paper(
        parts=(
            TextLine(text=words["title"], style=LineStyle.BRAND),
            RuleLine(dashed=False),
            TextLine(text=words["letters"]),
            TextLine(text=words["sentence"], style=LineStyle.STRONG),
            TextLine(text=words["number"], style=LineStyle.NUMBER),
            SquareCode(content=words["proof"]),
        )
    )


def _words() -> dict[str, str]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def _wait_for(told: Queue[CardReading], wanted: CardStatus) -> bool:
    def is_wanted(reading: CardReading) -> bool:
        typer.echo(f"card: {reading.status.value}, {len(reading.holders)} holder(s)")
        return reading.status is wanted

    return _seen(told, "card", is_wanted)


def _seen(told: Queue[Told], device: str, is_wanted: Callable[[Told], bool]) -> bool:
    try:
        while not is_wanted(told.get(timeout=_HAND_SECONDS)):
            pass
    except Empty:
        typer.echo(f"{device}: nothing more for {_HAND_SECONDS:.0f} s")
        return False
    return True
