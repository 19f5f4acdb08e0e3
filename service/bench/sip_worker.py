"""One worker of a SIP line in a process of its own: `python -m service.bench.sip_worker`, told as JSON.

On the event loop that a site runs on. Tells its address, and serves until its input ends.
"""

import asyncio
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import uvloop

from ivr.line.phone_service import PhoneService
from ivr.line.sip.endpoint import SipLine
from ivr.line.sip.reception import Reception
from ivr.line.sip.settings import SipSettings
from service.bench.rounds import burn
from service.bench.telephone_worker import STANDSTILL_S, Worker, running, told
from service.server import freeze_what_stays

HOST = "127.0.0.1"
STOP_S = 0.1


def running_sip(worker: Worker) -> AbstractContextManager[str]:
    """Start it; gives `127.0.0.1:PORT`."""
    return running(worker, __name__)


def _standing_still(reception: Reception, every: int) -> Callable[[], None]:
    """Ticks with the calls, and stops the whole worker for a moment each time that they sent so many packets."""
    sent = 0

    def tick() -> None:
        nonlocal sent
        before, sent = sent, sent + len(reception.calls)
        if sent // every > before // every:
            burn(time.perf_counter() + STANDSTILL_S)

    return tick


async def _serve(phone: PhoneService, worker: Worker) -> None:
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listening.bind((HOST, 0))
    settings = SipSettings(host=HOST, port=0, peers=frozenset({HOST}), rtp_ports=range(20_000, 30_000))
    async with SipLine(settings=settings, phone=phone).serving(listening, STOP_S) as endpoint:
        if worker.burns_every and endpoint.reception is not None:
            still = _standing_still(endpoint.reception, worker.burns_every)
            endpoint.reception.clock.add("standing still", still)
        freeze_what_stays()
        sys.stdout.write(f"{HOST}:{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    """Serve until the input ends."""
    from service.bench.telephone_site import site_telephone

    worker, voice = told()
    with (
        tempfile.TemporaryDirectory(prefix="relais-bench-") as folder,
        site_telephone(Path(folder), voice) as phone,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(_serve(phone, worker))


if __name__ == "__main__":
    main()
