"""Inside a terminal that is measured: `python -m service.bench.terminal_probe SITE`. One JSON line a screen drawn."""

import argparse
import json
import resource
import sys
import threading
from pathlib import Path
from time import monotonic, perf_counter, process_time
from typing import TYPE_CHECKING, Any

import service.commands  # noqa: F401 - what `relais kiosk` loads is part of its memory and of its start
from hardware.card_reader.virtual import VirtualCardReader
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.speech.virtual import VirtualSpeaker
from kiosk.protocol import SiteMessage
from kiosk.terminal.program import run
from kiosk.terminal.settings import Devices, TerminalSettings
from service.bench.rounds import burn

if TYPE_CHECKING:
    from kiosk.terminal.driver import Driver

PATIENCE_S, SLOWED_S = 60.0, 0.1


class Flips:
    """Which screen was on the glass at each frame handed to the display."""

    def __init__(self, driver: "Driver") -> None:
        self._driver = driver
        self._changed = threading.Condition()
        self._flipped: dict[int, float] = {}

    def note(self, *_: Any) -> None:
        """A frame goes out."""
        with self._changed:
            self._flipped.setdefault(self._driver.screen.id, monotonic())
            self._changed.notify_all()

    def wait(self, number: int) -> float:
        """When this screen went out for the first time."""
        with self._changed:
            if not self._changed.wait_for(lambda: number in self._flipped, PATIENCE_S):
                raise TimeoutError(f"screen {number} was not drawn")
            return self._flipped[number]


class Work:
    """How long the terminal's own code took over each message: layout and drawing orders, before the frame itself."""

    def __init__(self, driver: "Driver") -> None:
        self._link = driver._terminal.link  # noqa: SLF001 - a measure looks inside what it measures
        self._hear = self._link._hear  # noqa: SLF001 - same
        self._link._hear = self._timed  # noqa: SLF001 - same
        self.last_ms = 0.0
        self.burnt_s = 0.0
        """What is added on purpose."""

    def _timed(self, message: SiteMessage) -> None:
        start = monotonic()
        self._hear(message)
        burn(perf_counter() + self.burnt_s)
        self.last_ms = (monotonic() - start) * 1000


def idle(driver: "Driver", seconds: float, *, is_busy: bool) -> None:
    """Tell which part of one processor the program takes while nobody is there; busy, it burns a tenth on purpose."""
    driver.on_glass(lambda: None)
    ended, burning = threading.Event(), threading.Thread(target=lambda: _burn(ended))
    if is_busy:
        burning.start()
    start, used = monotonic(), process_time()
    ended.wait(seconds)
    taken = (process_time() - used) / (monotonic() - start)
    ended.set()
    tell(idle_share=taken, at=monotonic())


def _burn(ended: threading.Event) -> None:
    while not ended.wait(0.09):
        burn(perf_counter() + 0.01)


def watch(driver: "Driver", screens: int, hoarded: int) -> None:
    """Tell of the first frame, then of each screen; the last `hoarded` ones are slow and leak on purpose."""
    from kivy.core.window import Window

    flips, work, hoard = Flips(driver), Work(driver), list[bytes]()
    driver.on_glass(lambda: Window.bind(on_flip=flips.note))
    driver.on_glass(lambda: None)
    driver.on_glass(lambda: None)
    tell(number=0, at=monotonic())
    for number in range(1, screens + 1):
        at = flips.wait(number)
        if number == screens - hoarded:
            work.burnt_s = SLOWED_S
        if number > screens - hoarded:
            hoard.append(b"\x01" * 2**17)
        tell(number=number, at=at, own_ms=work.last_ms)


def tell(**facts: float) -> None:
    """One line for whoever measures."""
    sys.stdout.write(json.dumps({**facts, "resident_mb": resident_mb()}) + "\n")
    sys.stdout.flush()


def resident_mb() -> float:
    """Memory of this process that is in the machine's memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Run one terminal on virtual devices until the screens have passed."""
    arguments = argparse.ArgumentParser(description="Run a terminal that tells when it has drawn.")
    arguments.add_argument("site")
    arguments.add_argument("--screens", type=int, default=0)
    arguments.add_argument("--hoarded", type=int, default=0)
    arguments.add_argument("--late", type=float, default=0.0)
    arguments.add_argument("--idle", type=float, default=0.0)
    arguments.add_argument("--busy", action="store_true")
    given = arguments.parse_args()
    threading.Event().wait(given.late)
    settings = TerminalSettings(site=given.site)
    devices = Devices(card_reader=VirtualCardReader(), printer=VirtualReceiptPrinter(), speaker=VirtualSpeaker())
    if given.idle:
        run(settings, devices, lambda driver: idle(driver, given.idle, is_busy=given.busy))
    else:
        run(settings, devices, lambda driver: watch(driver, given.screens, given.hoarded))


if __name__ == "__main__":
    main()
