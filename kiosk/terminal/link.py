"""The WebSocket to the site, in its own thread: calls, greets, listens, and calls again, later and later.

Knows messages, never what is on the glass. Everything it learns is handed `home`, to the glass's own thread.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from kiosk.protocol import (
    MAX_FRAME_BYTES,
    Challenge,
    Hello,
    Printed,
    SiteMessage,
    TerminalMessage,
    decode_site,
    encode,
)

FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 8.0
OPEN_WITHIN_S = 4.0

log = logging.getLogger("relais.terminal")

_wire = logging.getLogger("relais.terminal.wire")
# Below errors the library writes down every frame, names and numbers included, wherever the root logger leads.
_wire.setLevel(logging.ERROR)
_wire.propagate = False

Home = Callable[[Callable[[], None]], None]


class Link:
    """One terminal's way to its site. `hear` and `cut` are called through `home`."""

    def __init__(self, url: str, hello: Callable[[Challenge], Hello], home: Home) -> None:
        self._url = url
        self._hello = hello
        self._home = home
        self._hear: Callable[[SiteMessage], None] = lambda _: None
        self._cut: Callable[[], None] = lambda: None
        self._loop = asyncio.new_event_loop()
        self._socket: ClientConnection | None = None
        self._outbox: asyncio.Queue[TerminalMessage] = asyncio.Queue()
        self._unsent: list[Printed] = []
        self._wake = asyncio.Event()
        self._is_barred = False
        self._thread = Thread(target=self._run, name="link", daemon=True)

    def start(self, hear: Callable[[SiteMessage], None], cut: Callable[[], None]) -> None:
        """Begin to call."""
        self._hear, self._cut = hear, cut
        self._thread.start()

    def send(self, message: TerminalMessage) -> None:
        """Send now, or drop: only what is known of a paper waits for the connection to come back."""
        self._loop.call_soon_threadsafe(self._send_soon, message)

    def retry(self) -> None:
        """Call again at once."""
        self._loop.call_soon_threadsafe(self._wake.set)

    def hang_up(self) -> None:
        """Leave; the site ends the visit. The call is made again by itself."""
        self._loop.call_soon_threadsafe(self._close_soon)

    def bar(self, *, is_barred: bool) -> None:
        """Cut the network for a demonstration, or join it again."""
        self._is_barred = is_barred
        self.hang_up() if is_barred else self.retry()

    def stop(self) -> None:
        """End the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end)
            self._thread.join(timeout=5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with suppress(asyncio.CancelledError):
            self._task = self._loop.create_task(self._call_for_ever())
            self._loop.run_until_complete(self._task)
        self._loop.close()

    def _end(self) -> None:
        self._task.cancel()

    def _close_soon(self) -> None:
        if self._socket is not None:
            self._closing = self._loop.create_task(self._socket.close())

    def _send_soon(self, message: TerminalMessage) -> None:
        if self._socket is None:
            if isinstance(message, Printed):
                self._unsent.append(message)
            return
        self._outbox.put_nowait(message)

    async def _send_all(self, socket: ClientConnection) -> None:
        with suppress(WebSocketException, OSError):
            while True:
                await socket.send(encode(await self._outbox.get()))

    async def _call_for_ever(self) -> None:
        wait = FIRST_WAIT_S
        while True:
            was_heard = False
            if not self._is_barred:
                was_heard = await self._call()
            self._home(self._cut)
            wait = FIRST_WAIT_S if was_heard else min(wait * 2, LONGEST_WAIT_S)
            self._wake.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)

    async def _call(self) -> bool:
        """One connection, from greeting to its end; whether the site said anything."""
        try:
            calling = connect(self._url, logger=_wire, max_size=MAX_FRAME_BYTES, open_timeout=OPEN_WITHIN_S)
            async with calling as socket:
                await self._listen(socket)
        except (WebSocketException, OSError, TimeoutError, msgspec.DecodeError) as trouble:
            log.info("site-unreachable type=%s", type(trouble).__name__)
        was_heard, self._socket = self._socket is not None, None
        return was_heard

    async def _listen(self, socket: ClientConnection) -> None:
        """The site asks who calls; from the moment it knows, messages leave, papers of before first."""
        sender: asyncio.Task[None] | None = None
        try:
            async for frame in socket:
                message = decode_site(frame)
                if isinstance(message, Challenge):
                    await socket.send(encode(self._hello(message)))
                    continue
                if sender is None:
                    sender = self._open(socket)
                self._home(partial(self._hear, message))
        finally:
            if sender is not None:
                sender.cancel()

    def _open(self, socket: ClientConnection) -> asyncio.Task[None]:
        self._socket = socket
        self._outbox = asyncio.Queue()
        for message in self._unsent:
            self._outbox.put_nowait(message)
        self._unsent = []
        return self._loop.create_task(self._send_all(socket))
