"""One call of ours on a line that carries sound: a few sentences, perhaps a key first. Knows no transport."""

import asyncio
from collections.abc import Sequence

import structlog

from ivr.exchange import place_of
from ivr.line.phone_service import PhoneService
from ivr.line.sound_line import SoundLine
from ivr.prompt import ALL_KEYS
from ivr.saying import FIRST_WAIT
from ivr.turns import Expected, Pressed, Sentence
from ivr.voice.sound import Manner

LONGEST_ANNOUNCEMENT = 90.0
"""Seconds."""
QUESTIONS = 2
YES = "1"

log = structlog.get_logger()


async def announce(
    phone: PhoneService, line: SoundLine, sentences: Sequence[Sentence], question: Sentence | None
) -> bool:
    """Say it, and hang up; whether it was begun. With a question first, nothing follows unless key 1 is pressed.

    Whatever breaks ends here: the log gets its type and place.
    """
    pumping = asyncio.create_task(line.playout.pump())
    try:
        with phone.one_more():
            return await asyncio.wait_for(_tell(phone, line, sentences, question), LONGEST_ANNOUNCEMENT)
    except Exception as bug:  # noqa: BLE001 - outermost loop of a line of ours
        log.error("announcement-failed", bug=type(bug).__name__, place=place_of(bug))  # noqa: TRY400 - type and place only
        return False
    finally:
        pumping.cancel()
        await asyncio.gather(pumping, return_exceptions=True)


async def _tell(phone: PhoneService, line: SoundLine, sentences: Sequence[Sentence], question: Sentence | None) -> bool:
    if question is not None and not await _is_somebody_there(phone, line, question):
        return False
    await line.say(sentences, Manner())
    await line.hang_up()
    return True


async def _is_somebody_there(phone: PhoneService, line: SoundLine, question: Sentence) -> bool:
    wait = FIRST_WAIT * phone.exchange.patience
    for _ in range(QUESTIONS):
        await line.say([question], Manner())
        heard = await line.listen(Expected(wait=wait, interrupts=ALL_KEYS, is_question=True))
        if isinstance(heard, Pressed) and heard.keys == YES:
            return True
    return False
