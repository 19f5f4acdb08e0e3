"""Which devices the settings choose."""

from dataclasses import replace
from pathlib import Path

import pytest

from hardware.headset.evdev import EvdevHeadset
from hardware.headset.virtual import VirtualHeadset
from hardware.keypad.evdev import EvdevKeypad
from hardware.keypad.virtual import VirtualKeypad
from hardware.page_printer.cups_queue import CupsPagePrinter
from hardware.page_printer.virtual import VirtualPagePrinter
from hardware.recogniser.port import RecogniserStatus
from hardware.recogniser.virtual import VirtualRecogniser
from hardware.recogniser.vosk_recogniser import VoskRecogniser
from service.demonstration.settings import demonstrate
from service.devices import choose_devices
from service.settings import Settings, SettingsError

BARE = Settings(card_reader="virtual", speech="none")


def test_a_kiosk_without_keypad_and_headset_has_none() -> None:
    """Empty settings open no device."""
    devices = choose_devices(BARE)
    assert (devices.keypad, devices.headset) == (None, None)


def test_a_demonstration_has_both_for_its_dock() -> None:
    """Virtual ones, unless real ones are named."""
    devices = choose_devices(demonstrate(Settings(speech="none"), "http://127.0.0.1:1"))
    assert isinstance(devices.keypad, VirtualKeypad)
    assert isinstance(devices.headset, VirtualHeadset)


def test_a_path_is_a_real_device_even_before_it_is_plugged_in() -> None:
    """Nothing is opened before somebody watches."""
    path = "/dev/input/by-id/usb-a-keypad-event-kbd"
    devices = choose_devices(Settings(card_reader="virtual", speech="none", keypad=path, headset=path))
    assert isinstance(devices.keypad, EvdevKeypad)
    assert isinstance(devices.headset, EvdevHeadset)
    devices.keypad.close()
    devices.headset.close()


def test_a_page_printer_is_a_queue_of_this_machine_or_of_another() -> None:
    """Nobody is asked before somebody prints; no setting, no printer."""
    assert choose_devices(BARE).page_printer is None
    for name in ("A4", "192.0.2.7:631/mairie-1er.etage"):
        assert isinstance(choose_devices(replace(BARE, page_printer=name)).page_printer, CupsPagePrinter)
    assert isinstance(choose_devices(replace(BARE, page_printer="virtual")).page_printer, VirtualPagePrinter)


@pytest.mark.parametrize("name", ["192.0.2.7:631/", "host/A4", "A 4", "h:1/a/b?c", "ipp://h:1/A4"])
def test_a_name_that_is_no_queue_is_refused(name: str) -> None:
    """The operator is told which setting."""
    with pytest.raises(SettingsError, match="page_printer"):
        choose_devices(replace(BARE, page_printer=name))


def test_answers_by_voice_are_off_by_default(tmp_path: Path) -> None:
    """In a demonstration too; a folder is a model's even before it is there, and opens nothing by itself."""
    assert Settings().recogniser == ""
    assert choose_devices(BARE).recogniser is None
    assert choose_devices(demonstrate(Settings(speech="none"), "http://127.0.0.1:1")).recogniser is None
    virtual = choose_devices(Settings(card_reader="virtual", speech="none", recogniser="virtual")).recogniser
    assert isinstance(virtual, VirtualRecogniser)
    real = choose_devices(Settings(card_reader="virtual", speech="none", recogniser=str(tmp_path))).recogniser
    assert isinstance(real, VoskRecogniser)
    assert real.status() is RecogniserStatus.NO_MODEL


@pytest.mark.parametrize("name", ["keypad", "headset", "recogniser"])
def test_a_name_that_is_no_path_is_refused(name: str) -> None:
    """The operator is told which setting."""
    with pytest.raises(SettingsError, match=name):
        choose_devices(Settings(**{"card_reader": "virtual", "speech": "none", name: "usb"}))
