"""`python -m hardware.bench`: try each device by hand, step by step, real or virtual. Prints no person's data.

For whoever installs a kiosk: each step says what to do, then what the device answered.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from queue import Empty, Queue
from typing import Annotated

import typer

from hardware.card_reader.virtual import VirtualCardReader
from hardware.ports import (
    CardHolder,
    CardReader,
    CardReading,
    CardStatus,
    LineStyle,
    Paper,
    ReceiptPrinter,
    RuleLine,
    Speaker,
    SpeechStatus,
    SquareCode,
    TextLine,
)
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.speech.virtual import VirtualSpeaker

_HAND_SECONDS = 60.0
_WORDS = Path(__file__).with_name("bench.toml")
_NOBODY = CardHolder(nir="155017500000000", family_name="ESSAI", first_name="CARTE", birth_date=date(1955, 1, 1))


@dataclass(frozen=True)
class Devices:
    """What is on the bench."""

    reader: CardReader
    printer: ReceiptPrinter
    speaker: Speaker


def virtual_devices(folder: Path | None) -> Devices:
    """Give devices without hardware; the virtual card goes in and out by itself."""
    return Devices(_SelfServingReader(), VirtualReceiptPrinter(folder), VirtualSpeaker())


def real_devices(printer: str) -> Devices:
    """Give the devices of this machine; `printer` is HOST or HOST:PORT."""
    from hardware.card_reader.pcsc import PcscCardReader
    from hardware.receipt_printer.escpos import EscposReceiptPrinter
    from hardware.speech.pico import PicoSynthesizer
    from hardware.speech.player import PlayingSpeaker

    host, _, port = printer.partition(":")
    return Devices(PcscCardReader(), EscposReceiptPrinter(host, int(port or 9100)), PlayingSpeaker(PicoSynthesizer()))


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


def try_voice(speaker: Speaker) -> bool:
    """Ask its status and say the test sentence; true when there is sound."""
    status = speaker.status()
    typer.echo(f"voice: status {status.value}; you hear one sentence about the day")
    speaker.say(_words()["spoken"])
    return status is SpeechStatus.READY


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
    try:
        while True:
            reading = told.get(timeout=_HAND_SECONDS)
            typer.echo(f"card: {reading.status.value}, {len(reading.holders)} holder(s)")
            if reading.status is wanted:
                return True
    except Empty:
        typer.echo(f"card: nothing more for {_HAND_SECONDS:.0f} s")
        return False


class _SelfServingReader(VirtualCardReader):
    """A virtual slot where a card comes and goes as soon as it is watched."""

    def watch(self, on_change: Callable[[CardReading], None]) -> None:
        super().watch(on_change)
        self.insert_unreadable()
        self.insert(_NOBODY)
        self.pull()


def main(
    device: Annotated[str, typer.Argument(help="card, printer, voice, or all")] = "all",
    *,
    virtual: Annotated[bool, typer.Option(help="without hardware")] = False,
    printer: Annotated[str, typer.Option(help="HOST or HOST:PORT of the printer")] = "127.0.0.1:9100",
    out: Annotated[Path | None, typer.Option(help="where the virtual printer leaves its papers")] = None,
) -> None:
    """Try the devices of a kiosk by hand; exit 1 when one of them did not do its part."""
    devices = virtual_devices(out) if virtual else real_devices(printer)
    tries = {
        "card": lambda: try_card(devices.reader),
        "printer": lambda: try_printer(devices.printer),
        "voice": lambda: try_voice(devices.speaker),
    }
    chosen = list(tries) if device == "all" else [device]
    if any(name not in tries for name in chosen):
        raise typer.BadParameter("card, printer, voice, or all")
    results = {name: tries[name]() for name in chosen}
    for name, is_good in results.items():
        typer.echo(f"{name}: {'good' if is_good else 'NOT good'}")
    raise typer.Exit(0 if all(results.values()) else 1)


if __name__ == "__main__":
    typer.run(main)
