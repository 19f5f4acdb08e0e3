"""The site's side of a terminal: who may call, one visit a card, idle rule, wipe. Draws nothing, drives no device."""

import asyncio
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect

from core.domain.audit import Channel
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words
from kiosk.gateway.connection import NOT_ALLOWED, Connection, RefusedFrameError, read_message
from kiosk.gateway.session import Session
from kiosk.gateway.settings import Device, GatewaySettings, token_digest
from kiosk.gateway.showing import Showing
from kiosk.gateway.sitting import Sitting, log
from kiosk.gateway.timing import LoopTimer, Timer
from kiosk.present import labels
from kiosk.protocol import VERSION, Hello, Settled, encode

__all__ = ["Device", "GatewaySettings", "KioskGateway", "LoopTimer", "Timer", "token_digest"]

_NOBODY = Device(place="", token_sha256=token_digest(""))


class KioskGateway:
    """Answers at `/kiosk/terminal`: `WebSocketRoute("/kiosk/terminal", gateway.serve)`."""

    def __init__(
        self,
        words: Words,
        make_visit: Callable[[Terminal], Visit],
        settings: GatewaySettings,
        timer: Timer | None = None,
    ) -> None:
        self._words = words
        self._make_visit = make_visit
        self._settings = settings
        self._timer = timer or LoopTimer()
        self._serving: dict[str, Connection] = {}
        """The one connection of each terminal."""

    async def serve(self, socket: WebSocket) -> None:
        """Serve one terminal until it goes. Nothing is shown to a caller who does not prove which terminal it is."""
        await socket.accept()
        try:
            hello = await self._hello(socket)
            if hello is None:
                await socket.close(NOT_ALLOWED)
                return
            device = self._settings.devices[hello.device]
            await socket.send_text(encode(self._settled(device)))
        except RefusedFrameError as refused:
            await socket.close(refused.code)
        except WebSocketDisconnect:
            return
        else:
            await self._serve_alone(hello.device, self._connection(socket, device, hello))

    async def _serve_alone(self, device: str, connection: Connection) -> None:
        """A terminal has one connection: the latest, since an earlier one may hang on a cut cable for long."""
        former, self._serving[device] = self._serving.get(device), connection
        if former is not None:
            log.warning("terminal-replaced")
            former.replace()
        try:
            await connection.serve()
        finally:
            if self._serving.get(device) is connection:
                del self._serving[device]

    async def _hello(self, socket: WebSocket) -> Hello | None:
        """Who calls; None when it is no terminal of ours, of another version, or says nothing in time."""
        reading = asyncio.create_task(read_message(socket, self._settings.max_frame_bytes))
        alarm = asyncio.create_task(self._timer.until(self._timer.now() + self._settings.hello_within_s))
        await asyncio.wait({reading, alarm}, return_when=asyncio.FIRST_COMPLETED)
        alarm.cancel()
        if not reading.done():
            reading.cancel()
            return None
        hello = reading.result()
        return hello if isinstance(hello, Hello) and self._is_known(hello) else None

    def _is_known(self, hello: Hello) -> bool:
        device = self._settings.devices.get(hello.device, _NOBODY)
        is_proved = device.is_proved_by(hello.token)
        is_known = is_proved and device is not _NOBODY and hello.version == VERSION
        if not is_known:
            log.info(
                "terminal-refused",
                is_our_version=hello.version == VERSION,
                is_proved=is_proved and device is not _NOBODY,
            )
        return is_known

    def _settled(self, device: Device) -> Settled:
        return Settled(
            version=VERSION,
            place=device.place,
            help_number=self._words.written("kiosk-help-number"),
            is_demonstration=self._settings.is_demonstration,
            labels=labels(self._words),
        )

    def _connection(self, socket: WebSocket, device: Device, hello: Hello) -> Connection:
        showing = Showing(self._words, device.place, self._settings, hello.printer, hello.sheets)
        terminal = Terminal(
            channel=Channel.KIOSK, place=device.place, device=hello.device, has_sheets=showing.has_sheets
        )
        session = Session(Sitting(showing, lambda: self._make_visit(terminal)), self._settings)
        return Connection(socket, session, self._timer, self._settings.max_frame_bytes)
