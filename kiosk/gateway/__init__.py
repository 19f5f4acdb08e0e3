"""The site's side of a terminal: who may call, one visit a card, idle rule, wipe. Draws nothing, drives no device."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from core.domain.audit import Channel
from core.domain.devices import Device
from core.domain.identifiers import DeviceId
from core.journeys.visit import Terminal, Visit
from core.ports import TransactionLostError
from core.texts.words import Words
from kiosk.gateway.certificates import RENEWED_AFTER, Authority
from kiosk.gateway.connection import NOT_ALLOWED, Connection, RefusedFrameError
from kiosk.gateway.orders import Orders
from kiosk.gateway.reception import Admitted, Reception, RefusedTerminalError
from kiosk.gateway.register import Register
from kiosk.gateway.session import Session
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.showing import Showing
from kiosk.gateway.sitting import Sitting, log
from kiosk.gateway.timing import LoopTimer, Timer

__all__ = ["Authority", "GatewaySettings", "KioskGateway", "LoopTimer", "Register", "Timer"]


@dataclass(eq=False)
class _Served:
    """A terminal that is connected."""

    device: Device
    connection: Connection
    certified_at: float = float("-inf")


class KioskGateway:
    """Answers at `/kiosk/terminal`: `WebSocketRoute("/kiosk/terminal", gateway.serve)`, with `gateway.watch` beside."""

    def __init__(
        self,
        words: Words,
        make_visit: Callable[[Terminal], Visit],
        register: Register,
        settings: GatewaySettings | None = None,
        timer: Timer | None = None,
    ) -> None:
        self._words = words
        self._make_visit = make_visit
        self._register = register
        self._settings = settings or GatewaySettings()
        self._timer = timer or LoopTimer()
        self._reception = Reception(words, register, self._settings, self._timer)
        self._serving: dict[DeviceId, _Served] = {}
        """The one connection of each terminal."""

    async def serve(self, socket: WebSocket) -> None:
        """Serve one terminal until it goes. Nothing is shown to a caller who does not prove which terminal it is."""
        await socket.accept()
        try:
            admitted = await self._reception.receive(socket)
        except RefusedTerminalError as refused:
            log.info("terminal-refused", reason=str(refused))
            await socket.close(NOT_ALLOWED)
        except RefusedFrameError as refused:
            await socket.close(refused.code)
        except WebSocketDisconnect:
            return
        else:
            await self._serve_alone(_Served(admitted.device, self._connection(socket, admitted)))

    async def watch(self) -> None:
        """For ever: send off who was put out, hand on what is ordered, renew certificates, note who is there."""
        looks = 0
        while True:
            await self._timer.until(self._timer.now() + self._settings.look_every_s)
            looks += 1
            try:
                await self.look(are_noted=looks % self._settings.seen_every_looks == 0)
            except TransactionLostError:
                # Nobody is sent off for it: without the records, nothing can be read or changed here either.
                log.warning("records-out-of-reach")
            except Exception as bug:  # noqa: BLE001 - the outermost loop: a fault must not end the watch
                log.error("watch-failed", type=type(bug).__name__)

    async def look(self, *, are_noted: bool = False) -> None:
        """Ask the records once whether those who are connected may stay, and what is wanted of them."""
        serving = dict(self._serving)
        if not serving:
            return
        loop = asyncio.get_running_loop()
        known = await loop.run_in_executor(None, lambda: self._register.look(serving, are_noted=are_noted))
        for device_id, served in serving.items():
            device = known.get(device_id)
            if device is None or not device.is_let_in or device.public_key != served.device.public_key:
                log.warning("terminal-put-out")
                served.connection.dismiss()
            else:
                served.connection.order(self._orders(served, device))

    def _orders(self, served: _Served, device: Device) -> Orders:
        now = self._timer.now()
        is_due = now - served.certified_at >= RENEWED_AFTER.total_seconds()
        if is_due:
            served.certified_at = now
        return Orders(
            notice=device.notice_at(self._register.now),
            is_restart_wanted=device.restart_asked_at is not None,
            certificate=self._register.certify(device) if is_due else "",
        )

    async def _serve_alone(self, served: _Served) -> None:
        """A terminal has one connection: the latest, since an earlier one may hang on a cut cable for long."""
        device_id = served.device.device_id
        former, self._serving[device_id] = self._serving.get(device_id), served
        if former is not None:
            log.warning("terminal-replaced")
            former.connection.dismiss()
        served.connection.order(self._orders(served, served.device))
        try:
            await served.connection.serve()
        finally:
            if self._serving.get(device_id) is served:
                del self._serving[device_id]

    def _connection(self, socket: WebSocket, admitted: Admitted) -> Connection:
        device = admitted.device
        showing = Showing(self._words, device.place, self._settings, admitted.hello.printer, admitted.hello.sheets)
        terminal = Terminal(
            channel=Channel.KIOSK, place=device.place, device=device.device_id, has_sheets=showing.has_sheets
        )
        session = Session(Sitting(showing, lambda: self._make_visit(terminal)), self._settings)
        return Connection(socket, session, self._timer, self._settings.max_frame_bytes)
