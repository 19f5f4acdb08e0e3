"""The terminal program, touched when told to: `python -m service.bench.touched_terminal SITE KEY KEY`."""

import sys
from typing import TYPE_CHECKING

from hardware.card_reader.virtual import VirtualCardReader
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.speech.virtual import VirtualSpeaker
from kiosk.terminal.program import run
from kiosk.terminal.settings import Devices, TerminalSettings
from service.bench.terminal_probe import Work

if TYPE_CHECKING:
    from kiosk.terminal.driver import Driver


def play(driver: "Driver", keys: tuple[str, ...]) -> None:
    """Touch the key of whichever screen stands there, as often as asked."""
    from service.bench.one_touch import Hand, serve

    driver.wait(lambda seen: any(seen.find(key) for key in keys), what="the first screen")
    hand, work = Hand(lambda: driver.screen.id), Work(driver)

    def touch(burnt_s: float) -> float:
        work.burnt_s = burnt_s
        driver.be_ready()
        shape = next(filter(None, map(driver.find, keys)))
        return hand.touch(*driver.middle(shape))

    serve(touch)


def main() -> None:
    """Run until the standard input ends."""
    site, *keys = sys.argv[1:]
    settings = TerminalSettings(site=site)
    devices = Devices(card_reader=VirtualCardReader(), printer=VirtualReceiptPrinter(), speaker=VirtualSpeaker())
    run(settings, devices, lambda driver: play(driver, tuple(keys)))


if __name__ == "__main__":
    main()
