"""A line of one's own, served for real on a free port of this machine, in a thread with a loop of its own."""

import asyncio
import contextlib
import dataclasses
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ivr.line.phone_service import PhoneService
from ivr.line.sip.endpoint import Endpoint, SipLine
from ivr.line.sip.settings import SipSettings

LOOPBACK = frozenset({"127.0.0.1"})
QUICK = SipSettings(
    host="127.0.0.1", port=0, peers=LOOPBACK, rtp_ports=range(30_000, 40_000), ring=0.02, smallest_session=1
)
PATIENCE_S = 20.0


@dataclass
class Served:
    """A line that takes calls."""

    address: tuple[str, int]
    endpoint: Endpoint
    _loop: asyncio.AbstractEventLoop = field(repr=False)
    _end: asyncio.Event = field(repr=False)
    _thread: threading.Thread = field(repr=False)

    def end(self) -> None:
        """As SIGTERM does."""
        with contextlib.suppress(RuntimeError):
            # The loop is closed: it ended before.
            self._loop.call_soon_threadsafe(self._end.set)

    def join(self) -> None:
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()


@contextmanager
def sip_site(phone: PhoneService, settings: SipSettings = QUICK, *, stop_seconds: float = 0.2) -> Iterator[Served]:
    """Serve, then end."""
    begun, here = threading.Event(), list[Served]()

    async def serve() -> None:
        listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        listening.bind((settings.host, 0))
        end = asyncio.Event()
        line = SipLine(settings=dataclasses.replace(settings, port=listening.getsockname()[1]), phone=phone)
        async with line.serving(listening, stop_seconds) as endpoint:
            served = Served(listening.getsockname(), endpoint, asyncio.get_running_loop(), end, thread)
            here.append(served)
            begun.set()
            await end.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert begun.wait(PATIENCE_S)
    try:
        yield here[0]
    finally:
        here[0].end()
        here[0].join()
