"""A site that only shows screens, for measures of the terminal: one WebSocket, one list of real screens, turned."""

import itertools
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from core.demo.people import ODETTE
from core.storage.secret_hasher import Argon2Hasher
from core.texts.words import Words
from kiosk.present import labels
from kiosk.protocol import VERSION, Answer, Challenge, Screen, Settled, Show, decode_terminal, encode
from service.bench.kiosk_visit import PLACE, KioskVisit
from service.bench.seeded import seeded_site


@dataclass(frozen=True, kw_only=True)
class ScreenSite:
    """Shows what it is told to show, on every terminal that calls."""

    address: str
    _orders: "queue.SimpleQueue[str]" = field(repr=False)

    def show(self, screen: Screen, number: int) -> None:
        """Show a screen under a number of its own."""
        self._orders.put(encode(Show(screen=msgspec.structs.replace(screen, id=number))))

    def end(self) -> None:
        """Say nothing more."""
        self._orders.put("")


@contextmanager
def screen_site(words: Words, answering: Sequence[Screen] = ()) -> Iterator[ScreenSite]:
    """Serve on a free port of this machine. Each answer is followed by the next of `answering`, round and round."""
    orders: queue.SimpleQueue[str] = queue.SimpleQueue()
    challenge = encode(Challenge(version=VERSION, nonce="bench"))
    settled = encode(
        Settled(version=VERSION, place=PLACE, help_number="", is_demonstration=False, labels=labels(words))
    )

    def handle(connection: ServerConnection) -> None:
        connection.send(challenge)
        connection.recv()
        connection.send(settled)
        hearing = threading.Thread(target=_hear, args=(connection, site, answering), daemon=True)
        hearing.start()
        while order := orders.get():
            connection.send(order)

    with serve(handle, "127.0.0.1", 0) as server:
        site = ScreenSite(address=f"http://127.0.0.1:{server.socket.getsockname()[1]}", _orders=orders)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield site
        finally:
            site.end()
            server.shutdown()
            serving.join()


def real_screens() -> tuple[Words, Sequence[Screen]]:
    """The screens of two visits, as the site makes them: a document read, then a refusal of some organs, kept."""
    with seeded_site() as site:
        reading, refusing = (KioskVisit(site, Argon2Hasher()) for _ in range(2))
        for visit in (reading, refusing):
            visit.put_card(ODETTE)
            visit.type(ODETTE.secret)
        reading.touch(reading.touch("documents").keys[0].id)
        refusing.touch("organ-donation")
        refusing.go_on()
        refusing.go_on()
        for keys in (("refuse",), ("some-organs",), ("kidneys", "corneas"), ("right",), ("yes",)):
            refusing.touch(*keys)
        return site.words, [*reading.screens, *refusing.screens]


def _hear(connection: ServerConnection, site: ScreenSite, answering: Sequence[Screen]) -> None:
    """Let the terminal talk; when it goes, nothing more is to be sent."""
    numbers = itertools.count(2)
    try:
        for frame in connection:
            if answering and isinstance(decode_terminal(frame), Answer):
                number = next(numbers)
                site.show(answering[(number - 1) % len(answering)], number)
    except ConnectionClosed:
        pass
    site.end()
