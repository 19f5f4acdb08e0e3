"""A small network between a client and a server on 127.0.0.1 that is cut where a test says. Knows no meaning of bytes.

A cut comes before the Nth message of one side, after it, or in the middle of it; then nothing passes until `heal`.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from threading import Event, Lock, Thread
from typing import Self

from tests.faults.framing import Framing, Lines

_PATIENCE_S = 10.0


class Side(Enum):
    """Who speaks."""

    CLIENT = "client"
    SERVER = "server"


class Moment(Enum):
    """How much of the message still passes."""

    BEFORE = "before"
    HALF = "half"
    AFTER = "after"


@dataclass(frozen=True)
class Cut:
    """The cable is pulled at the `number`th message of a side, counted from 1 since the cut was armed."""

    side: Side
    number: int
    moment: Moment

    def __str__(self) -> str:
        return f"{self.moment.value}-{self.side.value}-{self.number}"


@dataclass(frozen=True, eq=False)
class _Line:
    """One connection: the client's end and the server's."""

    client: socket.socket
    server: socket.socket

    def hang_up(self) -> None:
        """What was delivered can still be read; then both ends find the line closed."""
        for end in (self.client, self.server):
            with suppress(OSError):  # it may have hung up first
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Both directions have ended."""
        self.client.close()
        self.server.close()


class CutProxy:
    """Listens on `port`, and carries each connection to the server until the cut."""

    def __init__(
        self,
        server_port: int,
        client_framing: Callable[[], Framing] = Lines,
        server_framing: Callable[[], Framing] = Lines,
    ) -> None:
        self._server_port = server_port
        self._framing = {Side.CLIENT: client_framing, Side.SERVER: server_framing}
        self._lock = Lock()
        self._flowing = Event()
        self._flowing.set()
        self._cut: Cut | None = None
        self.is_down = False
        """After a cut, connections are refused until `heal`."""
        self.was_cut = Event()
        self.passed = {Side.CLIENT: 0, Side.SERVER: 0}
        """Messages of each side since the last cut was armed, the one at which it was cut included."""
        self._lines: dict[_Line, Thread] = {}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._acceptor = Thread(target=self._accept, name="cut proxy", daemon=True)
        self._acceptor.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_in_use(self) -> bool:
        """Whether a connection has not ended yet."""
        return bool(self._lines)

    def arm(self, cut: Cut | None) -> None:
        """Count messages from now on, and cut there; None only counts."""
        with self._lock:
            self._cut = cut
            self.was_cut.clear()
            self.passed = {Side.CLIENT: 0, Side.SERVER: 0}

    def sever(self) -> None:
        """Pull the cable now."""
        with self._lock:
            self._pull()

    def heal(self) -> None:
        """Plug it in again: new connections pass, and what was held flows."""
        with self._lock:
            self.is_down = False
        self._flowing.set()

    def hold(self) -> None:
        """Let nothing pass, and tell nobody: both ends see a silent line."""
        self._flowing.clear()

    def close(self) -> None:
        """End every connection, and every thread."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._acceptor.join(_PATIENCE_S)
        self.sever()
        self._flowing.set()
        for thread in list(self._lines.values()):
            thread.join(_PATIENCE_S)
            assert not thread.is_alive(), "a connection did not end"

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._carry(client)

    def _carry(self, client: socket.socket) -> None:
        try:
            if self.is_down:
                raise ConnectionRefusedError
            server = socket.create_connection(("127.0.0.1", self._server_port), timeout=_PATIENCE_S)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        line = _Line(client, server)
        with self._lock:
            self._lines[line] = Thread(target=self._converse, args=(line,), name="cut proxy", daemon=True)
            self._lines[line].start()

    def _converse(self, line: _Line) -> None:
        back = Thread(target=self._pump, args=(line.server, line.client, Side.SERVER), daemon=True)
        back.start()
        self._pump(line.client, line.server, Side.CLIENT)
        back.join()
        line.close()
        with self._lock:
            del self._lines[line]

    def _pump(self, source: socket.socket, sink: socket.socket, side: Side) -> None:
        framing = self._framing[side]()
        with suppress(OSError):  # a line that breaks ends this direction, as its end does
            while received := source.recv(65536):
                for message in framing.feed(received):
                    self._flowing.wait()
                    self._deliver(sink, side, message)
        self._flowing.wait()
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def _deliver(self, sink: socket.socket, side: Side, message: bytes) -> None:
        with self._lock:
            if self.is_down:
                raise ConnectionAbortedError
            self.passed[side] += 1
            cut = self._cut
            if cut is not None and (cut.side, cut.number) == (side, self.passed[side]):
                share = {Moment.BEFORE: 0, Moment.HALF: len(message) // 2, Moment.AFTER: len(message)}[cut.moment]
                sink.sendall(message[:share])
                self._pull()
                return
        sink.sendall(message)

    def _pull(self) -> None:
        self._cut, self.is_down = None, True
        for line in self._lines:
            line.hang_up()
        self.was_cut.set()
