"""Calls on a line without a telephone: a seeded site, the real journey, and a caller made of events."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from core.demo.people import ODETTE, DemoPerson
from core.domain.audit import AuditLeaf, Channel
from core.journeys.phone_visit import phone_visit
from core.journeys.questions import Journey
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words, load_words
from ivr.call import Call
from ivr.exchange import CallEnd, Exchange
from ivr.humans import Humans
from ivr.line.virtual import Event, LineEnd, VirtualLine, presses
from tests.conftest import Space
from tests.ivr.twiml_place import Place, serving

HUMANS = Humans(number="+33199001234")


async def at_once(what: Callable[[], Any]) -> Any:
    """Run in place what the site runs in a worker."""
    return what()


@dataclass(frozen=True)
class Told:
    """What is left of a call."""

    end: CallEnd
    line: VirtualLine
    visit: Visit
    leaves: tuple[AuditLeaf, ...]
    call: Call

    @property
    def acts(self) -> list[str]:
        """What the trace holds, oldest first."""
        return [leaf.act for leaf in self.leaves]

    @property
    def keys(self) -> list[tuple[str, ...]]:
        """Message ids, turn by turn."""
        return [turn.keys for turn in self.line.turns]

    @property
    def text(self) -> str:
        """Every word said."""
        return " ".join(turn.text for turn in self.line.turns)

    def said(self, key: str) -> int:
        """How many times a message was said, in any form."""
        return sum(said.split(".")[0] == key for turn in self.keys for said in turn)


Ring = Callable[..., Told]


@pytest.fixture(scope="session")
def words() -> Words:
    """The French of the product."""
    return load_words()


@pytest.fixture
def ring(space: Space, words: Words) -> Ring:
    """Call the seeded site with these events, then hang up."""

    def called(
        *events: Event | list[Event],
        humans: Humans = HUMANS,
        journey: Callable[[], Journey[None]] = phone_visit,
        caller: str = "",
        line_call: str = "",
    ) -> Told:
        flat = [event for item in events for event in (item if isinstance(item, list) else [item])]
        line = VirtualLine(events=flat, pass_time=space.clock.advance)
        terminal = Terminal(
            channel=Channel.PHONE, place="telephone", device="telephone", caller=caller, line_call=line_call
        )
        visit = Visit(terminal, journey, space.door, space.hasher)
        exchange = Exchange(words=words, clock=space.clock, humans=humans, in_worker=at_once)
        before = len(space.leaves())
        call = Call(visit, line, exchange)
        end = asyncio.run(call.run())
        return Told(end, line, visit, tuple(space.leaves(before)), call)

    return called


def proves(person: DemoPerson = ODETTE, line: int = 1) -> list[Event]:
    """From the welcome to « votre espace est ouvert », then « personne d'autre n'entend »."""
    return [
        *presses("1"),
        *presses(person.access_number),
        *presses(person.secret),
        *presses(person.codes[line - 1]),
        *presses("1"),
    ]


InWorker = Callable[[Callable[[], Any]], Awaitable[Any]]
OPEN, OURS, PASSED = LineEnd.OPEN, LineEnd.HUNG_UP_BY_US, LineEnd.TRANSFERRED


@pytest.fixture
def place() -> Iterator[Place]:
    """A site made of documents."""
    with serving() as here:
        yield here
