"""Chooses the devices of a kiosk from its settings. Knows what exists, never what is said with it."""

from hardware.card_reader.pcsc import PcscCardReader
from hardware.card_reader.virtual import VirtualCardReader
from hardware.ports import CardReader, ReceiptPrinter, Speaker
from hardware.receipt_printer.escpos import EscposReceiptPrinter
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.speech.espeak import EspeakSynthesizer
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.player import PlayingSpeaker
from hardware.speech.pyttsx3_voice import Pyttsx3Synthesizer
from kiosk.terminal.settings import Devices
from service.settings import Settings, SettingsError


def choose_devices(settings: Settings) -> Devices:
    """Make the adapters that the settings name; raises `SettingsError` on a name that is none."""
    return Devices(
        card_reader=_card_reader(settings.card_reader),
        printer=_printer(settings.printer),
        speaker=_speaker(settings.speech),
    )


def _card_reader(name: str) -> CardReader:
    match name:
        case "pcsc":
            return PcscCardReader()
        case "virtual":
            return VirtualCardReader()
        case _:
            raise SettingsError("card_reader: pcsc or virtual is expected")


def _printer(name: str) -> ReceiptPrinter:
    if name == "virtual":
        return VirtualReceiptPrinter()
    host, _, port = name.rpartition(":")
    if not host or not port.isdigit():
        raise SettingsError("printer: virtual, or HOST:PORT, is expected")
    return EscposReceiptPrinter(host, int(port))


def _speaker(name: str) -> Speaker | None:
    match name:
        case "pico":
            return PlayingSpeaker(PicoSynthesizer())
        case "espeak":
            return PlayingSpeaker(EspeakSynthesizer())
        case "pyttsx3":
            return PlayingSpeaker(Pyttsx3Synthesizer())
        case "none":
            return None
        case _:
            raise SettingsError("speech: pico, espeak, pyttsx3 or none is expected")
