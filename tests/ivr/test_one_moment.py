"""A caller is told « un instant » while the site works long: silence on a line is taken for a fault."""

import asyncio
from collections.abc import Callable
from typing import Any

from core.domain.audit import Channel
from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words
from ivr.call import Call
from ivr.exchange import Exchange
from ivr.line.virtual import VirtualLine
from tests.conftest import Space
from tests.ivr.conftest import HUMANS, proves


def test_a_caller_who_waits_for_the_queue_is_told_so(space: Space, words: Words) -> None:
    """Said when it lasts, once more when it goes on; the call then goes on."""
    line = VirtualLine(events=proves(), pass_time=space.clock.advance)
    visit = Visit(Terminal(channel=Channel.PHONE, place="telephone"), phone_visit, space.door, space.hasher)
    slow: list[object] = []

    async def in_worker(what: Callable[[], Any]) -> Any:
        is_proof = visit._walks.main._step is not None and visit.step.key == "one-time-code"
        if is_proof and not slow:
            slow.append(what)
            for _ in range(200):
                if said(line) >= 2:
                    break
                await asyncio.sleep(0.01)
        return what()

    exchange = Exchange(words=words, clock=space.clock, humans=HUMANS, in_worker=in_worker, patience=0.05)
    asyncio.run(Call(visit, line, exchange).run())
    assert slow
    assert said(line) >= 2
    assert line.turns[-1].keys != ("telephone-one-moment",)


def said(line: VirtualLine) -> int:
    """How many times it was said."""
    return sum("telephone-one-moment" in turn.keys for turn in line.turns)
