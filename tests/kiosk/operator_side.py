"""What the people of the Relais do to a terminal, in tests: codes, orders, and a site that looks when it is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from core.acts.offer_enrolment import OfferEnrolment
from core.domain.devices import Device
from core.domain.identifiers import DeviceId
from kiosk.protocol import (
    Screen,
    ScreenKind,
    Settled,
)
from kiosk.terminal.identity import Identity
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import DEVICE, TerminalSide, TestClient
from tests.people import as_operator

BOURG = "Mairie de Bourg"
NEW = DeviceId("kiosk-2")


@dataclass
class Watched:
    """A site with its known terminal on the line."""

    terminal: TerminalSide
    look: Callable[[], None]
    """Have the site ask its records, now, and the terminal be told."""


@contextmanager
def watched(site: Site) -> Iterator[Watched]:
    """A terminal at its welcome, of a site that looks when a test says so."""
    gateway = site.gateway()
    application = Starlette(routes=[WebSocketRoute("/kiosk/terminal", gateway.serve)])
    with TestClient(application) as client, client.websocket_connect("/kiosk/terminal") as socket:
        terminal = TerminalSide(socket, site.timer)
        terminal.call()
        portal = client.portal
        assert portal is not None
        yield Watched(terminal, lambda: portal.call(gateway.look))


def offered(site: Site, device_id: DeviceId = NEW, place: str = BOURG) -> str:
    """The code that the operator is told."""
    return site.door.perform(OfferEnrolment(device_id=device_id, place=place), as_operator()).code


def wrong(code: str) -> str:
    """A code that none is."""
    return f"{(int(code) + 1) % 10**12:012d}"


def device(site: Site, device_id: DeviceId = DEVICE) -> Device:
    """What the site knows of a terminal."""
    with site.space.store.begin() as records:
        known = records.devices.get(device_id)
    assert known is not None
    return known


def change(site: Site, **changed: object) -> None:
    """As if the operator had, of the known terminal."""
    with site.space.store.begin() as records:
        known = records.devices.get(DEVICE)
        assert known is not None
        records.devices.put(replace(known, **changed))  # type: ignore[arg-type]


def asked_for_code(terminal: TerminalSide, identity: Identity) -> Screen:
    """A stranger's machine while a code is open."""
    terminal.greet(identity)
    assert isinstance(terminal.hear(), Settled)
    return terminal.see(ScreenKind.ENTER)
