"""People who answer anything, in any order: nothing raises but the defined refusals, and nobody is trapped."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Confirm, Done, Enter, PresentCard, PresentedCard, ShownStep, UnknownAnswerError
from core.journeys.visit import Terminal, Visit
from ivr.call import Call
from ivr.exchange import CallEnd, Exchange
from ivr.humans import Humans
from ivr.line.virtual import LineEnd, VirtualLine
from ivr.prompt import ALL_KEYS, YES_KEY
from ivr.turns import Gone, Pressed, Quiet, Said
from tests.conftest import Space
from tests.ivr.conftest import HUMANS, at_once
from tests.journeys.explorer import answers_to
from tests.journeys.itineraries import before_the_last_yes
from tests.journeys.walks import card_of, identifies
from tests.journeys.ways import ByVoice, Way, french, hands_for

ANYTHING: tuple[Any, ...] = (
    None,
    True,
    False,
    "",
    "000000",
    "é" * 300,
    -1,
    3.5,
    [],
    {},
    frozenset(),
    object(),
    Way.TOUCH,
)
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MOVES = st.lists(st.integers(0, 10_000), max_size=30)


def right_or_offered(step: ShownStep) -> list[Any]:
    """What Odette might answer; her right codes among the wrong."""
    match step:
        case Enter(key="secret-code" | "phone-secret-code"):
            return [ODETTE.secret, "000000"]
        case Enter(key="access-number"):
            return [ODETTE.access_number, "99999999"]
        case Enter(key="one-time-code"):
            return [*ODETTE.codes[:3], "000000"]
        case PresentCard():
            return [PresentedCard(people=(card_of(ODETTE),)), *answers_to(step)]
        case _:
            return answers_to(step)


@FEW
@given(way=st.sampled_from([Way.BARE_KIOSK, Way.BARE_PHONE]), depth=st.integers(0, 12), moves=MOVES)
def test_a_journey_takes_what_it_offers_and_refuses_the_rest(
    make_space: Callable[[], Space], way: Way, depth: int, moves: list[int]
) -> None:
    """Only `UnknownAnswerError`, and then nothing has changed; back is always possible or harmless; so is the end."""
    space = make_space()
    hands = hands_for(space, way)
    visit, yeses = hands.visit, 0
    for moment in (*identifies(ODETTE, way.channel), *before_the_last_yes(way.channel))[:depth]:
        if hands.step.key == moment.key:
            moment.play(hands)
    for move in moves:
        what, which = move % 4, move // 4
        here = visit.step
        if what == 0:
            visit.back()
        elif what == 1:
            is_yes = _gives_anything(visit, ANYTHING[which % len(ANYTHING)])
            yeses += isinstance(here, Confirm) and is_yes
        elif not isinstance(here, Done):
            value = right_or_offered(here)[which % len(right_or_offered(here))]
            yeses += isinstance(here, Confirm) and value is True
            visit.answer(value)
    assert statements(space) == yeses
    hands.leave()
    assert visit.is_over
    assert visit.patient is None


def _gives_anything(visit: Visit, value: Any) -> bool:
    here = visit.step
    try:
        visit.answer(value)
    except UnknownAnswerError:
        assert visit.step is here
        return False
    return value is True


def statements(space: Space) -> int:
    """How many choices the trace holds."""
    return sum(leaf.act == "state-organ-donation-choice" for leaf in space.leaves())


HEARD = st.one_of(
    st.sampled_from(sorted(ALL_KEYS)).map(lambda key: Pressed(keys=key)),
    st.sampled_from(["12", "0#", "9" * 40, "4#", "12345*", "00"]).map(lambda keys: Pressed(keys=keys)),
    st.sampled_from(
        ["oui", "non", "documents", "don d'organes", "retour", "aide", "au secours", "", "euh", "sept", "x" * 500]
    ).map(lambda text: Said(text=text)),
    st.just(Quiet.QUIET),
)
PROOF = "1" + ODETTE.access_number + ODETTE.secret + ODETTE.codes[0] + "1"
DEPTHS: tuple[str, ...] = ("", "1", "12", "1211211")
"""Keys from the menu on."""
NOBODY = Humans()
ZEROS = 5
"""The first may only answer « êtes-vous toujours là »; two ask for a person, two more answer nothing about a topic."""


@FEW
@given(depth=st.integers(-1, 3), heard=st.lists(HEARD, max_size=40), humans=st.sampled_from([HUMANS, NOBODY]))
def test_a_caller_may_press_or_say_anything(
    make_space: Callable[[], Space], depth: int, heard: list[Any], humans: Humans
) -> None:
    """The call ends in one of its ends, never in a fault; nothing is kept without 7; whoever hangs up is gone."""
    space = make_space()
    first = [] if depth < 0 else [Pressed(keys=key) for key in PROOF + DEPTHS[depth]]
    with structlog.testing.capture_logs() as logs:
        end, line, visit = call(space, [*first, *heard, Gone.GONE], humans)
    assert end is not CallEnd.FAILED
    assert [entry for entry in logs if entry["event"] == "call-failed"] == []
    assert statements(space) <= sum(isinstance(one, Pressed) and one.keys == YES_KEY for one in heard)
    assert visit.is_over
    assert visit.patient is None
    assert (line.end is LineEnd.OPEN) is (end is CallEnd.HUNG_UP)


@FEW
@given(depth=st.integers(0, 3), heard=st.lists(HEARD, max_size=15))
def test_zero_twice_is_a_person_from_anywhere(make_space: Callable[[], Space], depth: int, heard: list[Any]) -> None:
    """Whatever came before: hash clears what was half typed, then zeros alone pass the call to a person."""
    hands = ByVoice(make_space(), french())
    hands.hears(*(Pressed(keys=key) for key in PROOF + DEPTHS[depth]), *heard, Pressed(keys="#"))
    for _ in range(ZEROS):
        is_typing = hands.end is None and hands.is_typing
        hands.hears(Pressed(keys="0"), *([Quiet.QUIET] if is_typing else []))
    assert hands.end in {CallEnd.HUMAN, CallEnd.DONE, CallEnd.STOPPED, CallEnd.NOBODY_THERE}
    assert heard or hands.end is CallEnd.HUMAN
    hands.leave()


def call(space: Space, events: list[Any], humans: Humans) -> tuple[CallEnd, VirtualLine, Visit]:
    """One call, to its end; time passes as words do."""
    visit = Visit(
        Terminal(channel=Channel.PHONE, place="telephone", caller="+33199004321"), phone_visit, space.door, space.hasher
    )
    line = VirtualLine(events=events, pass_time=space.clock.advance)
    exchange = Exchange(words=french(), clock=space.clock, humans=humans, in_worker=at_once)
    return asyncio.run(Call(visit, line, exchange).run()), line, visit
