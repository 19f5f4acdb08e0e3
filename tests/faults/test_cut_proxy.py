"""The network that tests cut: whole until it is cut, cut exactly where it is told, whole again when healed."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from service.bench.postgres_server import PostgresServer
from tests.faults.cut_proxy import Cut, CutProxy, Moment, Side
from tests.faults.framing import Framing, Lines, WebSocketFrames, postgres_client, postgres_server
from tests.real_stacks import requires

PATIENCE_S = 10.0
QUESTIONS = ("one", "two", "three")


class Echo(socketserver.ThreadingTCPServer):
    """Answers each line with itself in capitals, and remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        super().__init__(("127.0.0.1", 0), _Speak)
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Return once everything said has been heard."""
        self.shutdown()
        self.thread.join(PATIENCE_S)
        self.server_close()


class _Speak(socketserver.StreamRequestHandler):
    server: Echo

    def handle(self) -> None:
        with suppress(OSError):
            for line in self.rfile:
                self.server.heard.append(line.decode())
                self.wfile.write(line.upper())


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.end()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[CutProxy]:
    with CutProxy(echo.server_address[1]) as between:
        yield between


def ask_all(proxy: CutProxy) -> list[str]:
    """What a client gets back, up to the end of the line."""
    answers = []
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=PATIENCE_S) as line, suppress(OSError):
        for question in QUESTIONS:
            line.sendall(f"{question}\n".encode())
            answers.append(line.recv(100).decode())
    return [answer for answer in answers if answer]


def test_what_is_not_cut_passes_whole(proxy: CutProxy, echo: Echo) -> None:
    """The control: without a cut nothing is lost, and every message is counted."""
    proxy.arm(None)
    assert ask_all(proxy) == ["ONE\n", "TWO\n", "THREE\n"]
    assert echo.heard == ["one\n", "two\n", "three\n"]
    assert proxy.passed == {Side.CLIENT: 3, Side.SERVER: 3}
    assert not proxy.was_cut.is_set()


CUTS = {
    Cut(Side.CLIENT, 2, Moment.BEFORE): (["one\n"], ["ONE\n"]),
    Cut(Side.CLIENT, 2, Moment.HALF): (["one\n", "tw"], ["ONE\n"]),
    Cut(Side.CLIENT, 2, Moment.AFTER): (["one\n", "two\n"], ["ONE\n"]),
    Cut(Side.SERVER, 2, Moment.BEFORE): (["one\n", "two\n"], ["ONE\n"]),
    Cut(Side.SERVER, 2, Moment.HALF): (["one\n", "two\n"], ["ONE\n", "TW"]),
    Cut(Side.SERVER, 2, Moment.AFTER): (["one\n", "two\n"], ["ONE\n", "TWO\n"]),
}


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_a_cut_comes_where_it_was_armed(proxy: CutProxy, echo: Echo, cut: Cut) -> None:
    """To the half message; then nobody gets through, until it is healed."""
    proxy.arm(cut)
    answers = ask_all(proxy)
    assert proxy.was_cut.wait(PATIENCE_S)
    assert ask_all(proxy) == []
    proxy.close()
    echo.end()
    heard, answered = CUTS[cut]
    assert (echo.heard, answers) == (heard, answered)


def test_a_healed_network_is_as_before(proxy: CutProxy) -> None:
    """New connections pass, and the cut does not come twice."""
    proxy.arm(Cut(Side.CLIENT, 1, Moment.BEFORE))
    assert ask_all(proxy) == []
    proxy.heal()
    assert ask_all(proxy) == ["ONE\n", "TWO\n", "THREE\n"]


def test_a_cut_that_never_comes_is_seen(proxy: CutProxy) -> None:
    """A test that cuts after the last message would prove nothing: it can tell."""
    proxy.arm(Cut(Side.CLIENT, 4, Moment.BEFORE))
    ask_all(proxy)
    assert not proxy.was_cut.is_set()


def test_a_held_line_is_silent_and_loses_nothing(proxy: CutProxy) -> None:
    """Neither end is told; what was said arrives when it is healed."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=0.2) as line:
        line.sendall(b"one\n")
        assert line.recv(100) == b"ONE\n"
        proxy.hold()
        line.sendall(b"two\n")
        with pytest.raises(TimeoutError):
            line.recv(100)
        proxy.heal()
        line.settimeout(PATIENCE_S)
        assert line.recv(100) == b"TWO\n"


def test_pulling_the_cable_ends_every_line(proxy: CutProxy) -> None:
    """Idle ones too."""
    lines = [socket.create_connection(("127.0.0.1", proxy.port), timeout=PATIENCE_S) for _ in range(3)]
    for line in lines:
        line.sendall(b"one\n")
        line.recv(100)
    proxy.sever()
    assert [line.recv(100) for line in lines] == [b""] * 3
    for line in lines:
        line.close()


def websocket_stream() -> tuple[bytes, list[int]]:
    """A handshake and frames of every length form, masked and not; and how long each message is."""
    shapes = [(5, b""), (5, b"mask"), (126, b""), (200, b"mask"), (70_000, b""), (0, b"")]
    messages = [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"]
    for size, mask in shapes:
        bit = 0x80 if mask else 0
        short = size if size < 126 else 126 if size < 65536 else 127
        width = struct.pack({126: ">H", 127: ">Q"}[short], size) if short > 125 else b""
        messages.append(bytes((0x81, bit | short)) + width + mask + b"\n" * size)
    return b"".join(messages), [len(message) for message in messages]


@pytest.mark.parametrize("piece", [1, 7, 100_000])
def test_frames_of_a_websocket_are_told_apart_in_any_pieces(piece: int) -> None:
    """However TCP cuts them up."""
    stream, lengths = websocket_stream()
    framing: Framing = WebSocketFrames()
    pieces = [stream[start : start + piece] for start in range(0, len(stream), piece)]
    messages = [message for each in pieces for message in framing.feed(each)]
    assert [len(message) for message in messages] == lengths
    assert b"".join(messages) == stream
    assert list(Lines().feed(b"half a line")) == []


@requires("postgres")
def test_round_trips_of_postgresql_are_counted(postgres: PostgresServer) -> None:
    """A question is one, and so is the preparing of a question that comes often, and each end of a transaction."""
    address = postgres.create_database("counted").replace(f":{postgres.port}/", ":{port}/")
    with CutProxy(postgres.port, postgres_client, postgres_server) as proxy:
        url = address.format(port=proxy.port) + "?sslmode=disable&gssencmode=disable"
        proxy.arm(None)
        with psycopg.connect(url) as connection:
            said_at_login = proxy.passed[Side.CLIENT]
            assert said_at_login == proxy.passed[Side.SERVER]
            proxy.arm(None)
            connection.execute("CREATE TABLE counted (number int)")
            assert proxy.passed == {Side.CLIENT: 2, Side.SERVER: 2}
            for number in range(7):
                connection.execute("INSERT INTO counted VALUES (%s)", (number,))
            connection.commit()
            begun_and_created, inserted, prepared, committed = 2, 7, 1, 1
            asked = begun_and_created + inserted + prepared + committed
            assert proxy.passed == {Side.CLIENT: asked, Side.SERVER: asked}
    postgres.drop_database("counted")
