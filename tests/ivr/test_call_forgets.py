"""Once a call is over, nothing of the caller is left in its objects."""

import asyncio
import gc
from typing import Any

from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.domain.documents import HealthDocument, Reading
from core.domain.patients import Patient
from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words
from ivr.call import Call
from ivr.exchange import CallEnd, Exchange
from ivr.line.virtual import VirtualLine, presses
from ivr.turns import Answer, Pressed
from tests.conftest import Space
from tests.ivr.conftest import HUMANS, at_once, proves

TYPED = {ODETTE.secret, ODETTE.access_number, ODETTE.codes[0]}


def remains() -> list[str]:
    """Objects that hold something of a person and that something still reaches."""
    gc.collect()
    return sorted(type(each).__name__ for each in gc.get_objects() if _is_personal(each))


def _is_personal(each: Any) -> bool:
    match each:
        case Patient() | Reading() | HealthDocument():
            return True
        case Pressed():
            return each.keys in TYPED
        case Answer():
            return isinstance(each.value, str) and each.value in TYPED
        case _:
            return False


def test_a_caller_who_hangs_up_on_a_document_leaves_nothing(space: Space, words: Words) -> None:
    """The call, its line and its visit are still there: no person, document or typed number is behind them."""
    before = remains()
    line = VirtualLine(events=[*proves(), *presses("1"), *presses("1")], pass_time=space.clock.advance)
    visit = Visit(Terminal(channel=Channel.PHONE, place="telephone"), phone_visit, space.door, space.hasher)
    exchange = Exchange(words=words, clock=space.clock, humans=HUMANS, in_worker=at_once)
    call = Call(visit, line, exchange)
    assert asyncio.run(call.run()) is CallEnd.HUNG_UP
    assert "read-document" in [leaf.act for leaf in space.leaves()]
    line.turns.clear()  # what the virtual line keeps for tests
    assert remains() == before
    assert call is not None
