"""How soon a key is answered by the next prompt, and what a bad line does to the first sound and its evenness."""

import asyncio
import statistics

from ivr.line.twilio.paths import STREAM_PATH
from service.bench.rounds import quantile
from service.bench.stream_peer import calling, ring, warm
from service.bench.table import Row
from service.bench.telephone_worker import Worker, running
from service.bench.verdicts import AbsentError, limit_row

KEY_MS, FIRST_MS, GAP_MS = 200.0, 800.0, 40.0
CALLS = 10
BAD_CALLS, LOSS, JITTER_MS, HEARD_S = 3, 0.02, 30.0, 5.0
CONTROL_EVERY = 8
"""Frames of the one call: six times a second."""


def measure(*, calls: int = CALLS, bad_calls: int = BAD_CALLS) -> list[Row]:
    """Three rows: key to next prompt; first sound, and gaps, on a bad line."""
    with running(Worker(speaks_late=True)) as address:
        # In this order: each is the first to hear what it hears, and nothing of it is kept yet.
        late_first, _ = _bad_line(address, 1)
        late_key = asyncio.run(_key(address))
    with running(Worker(burns_every=CONTROL_EVERY)) as address:
        asyncio.run(warm(address))
        _, late_gaps = _bad_line(address, 1)
    with running(Worker()) as address:
        asyncio.run(warm(address))
        waits = [asyncio.run(_key(address)) for _ in range(calls)]
        first, gaps = _bad_line(address, bad_calls)
    late_gap = quantile(late_gaps, 0.95)
    beside = f"{LOSS:.0%} loss and {JITTER_MS:.0f} ms jitter"
    return [
        limit_row(
            f"key to the next prompt's first frame, the longest of {calls}",
            max(waits),
            "ms",
            KEY_MS,
            is_control_seen=late_key > KEY_MS,
            context={"median": statistics.median(waits), "late-voice control": late_key},
        ),
        limit_row(
            f"first audio with {beside}, the longest",
            max(first),
            "ms",
            FIRST_MS,
            is_control_seen=late_first[0] > FIRST_MS,
            context={"late-voice control": late_first[0]},
        ),
        limit_row(
            f"p95 gap with {beside}",
            quantile(gaps, 0.95),
            "ms",
            GAP_MS,
            is_control_seen=late_gap > GAP_MS,
            context={"p50": quantile(gaps, 0.5), "longest": gaps[-1], "standing-still control": late_gap},
        ),
    ]


async def _key(address: str) -> float:
    """Milliseconds from a key, pressed in the welcome, to the first frame of what follows it."""
    async with calling(address) as peer:
        await peer.hear(30)
        pressed = await peer.press("1")
        await peer.until(lambda: bool(peer.clears) and peer.sounds[-1] > peer.clears[-1])
        return (next(at for at in peer.sounds if at > peer.clears[-1]) - pressed) * 1000


def _bad_line(address: str, calls: int) -> tuple[list[float], list[float]]:
    """First sounds, and all gaps in order of length, in milliseconds, by streamdouble."""
    try:
        from streamdouble import metrics
        from streamdouble.chaos import Impairments
        from streamdouble.protocol import StreamIdentity
        from streamdouble.scenario import Scenario, Wait, WaitFor
        from streamdouble.session import Session, SessionConfig
    except ImportError:
        raise AbsentError("streamdouble, of the extra named dev") from None
    first, gaps = list[float](), list[float]()
    for number in range(calls):
        identity = StreamIdentity()
        config = SessionConfig(
            custom_parameters={"token": asyncio.run(ring(address, identity.call_sid))},
            impairments=Impairments(loss=LOSS, jitter_ms=JITTER_MS),
            chaos_seed=number,
            max_drain_s=0.1,
            quiet_period_s=0.1,
        )
        scenario = Scenario(name="bad line", steps=[WaitFor("audio"), Wait(HEARD_S)])
        stream = f"ws://{address}{STREAM_PATH}"
        result = asyncio.run(Session(stream, scenario=scenario, config=config, identity=identity).run())
        if result.time_to_first_audio_s is None:
            raise RuntimeError("nothing was heard")
        first.append(float(result.time_to_first_audio_s) * 1000)
        gaps += metrics.compute(result).inbound_gaps_ms
    return first, sorted(gaps)
