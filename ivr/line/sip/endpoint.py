"""A line of one's own: the port on which the SBC calls, who may, and what each message goes to. Knows no sound."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog

from ivr.exchange import place_of
from ivr.line.phone_service import PhoneService
from ivr.line.sip import messages
from ivr.line.sip.messages import Address, BadSipError, Request
from ivr.line.sip.reception import Reception
from ivr.line.sip.rtp_ports import RtpPorts
from ivr.line.sip.settings import SipSettings
from ivr.line.sip.sip_call import SipCall
from ivr.line.sip.transactions import Answers, Questions, TokenBucket
from ivr.line.sip.wires import Wires

WAITING_BYTES = 1 << 20
"""What may come while something else is done: a thousand messages; beyond, the network drops and the SBC repeats."""

log = structlog.get_logger()


@dataclass(kw_only=True)
class SipLine:
    """The calls of one site, through an SBC."""

    settings: SipSettings
    phone: PhoneService

    @asynccontextmanager
    async def serving(self, listening: socket.socket, stop_seconds: float) -> AsyncIterator["Endpoint"]:
        """Take calls on this socket; at the end each is told a sentence, and ended within so many seconds."""
        loop = asyncio.get_running_loop()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WAITING_BYTES)
        endpoint = Endpoint(peers=self.settings.peers)
        transport, _ = await loop.create_datagram_endpoint(lambda: endpoint, sock=listening)
        wires = Wires(
            phone=self.phone,
            send=transport.sendto,
            answers=Answers(now=loop.time),
            questions=Questions(transport.sendto),
            ours=listening.getsockname()[:2],
            smallest_session=self.settings.smallest_session,
        )
        reception = Reception(
            wires=wires,
            ports=RtpPorts(host=self.settings.host, ports=self.settings.rtp_ports),
            bucket=TokenBucket(rate=self.settings.invites_a_second, now=loop.time),
            ring=self.settings.ring,
        )
        endpoint.reception = reception
        beating = asyncio.create_task(reception.clock.run())
        try:
            yield endpoint
            await reception.drain(stop_seconds)
        finally:
            beating.cancel()
            transport.close()


@dataclass(kw_only=True, eq=False)
class Endpoint(asyncio.DatagramProtocol):
    """The port. Nothing that comes raises out of it, and nothing of it is logged but counts."""

    peers: frozenset[str]
    strangers: int = 0
    """Datagrams of machines that may not call: not answered."""
    malformed: int = 0
    reception: Reception | None = field(default=None, repr=False)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """One datagram. The outermost loop of the line: a bug is a line of the log, without its words."""
        if self.reception is None or addr[0] not in self.peers:
            self.strangers = _count("sip-stranger", self.strangers)
            return
        try:
            message = messages.read(data, addr[:2])
            if isinstance(message, Request):
                self._take(self.reception, message, addr[:2])
            else:
                self.reception.wires.questions.answered(message)
        except BadSipError:
            self.malformed = _count("sip-malformed", self.malformed)
        except Exception as bug:  # noqa: BLE001 - outermost loop: the other calls go on
            # Type and place only: what came may hold a caller's number.
            log.error("sip-failed", bug=type(bug).__name__, place=place_of(bug))  # noqa: TRY400 - above

    def error_received(self, exc: Exception) -> None:
        """The network says that something did not arrive: the SBC asks again, or is gone."""
        log.warning("sip-unreachable", error=type(exc).__name__)

    def _take(self, reception: Reception, request: Request, source: Address) -> None:
        call = reception.calls.get(request.call_id or "")
        if request.method == "ACK":
            if call is not None:
                call.acknowledge(request)
        elif not reception.wires.answers.give(request, reception.wires.send):
            self._take_new(reception, call, request, source)

    def _take_new(self, reception: Reception, call: SipCall | None, request: Request, source: Address) -> None:
        match request.method:
            case "CANCEL":
                _cancel(reception, call, request)
            case "OPTIONS":
                status = 503 if reception.is_draining else 200
                reception.refuse(request, status, {"Accept": "application/sdp"})
            case "INVITE" if not messages.tag_to(request):
                reception.take(request, source)
            case "INVITE" | "BYE" | "UPDATE" | "NOTIFY":
                if call is None:
                    reception.refuse(request, 481)
                else:
                    call.take(request)
            case known:
                reception.refuse(request, 405 if known in messages.KNOWN else 501)


def _cancel(reception: Reception, call: SipCall | None, request: Request) -> None:
    """Matched by its branch to the INVITE that it ends (RFC 3261, 9.2)."""
    if call is None or messages.key_of(call.invite)[0] != messages.key_of(request)[0]:
        reception.refuse(request, 481)
        return
    call.reply(request, 200)
    call.cancel()


def _count(event: str, before: int) -> int:
    """One line for the first, then one each time that their number has doubled: floods fill no log."""
    count = before + 1
    if count & before == 0:
        log.warning(event, count=count)
    return count
