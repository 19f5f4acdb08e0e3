"""Kiosks at which one person each says the same refusal again and again, with their own record of what was told."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from core.demo.people import LUCIEN, MARCEL, ODETTE, DemoPerson
from kiosk.protocol import LineKind, Print, Printed, ScreenKind, decode_site
from tests.service.site_process import PATIENCE_S, Caller

PLACE = "Pharmacie des Tilleuls"
PEOPLE = (ODETTE, MARCEL, LUCIEN)
DEVICES = tuple(f"kiosk-{number + 1}" for number in range(len(PEOPLE)))
TO_THE_LAST_QUESTION = ("organ-donation", "next", "next", "refuse", "everything", "right")

GONE = (ConnectionClosed, InvalidHandshake, ConnectionError, EOFError)
"""What a terminal meets when its site has died, before, during or after its call."""


@dataclass
class BusyKiosk:
    """One terminal on the wire and the person before it, over all the lives of the site."""

    device: str
    person: DemoPerson
    squares: list[str] = field(default_factory=list)
    """Of each receipt that came out."""
    kept: int = 0
    """Choices that the records held at the last check."""
    asked: int = 0
    """How often « oui » was touched since then."""
    told: int = 0
    """How often « c'est gardé » was read since then."""
    is_proved: Event = field(default_factory=Event)
    fault: Exception | None = None
    """What nobody should meet, a site that is gone excepted."""

    def live(self, address: str) -> None:
        """One visit, until the site dies."""
        try:
            with connect(address, max_size=None) as line:
                self._visit(Caller(line))
        except GONE:
            return
        except Exception as fault:  # noqa: BLE001 - kept for the test, which is in another thread
            self.fault = fault
        finally:
            self.is_proved.set()

    def _visit(self, caller: Caller) -> None:
        caller.greet(self.device)
        caller.see()
        assert caller.prove(self.person).kind is ScreenKind.CHOOSE
        self.is_proved.set()
        while True:
            caller.touch(*TO_THE_LAST_QUESTION)
            self.asked += 1
            caller.answer("yes")
            assert caller.see().kind is ScreenKind.PAPER
            self.told += 1
            caller.say(Printed(job=self._take_receipt(caller), outcome="printed"))
            caller.see()
            caller.touch("menu")

    def _take_receipt(self, caller: Caller) -> str:
        while not isinstance(message := decode_site(caller.line.recv(timeout=PATIENCE_S)), Print):
            pass
        self.squares += [line.text for line in message.lines if line.kind is LineKind.SQUARE]
        return message.job


@contextmanager
def visiting(kiosks: Sequence[BusyKiosk], address: str) -> Iterator[None]:
    """Everybody at their kiosk; the block ends once the site has died, and they have noticed."""
    threads = [Thread(target=kiosk.live, args=(address,), name=kiosk.device) for kiosk in kiosks]
    for kiosk in kiosks:
        kiosk.is_proved.clear()
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()
