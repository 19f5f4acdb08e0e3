"""A terminal that plays whole visits: `python -m service.bench.visits_probe SITE VISITS HOARDED`. A JSON line each.

Card in, code, list, document, card out. The keys are touched by real touch events; the code's digits come as the
conductor's own, and no touch waits as a person does: a hundred visits are to take two minutes, not ten.
"""

import sys
from functools import partial
from typing import TYPE_CHECKING

from core.demo.people import LUCIEN, ODETTE, DemoPerson
from hardware.card_reader.virtual import VirtualCardReader
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.speech.virtual import VirtualSpeaker
from kiosk.protocol import Machine, ScreenKind
from kiosk.terminal.program import run
from kiosk.terminal.settings import Devices, TerminalSettings
from kiosk.terminal.touching import TouchFilter
from service.bench.terminal_probe import tell
from service.demonstration.cards import holder
from service.demonstration.settings import demonstration_identity

if TYPE_CHECKING:
    from kiosk.terminal.driver import Driver

HOARDED_BYTES = 2**21
"""Kept on purpose at each of the last visits."""


class Hasty(TouchFilter):
    """Lets every touch through."""

    def lets_through(self, id_: str, now: float) -> bool:
        """Always."""
        return bool(id_) and now > 0

    def ready_in(self, now: float) -> float:
        """At once."""
        return min(now, 0.0)


class Visitor:
    """One hand, one card after the other."""

    def __init__(self, driver: "Driver", reader: VirtualCardReader) -> None:
        self._driver, self._reader = driver, reader
        self._conductor = driver._terminal.conductor  # noqa: SLF001 - a measure looks inside what it measures
        self._conductor.filter = Hasty()

    def visit(self, person: DemoPerson) -> None:
        """From the welcome to the welcome."""
        self._welcome()
        self._reader.insert(holder(person))
        self._see(ScreenKind.ENTER)
        for digit in person.secret:
            self._driver.on_glass(partial(self._conductor.touch, f"~type-{digit}"))
        self._driver.touch("~accept")
        self._see(ScreenKind.CHOOSE)
        self._driver.touch("documents")
        self._driver.touch(self._see(ScreenKind.LIST))
        self._see(ScreenKind.READ)
        self._reader.pull()
        self._welcome()

    def _welcome(self) -> None:
        self._driver.wait(lambda driver: driver.screen.machine is Machine.CARD_WANTED, what="the welcome")

    def _see(self, kind: ScreenKind) -> str:
        """Gives the first key, if there is one."""
        screen = self._driver.wait(lambda driver: driver.screen.kind is kind, what=kind.value)
        return screen.keys[0].id if screen.keys else ""


def play(driver: "Driver", reader: VirtualCardReader, visits: int, hoarded: int) -> None:
    """Two people in turn: one with few documents, one with hundreds."""
    visitor, hoard = Visitor(driver, reader), list[bytes]()
    for number in range(1, visits + hoarded + 1):
        visitor.visit(LUCIEN if number % 2 else ODETTE)
        if number > visits:
            hoard.append(b"\x01" * HOARDED_BYTES)
        tell(visit=number)


def main() -> None:
    """Run until the visits are over."""
    site, visits, hoarded = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    settings = TerminalSettings(site=site, identity=demonstration_identity())
    reader = VirtualCardReader()
    devices = Devices(card_reader=reader, printer=VirtualReceiptPrinter(), speaker=VirtualSpeaker())
    run(settings, devices, lambda driver: play(driver, reader, visits, hoarded))


if __name__ == "__main__":
    main()
