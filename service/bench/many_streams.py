"""A hundred Media Streams on one worker, in a process of its own: how evenly each is fed, and that none breaks.

Each sends fifty frames a second, as a telephone does, and hears the welcome.
"""

import asyncio
import itertools
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import uvloop

from service.bench.bare_clock import beside_a_clock, gap_row
from service.bench.stream_peer import StreamPeer, calling, warm
from service.bench.table import Row
from service.bench.telephone_worker import Worker, running
from service.bench.verdicts import count_row

_Result = TypeVar("_Result")
STREAMS, SECONDS, GAP_MS = 100, 8.0, 30.0
FRAME_S = 0.02
SETTLED_S = 1.0
"""After the last stream was opened: its first frames are sent ahead."""
CONTROL_EVERY = 800
"""Frames of all calls: at a hundred calls, six times a second."""


def measure(*, streams: int = STREAMS, seconds: float = SECONDS) -> list[Row]:
    """Two rows: the gap between two frames, and how many streams failed."""
    with running(Worker(burns_every=max(CONTROL_EVERY * streams // STREAMS, 1))) as address:
        late, _ = _run(_hear(address, streams, seconds / 2))
    with running(Worker()) as address:
        (gaps, failed), bare = beside_a_clock(lambda: _run(_hear(address, streams, seconds)))
    return [
        gap_row(
            f"p99 gap between frames, {streams} Media Streams, one worker",
            gaps,
            GAP_MS,
            standing_still=late,
            bare_ms=bare,
        ),
        count_row(
            f"Media Streams of {streams} that failed",
            failed,
            0,
            is_control_seen=_run(_is_failure_seen()),
            context={},
        ),
    ]


def _run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """On the fastest loop that is had: what a caller is late to read is taken for what the line is late to send."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


async def _hear(address: str, streams: int, seconds: float) -> tuple[list[float], int]:
    """Gaps in milliseconds, in order of length, and how many streams were not fed to the end."""
    loop = asyncio.get_running_loop()
    await warm(address)
    async with AsyncExitStack() as stack:
        peers = [await stack.enter_async_context(calling(address)) for _ in range(streams)]
        begin = due = loop.time()
        end = begin + SETTLED_S + seconds
        while loop.time() < end:
            for peer in peers:
                await peer.speak()
            due += FRAME_S
            await asyncio.sleep(max(due - loop.time(), 0))
        failed = sum(_has_failed(peer, end) for peer in peers)
    gaps = sorted(gap for peer in peers for gap in _gaps(peer, begin + SETTLED_S))
    if not gaps:
        raise RuntimeError("nothing was heard")
    return gaps, failed


def _gaps(peer: StreamPeer, begin: float) -> list[float]:
    settled = [at for at in peer.sounds if at > begin]
    return [(after - before) * 1000 for before, after in itertools.pairwise(settled)]


def _has_failed(peer: StreamPeer, end: float) -> bool:
    return not peer.is_open or not peer.sounds or peer.sounds[-1] < end - 1


async def _is_failure_seen() -> bool:
    """A control: a worker that ends is counted."""
    with running(Worker()) as address:
        async with calling(address) as peer:
            await peer.press("this is no key" * 6000)
            await asyncio.sleep(1)
            return _has_failed(peer, asyncio.get_running_loop().time())
