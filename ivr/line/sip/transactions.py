"""What a network that loses datagrams needs: answers given again, requests asked again (RFC 3261, 17)."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ivr.line.sip.messages import Address, Request, Response, key_of

T1, T2 = 0.5, 4.0
"""Seconds before a first and between later repetitions."""
PATIENCE = 64 * T1
FINAL = 200
Key = tuple[str, str, str]
Send = Callable[[bytes, Address], None]


async def insist(send: Callable[[], object], heard: asyncio.Future[Any], patience: float = PATIENCE) -> None:
    """Send again and again, ever more seldom, until it is heard or patience is over."""
    loop = asyncio.get_running_loop()
    end, wait = loop.time() + patience, T1
    while not heard.done() and loop.time() < end:
        send()
        await asyncio.wait({heard}, timeout=min(wait, max(end - loop.time(), 0)))
        wait = min(2 * wait, T2)


@dataclass(frozen=True)
class Given:
    """An answer, to whom, and until when it may be asked for again."""

    data: bytes = field(repr=False)
    to: Address
    until: float


@dataclass(kw_only=True)
class Answers:
    """The last answer to each request of the last half minute: a request that comes again gets it again."""

    now: Callable[[], float]
    most: int = 10_000
    _given: OrderedDict[Key, Given] = field(default_factory=OrderedDict, repr=False)

    def keep(self, request: Request, data: bytes, to: Address) -> None:
        """This is the answer from now on."""
        self._given.pop(key_of(request), None)
        self._given[key_of(request)] = Given(data, to, self.now() + PATIENCE)
        while self._given and (len(self._given) > self.most or next(iter(self._given.values())).until < self.now()):
            self._given.popitem(last=False)

    def give(self, request: Request, send: Send) -> bool:
        """Answer as before, if the request came before."""
        given = self._given.get(key_of(request))
        if given is not None:
            send(given.data, given.to)
        return given is not None


@dataclass
class Questions:
    """What we ask and wait for."""

    _send: Send = field(repr=False)
    _waiting: dict[Key, asyncio.Future[Response]] = field(default_factory=dict, repr=False)

    async def ask(self, request: Request, to: Address, patience: float = PATIENCE) -> Response | None:
        """Ask until a final answer comes; None when none does."""
        waiting: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        self._waiting[key_of(request)] = waiting
        try:
            await insist(lambda: self._send(bytes(request), to), waiting, patience)
            return waiting.result() if waiting.done() else None
        finally:
            self._waiting.pop(key_of(request), None)

    def answered(self, response: Response) -> None:
        """An answer came; one that nobody waits for, or that is not the last word, changes nothing."""
        waiting = self._waiting.get(key_of(response))
        if waiting is not None and not waiting.done() and response.status_code >= FINAL:
            waiting.set_result(response)


@dataclass(kw_only=True)
class TokenBucket:
    """So many a second from each peer, and twice as many at once."""

    rate: float
    now: Callable[[], float]
    _left: dict[str, tuple[float, float]] = field(default_factory=dict, repr=False)

    def takes(self, peer: str) -> bool:
        """Whether one more may come now."""
        now, most = self.now(), 2 * self.rate
        left, since = self._left.get(peer, (most, now))
        left = min(most, left + (now - since) * self.rate)
        self._left[peer] = (left - 1 if left >= 1 else left, now)
        return left >= 1
