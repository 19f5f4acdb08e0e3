"""What operators see of calls: steps and counts as they go, sums once they are over, nobody in either."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from core.domain.audit import Channel
from core.domain.call_steps import StepCount, Tally, shown
from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Terminal, Visit
from core.ports import TransactionLostError
from core.texts.words import Words
from ivr.call import Call
from ivr.exchange import CallEnd, Exchange
from ivr.humans import Humans
from ivr.line.virtual import Event, VirtualLine, presses
from ivr.live_calls import LiveCall
from ivr.turns import Quiet
from tests.conftest import Space
from tests.ivr.conftest import HUMANS, at_once, proves

QUIET = Quiet.QUIET
CALLER = "+33199004321"


@dataclass
class Watched:
    """One call, as an operator looks at it each time somebody is listened to."""

    space: Space
    words: Words
    humans: Humans = HUMANS
    seen: list[LiveCall] = field(default_factory=list)
    sums: list[tuple[date, Tally]] = field(default_factory=list)
    is_store_away: bool = False

    def ring(self, *events: Event | list[Event]) -> CallEnd:
        """Call, then hang up."""
        flat = [event for item in events for event in (item if isinstance(item, list) else [item])]
        terminal = Terminal(channel=Channel.PHONE, place="telephone", device="telephone", caller=CALLER)
        visit = Visit(terminal, phone_visit, self.space.door, self.space.hasher)
        line = VirtualLine(events=flat, pass_time=self._look)
        self.exchange = Exchange(
            words=self.words,
            clock=self.space.clock,
            humans=self.humans,
            in_worker=at_once,
            keep_steps=self._keep,
        )
        return asyncio.run(Call(visit, line, self.exchange).run())

    @property
    def tally(self) -> Tally:
        """What the call added to its day."""
        ((_, tally),) = self.sums
        return tally

    def _look(self, passed: timedelta) -> None:
        self.space.clock.advance(passed)
        self.seen += self.exchange.live.all()

    def _keep(self, day: date, tally: Tally) -> None:
        if self.is_store_away:
            raise TransactionLostError("away")
        self.sums.append((day, tally))


@pytest.fixture
def watched(space: Space, words: Words) -> Watched:
    """Nobody has called yet."""
    return Watched(space, words)


def test_a_call_is_seen_by_its_step_and_counts(watched: Watched) -> None:
    """Where it is, for how long, strikes, silences, and whether a person is asked for."""
    watched.humans = Humans()
    watched.ring(QUIET, presses("6"), presses("00"), presses("#"))
    assert [(call.step, call.strikes, call.silences) for call in watched.seen] == [
        ("phone-welcome", 0, 0),
        ("phone-welcome", 0, 1),
        ("phone-welcome", 1, 1),
        ("phone-welcome", 1, 1),
        ("person-closed", 1, 1),
        ("phone-welcome", 1, 1),
    ]
    assert [call.asks_for_human for call in watched.seen] == [False, False, False, False, True, False]
    assert {(call.line, call.language) for call in watched.seen} == {("telephone", "fr")}
    assert watched.exchange.live.all() == ()


def test_nothing_of_the_person_is_seen(watched: Watched) -> None:
    """Neither number, name, code, title nor answer: not in what is listed, nor in a repr."""
    watched.ring(proves(), presses("1"), presses("1"))
    held = repr(watched.seen) + repr(watched.tally)
    for personal in ("4321", "Lefort", "Odette", "Analyse", "Pressed", "Answer"):
        assert personal not in held
    assert all(len(call.call_id) == 8 for call in watched.seen)


def test_each_step_met_is_counted_once_however_often_it_is_said(watched: Watched) -> None:
    """Repeating and troubles are no new step; coming again is."""
    watched.ring(presses("*6"), presses("42"), presses("*"))
    assert watched.tally["phone-welcome"] == StepCount(reached=2, strikes=1, hung_up=1)
    assert watched.tally["phone-hours"] == StepCount(reached=1)


def test_how_a_call_is_left_is_counted_where_it_was_left(watched: Watched) -> None:
    """Hung up, silent, or with a wish for a person."""
    watched.ring(presses("1"))
    assert watched.tally["access-number"] == StepCount(reached=1, hung_up=1)
    watched.sums.clear()
    watched.ring(QUIET, QUIET, QUIET, QUIET)
    assert watched.tally == {"phone-welcome": StepCount(reached=1, fell_silent=1)}
    watched.sums.clear()
    watched.ring(presses("00"))
    assert watched.tally["phone-welcome"] == StepCount(reached=1, wanted_human=1)
    watched.sums.clear()
    watched.ring(presses("666"))
    assert watched.tally["phone-welcome"] == StepCount(reached=1, wanted_human=1, strikes=3)
    watched.sums.clear()
    watched.ring(presses("33"))
    assert watched.tally["phone-new-codes"] == StepCount(reached=1, wanted_human=1)
    assert watched.tally["human-handover"].reached == 1


def test_sums_are_written_once_at_the_end_for_the_day_in_france(watched: Watched) -> None:
    """Half past eleven at night in London is tomorrow in Paris."""
    watched.space.clock.advance(timedelta(hours=13, minutes=50))
    watched.ring(presses("4"))
    assert [day for day, _ in watched.sums] == [date(2026, 11, 24)]


def test_sums_that_can_not_be_written_end_no_call_otherwise(watched: Watched) -> None:
    """The person has had their call."""
    watched.is_store_away = True
    assert watched.ring(presses("04")) is CallEnd.STOPPED
    assert watched.sums == []


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (120, "120")])
def test_small_sums_are_hidden(count: int, said: str) -> None:
    """One to four could be somebody whom a neighbour saw calling."""
    assert shown(count) == said
