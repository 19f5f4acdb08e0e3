"""How soon a key is answered by the first packet of the next prompt, on a SIP line that never stops sending.

The welcome is listened to first: the first packet after the key that is neither silence nor a piece of it is the next
prompt's. Silence at its beginning counts as waiting.
"""

import asyncio
import statistics

from service.bench.sip_peer import SILENCE, SipPeer, peer_of
from service.bench.sip_worker import running_sip
from service.bench.table import Row
from service.bench.telephone_worker import Worker
from service.bench.verdicts import limit_row

KEY_MS = 200.0
CALLS = 10
KNOWN = 250
"""Packets of the welcome, silences apart, that are known: five seconds."""
PRESSED_AFTER = 30
"""Packets of it that are heard before the key."""


def measure(*, calls: int = CALLS) -> list[Row]:
    """One row: the longest wait."""
    with running_sip(Worker(speaks_late=True)) as address:
        # The first to hear what follows the key: nothing of it is kept yet.
        late = asyncio.run(_waits(address, 1))
    with running_sip(Worker()) as address:
        _, *waits = asyncio.run(_waits(address, calls + 1))
    return [
        limit_row(
            f"key to the next prompt's first packet over SIP, the longest of {calls}",
            max(waits),
            "ms",
            KEY_MS,
            is_control_seen=late[0] > KEY_MS,
            context={"median": statistics.median(waits), "late-voice control": late[0]},
        )
    ]


async def _waits(address: str, calls: int) -> list[float]:
    """Milliseconds, call after call."""
    async with peer_of(address) as peer:
        await peer.ring()
        await peer.until(lambda: len(_voiced(peer)) >= KNOWN)
        welcome = frozenset(_voiced(peer))
    return [await _wait(address, welcome) for _ in range(calls)]


async def _wait(address: str, welcome: frozenset[bytes]) -> float:
    async with peer_of(address) as peer:
        await peer.ring()
        await peer.until(lambda: len(_voiced(peer)) >= PRESSED_AFTER)
        pressed = peer.press("1")

        def next_prompt() -> float | None:
            return next((at for at, sound in peer.heard if at > pressed and _is_new(sound, welcome)), None)

        await peer.until(lambda: next_prompt() is not None)
        answered = next_prompt()
    if answered is None:
        raise RuntimeError("the call ended before the next prompt")
    return (answered - pressed) * 1000


def _voiced(peer: SipPeer) -> list[bytes]:
    return [sound for _, sound in peer.heard if sound != SILENCE]


def _is_new(sound: bytes, welcome: frozenset[bytes]) -> bool:
    return sound != SILENCE and sound not in welcome
