"""A hundred SIP calls on one worker, in a process of its own: how evenly each is fed, and that none fails.

Each sends fifty packets a second, as a telephone does, and hears the welcome. They are dialled no faster than a line
takes calls from one SBC.
"""

import asyncio
import itertools
import time
from contextlib import AsyncExitStack

from service.bench.bare_clock import beside_a_clock, gap_row
from service.bench.sip_peer import G729, RefusedError, SipPeer, peer_of
from service.bench.sip_worker import running_sip
from service.bench.table import Row
from service.bench.telephone_worker import Worker
from service.bench.verdicts import count_row

CALLS, SECONDS, GAP_MS = 100, 8.0, 30.0
FRAME_S, DIAL_S = 0.02, 1 / 15
CONTROL_EVERY = 800
"""Packets of all calls: at a hundred calls, six times a second."""
CONTROL_FAILURES = 2


def measure(*, calls: int = CALLS, seconds: float = SECONDS) -> list[Row]:
    """Two rows: the gap between two packets, and how many calls failed."""
    with running_sip(Worker(burns_every=max(CONTROL_EVERY * calls // CALLS, 1))) as address:
        late, _ = asyncio.run(_hear(address, calls, seconds / 2))
    with running_sip(Worker()) as address:
        (gaps, failed), bare = beside_a_clock(lambda: asyncio.run(_hear(address, calls, seconds)))
        seen = asyncio.run(_failures_seen(address))
    return [
        gap_row(
            f"p99 gap between packets, {calls} SIP calls, one worker", gaps, GAP_MS, standing_still=late, bare_ms=bare
        ),
        count_row(
            f"SIP calls of {calls} that failed",
            failed,
            0,
            is_control_seen=seen == CONTROL_FAILURES,
            context={"refused and ended too soon, control": seen},
        ),
    ]


async def _hear(address: str, calls: int, seconds: float) -> tuple[list[float], int]:
    """Gaps in milliseconds, in order of length, and how many calls were not taken, or not fed to the end."""
    async with AsyncExitStack() as stack:
        # One that is not counted: what it hears is kept for the others.
        warm = await stack.enter_async_context(peer_of(address))
        await warm.ring()
        await asyncio.sleep(1)
        warm.hang_up()
        peers = [await stack.enter_async_context(peer_of(address)) for _ in range(calls)]
        dialling = asyncio.create_task(_dial(peers))
        await _speak(peers, calls * DIAL_S + 2 * FRAME_S)
        taken = await dialling
        begin = time.time()
        await _speak(taken, seconds)
        end = time.time()
        failed = calls - sum(_is_fed(peer, end) for peer in taken)
    gaps = sorted(gap for peer in peers for gap in _gaps(peer, begin))
    if not gaps:
        raise RuntimeError("nothing was heard")
    return gaps, failed


async def _dial(peers: list[SipPeer]) -> list[SipPeer]:
    """Call one after the other, no faster than a line takes; those that were taken."""

    async def dial(peer: SipPeer, after: float) -> bool:
        await asyncio.sleep(after)
        return await _is_taken(peer)

    are_taken = await asyncio.gather(*(dial(peer, place * DIAL_S) for place, peer in enumerate(peers)))
    return [peer for peer, is_taken in zip(peers, are_taken, strict=True) if is_taken]


async def _is_taken(peer: SipPeer, *laws: int) -> bool:
    try:
        await peer.ring(*laws)
    except (RefusedError, TimeoutError):
        return False
    return True


async def _speak(peers: list[SipPeer], seconds: float) -> None:
    """All who are connected, fifty times a second."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    end = due + seconds
    while due < end:
        for peer in peers:
            if peer.is_open:
                peer.speak()
        due += FRAME_S
        await asyncio.sleep(max(due - loop.time(), 0))


def _gaps(peer: SipPeer, begin: float) -> list[float]:
    settled = [at for at, _ in peer.heard if at > begin]
    return [(after - before) * 1000 for before, after in itertools.pairwise(settled)]


def _is_fed(peer: SipPeer, end: float) -> bool:
    """Whether a call that was taken still goes on, and hears."""
    return peer.is_open and bool(peer.heard) and peer.heard[-1][0] > end - 1


async def _failures_seen(address: str) -> int:
    """Controls: a call that is refused, and one that is over before its time, are counted."""
    async with peer_of(address) as refused, peer_of(address) as short:
        seen = int(not await _is_taken(refused, G729))
        await short.ring()
        await _speak([short], 1)
        short.hang_up()
        await asyncio.sleep(1.5)
        return seen + int(not _is_fed(short, time.time()))
