"""A site with one terminal, in process: the real gateway, real visits, the seeded store, time moved by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from core.acts.perform import Door
from core.domain.organ_donation import OrganDonationChoice
from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.questions import Journey
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words, load_words
from kiosk.gateway import Authority, GatewaySettings, KioskGateway, Register
from tests.conftest import Space
from tests.kiosk.terminal_side import KNOWN, PLACE, SettableTimer, TerminalSide, TestClient

SETTINGS = GatewaySettings()
AUTHORITY = Authority(bytes(32))


@dataclass
class Site:
    """What a terminal calls."""

    words: Words
    space: Space
    timer: SettableTimer
    door: Door
    journey: Callable[[], Journey[None]] = kiosk_visit
    settings: GatewaySettings = SETTINGS

    def __post_init__(self) -> None:
        """It knows its terminal."""
        with self.space.store.begin() as records:
            records.devices.put(KNOWN)

    def make_visit(self, terminal: Terminal) -> Visit:
        return Visit(terminal, self.journey, self.door, self.space.hasher)

    def gateway(self) -> KioskGateway:
        """The site's side of its terminals."""
        register = Register(self.door, AUTHORITY)
        return KioskGateway(self.words, self.make_visit, register, self.settings, self.timer)

    @contextmanager
    def terminal(self) -> Iterator[TerminalSide]:
        """A terminal that has connected and said nothing yet."""
        gateway = self.gateway()
        client = TestClient(Starlette(routes=[WebSocketRoute("/kiosk/terminal", gateway.serve)]))
        with client.websocket_connect("/kiosk/terminal") as socket:
            yield TerminalSide(socket, self.timer)

    def kept(self, name: str) -> OrganDonationChoice | None:
        """What the store holds of somebody's position."""
        with self.space.store.begin() as records:
            return records.organ_donation.latest(self.space.people[name])

    def acts(self) -> list[str]:
        """What was done, in the words of the trace, since the demonstration was seeded."""
        return [leaf.act for leaf in self.space.leaves() if leaf.place == PLACE]


@pytest.fixture(scope="session")
def words() -> Words:
    """The French of the product."""
    return load_words()


@pytest.fixture
def site(words: Words, space: Space) -> Site:
    """A site that waits for a terminal."""
    return Site(words=words, space=space, timer=SettableTimer(), door=space.door)


@pytest.fixture
def kiosk(site: Site) -> Iterator[TerminalSide]:
    """A terminal at its welcome screen."""
    with site.terminal() as terminal:
        terminal.call()
        yield terminal
