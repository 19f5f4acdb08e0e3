"""Devices of a scripted visit: our card in the real PC/SC stack where it can run, our printer behind real ESC/POS."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hardware.card_reader.demonstration_card import DemonstrationCard
from hardware.card_reader.pcsc import PcscCardReader
from hardware.card_reader.virtual import VirtualCardReader
from hardware.card_reader.vpcd import VPCD_DRIVER, CardInSlot, PrivatePcscd
from hardware.ports import CardHolder, CardReader, Paper, PrinterStatus, PrintOutcome, ReceiptPrinter
from hardware.receipt_printer.drawing import words
from hardware.receipt_printer.escpos import EscposReceiptPrinter
from hardware.receipt_printer.network_virtual import NetworkVirtualPrinter
from hardware.speech.virtual import VirtualSpeaker
from kiosk.terminal.settings import Devices


class Hand(Protocol):
    """Puts a card in, takes it out."""

    def insert(self, holder: CardHolder) -> None:
        """Put the card of this person in."""

    def pull(self) -> None:
        """Take it out."""


class KeptPrinter(ReceiptPrinter):
    """Prints through ESC/POS over TCP, and keeps what came out on the other side, with its words."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._device = NetworkVirtualPrinter()
        self._printer = EscposReceiptPrinter("127.0.0.1", self._device.port)

    def status(self) -> PrinterStatus:
        """Ask the printer."""
        return self._printer.status()

    def print(self, paper: Paper) -> PrintOutcome:
        """Print; NN.png is what the printer drew, NN.txt what it was asked to say."""
        outcome = self._printer.print(paper)
        if outcome is PrintOutcome.PRINTED:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"{len(self._device.papers):02}"
            self._device.papers[-1].save(self._folder / f"{name}.png")
            (self._folder / f"{name}.txt").write_text(words(paper), encoding="utf-8")
        return outcome

    def close(self) -> None:
        """Switch it off."""
        self._device.close()


class _SlotHand(Hand):
    """Holds a card in the virtual slot of a real pcscd."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._card: CardInSlot | None = None

    def insert(self, holder: CardHolder) -> None:
        self._card = CardInSlot(DemonstrationCard([holder]), self._port)

    def pull(self) -> None:
        if self._card is not None:
            self._card.pull()


class _VirtualHand(Hand):
    """Plays a virtual reader, where pcscd can't run."""

    def __init__(self, reader: VirtualCardReader) -> None:
        self._reader = reader

    def insert(self, holder: CardHolder) -> None:
        self._reader.insert(holder)

    def pull(self) -> None:
        self._reader.pull()


@dataclass(frozen=True, kw_only=True)
class BenchDevices:
    """The devices, the hand that plays the card, and the stack it goes through."""

    devices: Devices
    hand: Hand
    card_stack: str
    """« pcsc » or « virtual »."""


@contextmanager
def bench_devices(receipts: Path) -> Iterator[BenchDevices]:
    """Set the devices up and take them down."""
    printer = KeptPrinter(receipts)
    daemon = _private_pcscd()
    try:
        reader: CardReader
        if daemon is not None:
            reader, hand = PcscCardReader(), _slot_hand(daemon)
        else:
            reader = VirtualCardReader()
            hand = _VirtualHand(reader)
        devices = Devices(card_reader=reader, printer=printer, speaker=VirtualSpeaker())
        yield BenchDevices(devices=devices, hand=hand, card_stack="virtual" if daemon is None else "pcsc")
    finally:
        printer.close()
        if daemon is not None:
            daemon.close()


def _slot_hand(daemon: PrivatePcscd) -> Hand:
    return _SlotHand(daemon.port)


def _private_pcscd() -> PrivatePcscd | None:
    """Our own pcscd, started; None without root, its driver or a place of its own: the report says which was used."""
    if os.geteuid() != 0 or not VPCD_DRIVER.exists():
        return None
    daemon = PrivatePcscd()
    try:
        daemon.start()
    except RuntimeError:
        daemon.close()
        return None
    return daemon
