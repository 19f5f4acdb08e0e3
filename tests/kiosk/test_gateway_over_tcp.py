"""The same gateway on a real port: uvicorn on one side, a WebSocket client on the other."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from core.acts.record_receipt_given import RecordReceiptGiven
from core.demo.people import ODETTE
from core.domain.receipts import PaperOutcome
from kiosk.gateway import KioskGateway
from kiosk.protocol import Answer, Challenge, Print, ScreenKind, Show, SiteMessage, TerminalMessage, decode_site, encode
from tests.kiosk.conftest import Site
from tests.kiosk.slow_door import WatchedDoor, parts_of
from tests.kiosk.terminal_side import card_of, hello
from tests.kiosk.test_gateway_card_out import WALK

PATIENCE_S = 20.0


@contextmanager
def serving(gateway: KioskGateway) -> Iterator[int]:
    """The gateway on a free port; leaving waits until it has finished everything."""
    application = Starlette(routes=[WebSocketRoute("/kiosk/terminal", gateway.serve)])
    server = uvicorn.Server(uvicorn.Config(application, log_config=None, lifespan="off", ws_max_size=8 * 1024 * 1024))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)
            assert not thread.is_alive()


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of a site's own gateway."""
    with serving(site.gateway()) as port:
        yield address_at(port)


def address_at(port: int) -> str:
    """Where terminals call."""
    return f"ws://127.0.0.1:{port}/kiosk/terminal"


def say(line: ClientConnection, message: TerminalMessage) -> None:
    line.send(encode(message))


def hear(line: ClientConnection) -> SiteMessage:
    return decode_site(line.recv(timeout=PATIENCE_S))


def greet(line: ClientConnection) -> None:
    challenge = hear(line)
    assert isinstance(challenge, Challenge)
    say(line, hello(challenge))


def see(line: ClientConnection) -> Show:
    """The next screen that is no wait."""
    while not isinstance(message := hear(line), Show) or message.screen.kind is ScreenKind.WAIT:
        pass
    return message


def touch(line: ClientConnection, shown: Show, *keys: str, typed: str = "") -> Show:
    say(line, Answer(screen=shown.screen.id, keys=keys, typed=typed))
    return see(line)


def prints(line: ClientConnection) -> Show:
    """Up to the receipt being printed."""
    greet(line)
    see(line)
    say(line, card_of(ODETTE))
    shown = touch(line, see(line), typed=ODETTE.secret)
    for key in (*WALK, "yes"):
        shown = touch(line, shown, key)
    assert isinstance(hear(line), Print)
    return shown


def test_a_network_cut_while_printing_keeps_the_choice_and_leaves_the_paper_unknown(site: Site) -> None:
    """The cable is pulled: no goodbye, no close frame."""
    door = WatchedDoor(**parts_of(site.door))
    site.door = door
    with served(site) as address:
        line = connect(address)
        assert prints(line).screen.kind is ScreenKind.PAPER
        line.socket.shutdown(socket.SHUT_RDWR)
        line.socket.close()
    assert site.kept("odette") is not None
    noted = [asked.paper for asked in door.asked if isinstance(asked, RecordReceiptGiven)]
    assert noted == [PaperOutcome.UNKNOWN]


def test_a_site_that_stops_in_the_middle_leaves_nothing_half_kept(site: Site) -> None:
    """An operator restarts the site while somebody is at the last question."""
    with served(site) as address, connect(address) as line:
        greet(line)
        see(line)
        say(line, card_of(ODETTE))
        shown = touch(line, see(line), typed=ODETTE.secret)
        for key in WALK:
            shown = touch(line, shown, key)
        assert shown.screen.kind is ScreenKind.CONFIRM
    assert site.kept("odette") is None


def test_a_frame_past_our_limit_is_closed_as_too_large(site: Site) -> None:
    """1009, as the protocol of WebSockets names it."""
    with served(site) as address, connect(address) as line:
        greet(line)
        see(line)
        line.send("x" * 70_000)
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(timeout=PATIENCE_S)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
