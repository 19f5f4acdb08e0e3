"""One call on a line that carries sound, from the first word to the last. Knows no transport."""

import asyncio
from collections.abc import Callable

import structlog

from core.journeys.visit import Visit
from ivr.call import Call
from ivr.exchange import CallEnd, place_of
from ivr.line.phone_service import PhoneService
from ivr.line.sound_line import SoundLine
from ivr.saying import Speech
from ivr.turns import Attempt, CallView
from ivr.voice.sound import Manner

LONGEST_CALL = 17 * 60.0
"""Seconds; the call itself ends at fifteen minutes, in words."""

log = structlog.get_logger()


async def talk(phone: PhoneService, line: SoundLine, begin: Callable[[], Visit]) -> CallEnd:
    """Serve the caller, in the visit that `begin` makes; it may block on the store.

    Whatever breaks ends here: the log gets its type and place, the line is told `FAILED`.
    """
    line.hear_with(phone.ear)
    pumping = asyncio.create_task(line.playout.pump())
    try:
        with phone.one_more():
            return await asyncio.wait_for(_serve(phone, line, begin), LONGEST_CALL)
    except Exception as bug:  # noqa: BLE001 - outermost loop of a line: the caller is given to a person
        log.error("line-failed", bug=type(bug).__name__, place=place_of(bug))  # noqa: TRY400 - type and place only
        line.wants_human = True
        return CallEnd.FAILED
    finally:
        pumping.cancel()
        await asyncio.gather(pumping, return_exceptions=True)


async def _serve(phone: PhoneService, line: SoundLine, begin: Callable[[], Visit]) -> CallEnd:
    visit = await phone.exchange.in_worker(begin)
    return await Call(visit, line, phone.exchange).run()


async def say_last(phone: PhoneService, line: SoundLine, key: str) -> None:
    """Say one message of the telephone after the conversation, on a line of its own, and let it be heard."""
    pumping = asyncio.create_task(line.playout.pump())
    try:
        await line.say([Speech(words=phone.exchange.words, attempt=Attempt(), view=CallView()).own(key)], Manner())
        await line.hang_up()
    finally:
        pumping.cancel()
        await asyncio.gather(pumping, return_exceptions=True)
