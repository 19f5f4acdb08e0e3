"""What is on the bench: the devices of this machine, or virtual ones that act as soon as they are watched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hardware.card_reader.virtual import VirtualCardReader
from hardware.headset.virtual import VirtualHeadset
from hardware.keypad.virtual import VirtualKeypad
from hardware.page_printer.virtual import VirtualPagePrinter
from hardware.ports import (
    CardHolder,
    CardReader,
    CardReading,
    Headset,
    HeadsetStatus,
    KeyMove,
    Keypad,
    KeypadKey,
    PagePrinter,
    ReceiptPrinter,
    Speaker,
)
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.recogniser.port import Hearing, Recogniser
from hardware.recogniser.virtual import VirtualRecogniser
from hardware.speech.virtual import VirtualSpeaker

_NOBODY = CardHolder(nir="155017500000000", family_name="ESSAI", first_name="CARTE", birth_date=date(1955, 1, 1))


@dataclass(frozen=True)
class Devices:
    """What is on the bench."""

    reader: CardReader
    printer: ReceiptPrinter
    speaker: Speaker
    keypad: Keypad | None = None
    headset: Headset | None = None
    page_printer: PagePrinter | None = None
    recogniser: Recogniser | None = None


def virtual_devices(folder: Path | None) -> Devices:
    """Give devices without hardware; the virtual card goes in and out by itself."""
    return Devices(
        _SelfServingReader(),
        VirtualReceiptPrinter(folder),
        VirtualSpeaker(),
        _SelfPressingKeypad(),
        _SelfMovingPlug(),
        VirtualPagePrinter(folder and folder / "pages"),
        _SelfAnswering(),
    )


def real_devices(
    printer: str,
    keypad: Path | None = None,
    headset: Path | None = None,
    queue: str | None = None,
    model: Path | None = None,
) -> Devices:
    """Give the devices of this machine: HOST or HOST:PORT, two input devices, a queue of its CUPS, a Vosk model."""
    from hardware.card_reader.pcsc import PcscCardReader
    from hardware.headset.evdev import EvdevHeadset
    from hardware.keypad.evdev import EvdevKeypad
    from hardware.receipt_printer.escpos import EscposReceiptPrinter
    from hardware.recogniser.vosk_recogniser import VoskRecogniser
    from hardware.speech.pico import PicoSynthesizer
    from hardware.speech.player import PlayingSpeaker

    host, _, port = printer.partition(":")
    return Devices(
        PcscCardReader(),
        EscposReceiptPrinter(host, int(port or 9100)),
        PlayingSpeaker(PicoSynthesizer()),
        EvdevKeypad(keypad) if keypad else None,
        EvdevHeadset(headset) if headset else None,
        _page_printer(queue) if queue else None,
        VoskRecogniser(model) if model else None,
    )


def _page_printer(queue: str) -> PagePrinter:
    from hardware.page_printer.cups_queue import CupsPagePrinter

    return CupsPagePrinter(queue)


class _SelfServingReader(VirtualCardReader):
    """A virtual slot where a card comes and goes as soon as it is watched."""

    def watch(self, on_change: Callable[[CardReading], None]) -> None:
        super().watch(on_change)
        self.insert_unreadable()
        self.insert(_NOBODY)
        self.pull()


class _SelfPressingKeypad(VirtualKeypad):
    """A virtual keypad whose keys are pressed as soon as it is watched."""

    def watch(self, on_move: Callable[[KeyMove], None]) -> None:
        super().watch(on_move)
        for key in KeypadKey:
            self.press(key)


class _SelfMovingPlug(VirtualHeadset):
    """A virtual jack whose plug goes in and out as soon as it is watched."""

    def watch(self, on_change: Callable[[HeadsetStatus], None]) -> None:
        super().watch(on_change)
        self.plug_in()
        self.unplug()


class _SelfAnswering(VirtualRecogniser):
    """A virtual microphone before which somebody says the first phrase."""

    def listen(
        self, phrases: Sequence[str], *, seconds: float, traps: Sequence[str] = (), still: Callable[[], bool]
    ) -> Hearing:
        self.say(phrases[0])
        return super().listen(phrases, seconds=seconds, traps=traps, still=still)
