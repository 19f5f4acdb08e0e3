"""One terminal's WebSocket: frames in and out, calls in threads, the alarm. Knows no rule of a visit."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from core.journeys.steps import ShownStep
from kiosk.gateway.orders import Orders
from kiosk.gateway.session import Session
from kiosk.gateway.sitting import log
from kiosk.gateway.stay import Call
from kiosk.gateway.timing import Timer
from kiosk.protocol import Hello, TerminalMessage, decode_terminal, encode

BINARY_REFUSED = 1003
NOT_A_MESSAGE = 1007
NOT_ALLOWED = 1008
TOO_LARGE = 1009
OUR_FAULT = 1011
_QUEUED = 32


class RefusedFrameError(Exception):
    """A frame that is no message of a terminal; the connection closes with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Returned:
    """A call came back from its thread."""

    call: Call
    result: ShownStep | Exception | None = field(repr=False)


@dataclass(frozen=True)
class Gone:
    """The terminal hung up, or sent what no terminal sends."""

    code: int | None = None


Event = TerminalMessage | Returned | Orders | Gone


async def read_message(socket: WebSocket, max_bytes: int) -> TerminalMessage:
    """The next message; `RefusedFrameError` for anything else, `WebSocketDisconnect` at the end."""
    frame = await socket.receive()
    if frame["type"] != "websocket.receive":
        raise WebSocketDisconnect
    text = frame.get("text")
    if text is None:
        raise RefusedFrameError(BINARY_REFUSED)
    if len(text) > max_bytes or len(text.encode(errors="replace")) > max_bytes:
        raise RefusedFrameError(TOO_LARGE)
    try:
        return decode_terminal(text)
    except msgspec.DecodeError:
        raise RefusedFrameError(NOT_A_MESSAGE) from None


class Connection:
    """Carries a session over a socket until the terminal goes."""

    def __init__(self, socket: WebSocket, session: Session, timer: Timer, max_frame_bytes: int) -> None:
        self._socket = socket
        self._session = session
        self._timer = timer
        self._max_frame_bytes = max_frame_bytes
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._room = asyncio.Semaphore(_QUEUED)
        """A terminal that sends faster than it is served waits."""
        self._awaited = 0
        """Calls whose result was not taken yet."""

    async def serve(self) -> None:
        """Serve until the terminal goes; then nothing of the visit remains, and no thread of it runs."""
        reader = asyncio.create_task(self._read())
        try:
            await self._handle(self._session.begin)
            while not isinstance(event := await self._next(), Gone):
                await self._take(event)
                event = None  # hours may pass before the next one, and this one may hold somebody's document
            if event.code is not None:
                await self._socket.close(event.code)
        except WebSocketDisconnect:
            log.info("terminal-lost")
        finally:
            reader.cancel()
            # Handed to a thread before anything is awaited: a site that stops cuts short whoever waits here.
            self._session.lose(self._timer.now())
            self._run_calls()
            await asyncio.shield(asyncio.create_task(self._finish()))

    def dismiss(self) -> None:
        """The terminal has called again, or is put out: the visit on this connection ends."""
        self._events.put_nowait(Gone(NOT_ALLOWED))

    def order(self, orders: Orders) -> None:
        """Have the people of the Relais obeyed, once nobody is disturbed by it."""
        self._events.put_nowait(orders)

    async def _read(self) -> None:
        try:
            while True:
                await self._room.acquire()
                self._events.put_nowait(await read_message(self._socket, self._max_frame_bytes))
        except WebSocketDisconnect:
            self._events.put_nowait(Gone())
        except RefusedFrameError as refused:
            log.info("frame-refused", code=refused.code)
            self._events.put_nowait(Gone(refused.code))

    async def _next(self) -> Event | None:
        """What happens next; None when it is time that passed."""
        deadline = self._session.deadline()
        if deadline is None:
            return await self._events.get()
        event = asyncio.create_task(self._events.get())
        alarm = asyncio.create_task(self._timer.until(deadline))
        await asyncio.wait({event, alarm}, return_when=asyncio.FIRST_COMPLETED)
        alarm.cancel()
        if event.done():
            return event.result()
        event.cancel()
        return None

    async def _take(self, event: TerminalMessage | Returned | Orders | None) -> None:
        match event:
            case None:
                await self._handle(self._session.tick)
            case Returned():
                self._awaited -= 1
                await self._handle(lambda now: self._session.returned(event.call, event.result, now))
            case Orders():
                await self._handle(lambda now: self._session.obey(event, now))
            case Hello():
                self._events.put_nowait(Gone(NOT_ALLOWED))
            case _:
                self._room.release()
                await self._handle(lambda now: self._session.take(event, now))

    async def _handle(self, happen: Callable[[float], None]) -> None:
        """Let one thing happen, then send and run what it asks for. A fault of ours ends in an apology."""
        try:
            happen(self._timer.now())
        except Exception as bug:  # noqa: BLE001 - the outermost loop: log, wipe, apologise
            self._session.fail(bug, self._timer.now())
        for message in self._session.sitting.showing.take_messages():
            await self._socket.send_text(encode(message))
        self._run_calls()

    def _run_calls(self) -> None:
        loop = asyncio.get_running_loop()
        for call in self._session.sitting.take_calls():
            self._awaited += 1
            loop.run_in_executor(None, _run, call).add_done_callback(self._take_returned)

    def _take_returned(self, thread: asyncio.Future[Returned]) -> None:
        if not thread.cancelled():
            self._events.put_nowait(thread.result())

    async def _finish(self) -> None:
        """Let what runs end, then forget: nobody is told any more."""
        while self._awaited:
            event = await self._events.get()
            if isinstance(event, Returned):
                self._awaited -= 1
                self._session.returned(event.call, event.result, self._timer.now())
                self._run_calls()


def _run(call: Call) -> Returned:
    """In a thread: a fault is handed to the session, which apologises."""
    try:
        return Returned(call, call.run())
    except Exception as error:  # noqa: BLE001 - the outermost loop of this thread
        return Returned(call, error)
