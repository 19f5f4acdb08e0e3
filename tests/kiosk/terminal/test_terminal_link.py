"""The way to the site, on a real WebSocket: greets, comes back, keeps what must be kept, drops the rest."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from queue import Queue

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.protocol import Active, Challenge, Hello, Printed, PrinterState, Settled, Show, SiteMessage, greeting
from kiosk.terminal.identity import new_identity
from kiosk.terminal.link import Link
from tests.kiosk.terminal.small_site import NONCE, SmallSite

IDENTITY = new_identity()


@pytest.fixture
def site() -> Iterator[SmallSite]:
    """A site that listens."""
    small = SmallSite()
    small.open()
    yield small
    small.end()


class Ear:
    """What the glass would be told."""

    def __init__(self, address: str) -> None:
        self.heard: Queue[SiteMessage | None] = Queue()
        url = address.replace("http", "ws") + "/kiosk/terminal"
        self.link = Link(url, self._hello, self._home)
        self.link.start(self.heard.put, lambda: self.heard.put(None))

    def _hello(self, challenge: Challenge) -> Hello:
        return IDENTITY.hello(challenge, PrinterState.READY)

    def _home(self, what: Callable[[], None]) -> None:
        what()

    def next(self, kind: type) -> object:
        while not isinstance(message := self.heard.get(timeout=15), kind):
            pass
        return message


@pytest.fixture
def ear(site: SmallSite) -> Iterator[Ear]:
    """A terminal's ear on that site."""
    one = Ear(site.address)
    yield one
    one.link.stop()


def test_it_says_who_it_is_and_hears_what_follows(site: SmallSite, ear: Ear) -> None:
    """It is asked who calls, signs that, then the site settles the terminal and shows."""
    hello = site.hears(Hello)
    key = Ed25519PublicKey.from_public_bytes(b64decode(hello.public_key))
    key.verify(b64decode(hello.signature), greeting(NONCE))
    ear.next(Settled)
    ear.next(Show)


def test_it_comes_back_by_itself(site: SmallSite, ear: Ear) -> None:
    """A site that goes is told as cut; when it is there again, the terminal greets it."""
    ear.next(Show)
    site.close()
    ear.next(type(None))
    site.open()
    ear.next(Settled)


def test_what_is_known_of_a_paper_waits_and_nothing_else_does(site: SmallSite, ear: Ear) -> None:
    """After a cut, the outcome of a print is still told; a touch of a visit that is over is not."""
    ear.next(Show)
    site.close()
    ear.next(type(None))
    ear.link.send(Active())
    ear.link.send(Printed(job="j1", outcome="printed"))
    site.open()
    ear.next(Show)
    site.hears(Hello)
    site.hears(Hello)
    assert isinstance(site.said.get(timeout=5), Printed)


@pytest.mark.parametrize("junk", ["not a message", '{"type":"show"}', '{"type":"unknown"}', "x" * (9 * 1024 * 1024)])
def test_what_is_no_message_ends_the_connection_not_the_terminal(site: SmallSite, ear: Ear, junk: str) -> None:
    """Junk and frames beyond the limit are a cut; the terminal calls again."""
    ear.next(Show)
    site.say(junk)
    ear.next(type(None))
    ear.next(Settled)


def test_the_network_can_be_cut_for_a_demonstration(ear: Ear) -> None:
    """Cut: told, and not called again; joined: back."""
    ear.next(Show)
    ear.link.bar(is_barred=True)
    ear.next(type(None))
    ear.link.bar(is_barred=False)
    ear.next(Settled)
