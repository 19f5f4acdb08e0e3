"""Chooses the devices of a kiosk from its settings. Knows what exists, never what is said with it."""

import re
from pathlib import Path

from hardware.card_reader.pcsc import PcscCardReader
from hardware.card_reader.virtual import VirtualCardReader
from hardware.headset.evdev import EvdevHeadset
from hardware.headset.virtual import VirtualHeadset
from hardware.keypad.evdev import EvdevKeypad
from hardware.keypad.virtual import VirtualKeypad
from hardware.page_printer.virtual import VirtualPagePrinter
from hardware.ports import CardReader, Headset, Keypad, PagePrinter, ReceiptPrinter, Speaker
from hardware.receipt_printer.escpos import EscposReceiptPrinter
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.recogniser.port import Recogniser
from hardware.recogniser.virtual import VirtualRecogniser
from hardware.recogniser.vosk_recogniser import VoskRecogniser
from hardware.speech.espeak import EspeakSynthesizer
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.player import PlayingSpeaker
from hardware.speech.pyttsx3_voice import Pyttsx3Synthesizer
from kiosk.terminal.settings import Devices
from service.settings import Settings, SettingsError

_QUEUE = re.compile(r"(?:([\w.-]+):(\d+)/)?([\w.-]+)")


def choose_devices(settings: Settings) -> Devices:
    """Make the adapters that the settings name; raises `SettingsError` on a name that is none."""
    return Devices(
        card_reader=_card_reader(settings.card_reader),
        printer=_printer(settings.printer),
        page_printer=_page_printer(settings.page_printer),
        speaker=_speaker(settings.speech),
        keypad=_keypad(settings.keypad),
        headset=_headset(settings.headset),
        recogniser=_recogniser(settings.recogniser),
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


def _page_printer(name: str) -> PagePrinter | None:
    if name in {"", "virtual"}:
        return VirtualPagePrinter() if name else None
    found = _QUEUE.fullmatch(name)
    if found is None:
        raise SettingsError("page_printer: QUEUE, HOST:PORT/QUEUE or virtual is expected")
    host, port, queue = found.groups()
    # Only here: a kiosk without one needs no CUPS library.
    from hardware.page_printer.cups_queue import CupsPagePrinter

    return CupsPagePrinter(queue, host or "127.0.0.1", int(port or 631))


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


def _keypad(name: str) -> Keypad | None:
    match name:
        case "":
            return None
        case "virtual":
            return VirtualKeypad()
        case _:
            return EvdevKeypad(_input_device("keypad", name))


def _headset(name: str) -> Headset | None:
    match name:
        case "":
            return None
        case "virtual":
            return VirtualHeadset()
        case _:
            return EvdevHeadset(_input_device("headset", name))


def _recogniser(name: str) -> Recogniser | None:
    """A model may be put there later: until then the kiosk shows no key for it."""
    match name:
        case "":
            return None
        case "virtual":
            return VirtualRecogniser()
        case _ if name.startswith("/"):
            return VoskRecogniser(Path(name))
        case _:
            raise SettingsError("recogniser: virtual, or the path of the folder of a Vosk model, is expected")


def _input_device(setting: str, name: str) -> Path:
    """It may be plugged in later, so only the form of its name is checked."""
    if not name.startswith("/"):
        raise SettingsError(f"{setting}: virtual, or the path of an input device, is expected")
    return Path(name)
