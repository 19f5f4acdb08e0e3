"""A site of a few lines on a real WebSocket: keeps what terminals say, says what a test wants, goes and comes back."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from queue import Queue
from threading import Thread
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve

from kiosk.protocol import (
    VERSION,
    Challenge,
    Hello,
    Settled,
    Show,
    SiteMessage,
    TerminalMessage,
    decode_terminal,
    encode,
)
from tests.gallery import samples

QUIET = logging.getLogger("small-site")
QUIET.propagate = False  # the terminal's log is under test, not this one's
NONCE = "a nonce of one connection"
SETTLED = Settled(version=VERSION, place="Mairie", help_number="01 99 00 12 34", is_demonstration=True, labels={})
WELCOME = samples.before_proof()[0].screen


class SmallSite:
    """One site, in a thread of its own."""

    def __init__(self) -> None:
        self.said: Queue[TerminalMessage] = Queue()
        self.answer: Callable[[TerminalMessage], list[SiteMessage]] = lambda _: []
        self.port = 0
        self._sockets: set[ServerConnection] = set()
        self._server: Server | None = None
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, daemon=True, name="small-site").start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Listen, on the same port as before if there was one."""
        self._run(self._open())

    def close(self) -> None:
        """Be gone, as after a cut."""
        self._run(self._close())

    def end(self) -> None:
        if self._server is not None:
            self.close()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def say(self, *messages: SiteMessage | str) -> None:
        """Say something to every terminal; a text is sent as it is."""
        self._run(self._say(messages))

    def hears(self, kind: type, seconds: float = 10) -> Any:
        """The next thing of this kind that a terminal says."""
        while not isinstance(message := self.said.get(timeout=seconds), kind):
            pass
        return message

    def _run(self, what: Any) -> Any:
        done: Future[Any] = asyncio.run_coroutine_threadsafe(what, self._loop)
        return done.result(10)

    async def _open(self) -> None:
        self._server = await serve(self._serve, "127.0.0.1", self.port, logger=QUIET)
        self.port = next(iter(self._server.sockets)).getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _say(self, messages: tuple[SiteMessage | str, ...]) -> None:
        for socket in list(self._sockets):
            for message in messages:
                await socket.send(message if isinstance(message, str) else encode(message))

    async def _serve(self, socket: ServerConnection) -> None:
        self._sockets.add(socket)
        try:
            await socket.send(encode(Challenge(version=VERSION, nonce=NONCE)))
            async for frame in socket:
                message = decode_terminal(frame)
                self.said.put(message)
                answers = [SETTLED, Show(screen=WELCOME)] if isinstance(message, Hello) else self.answer(message)
                for answer in answers:
                    await socket.send(encode(answer))
        finally:
            self._sockets.discard(socket)
