"""People who touch anything in any order: only a last « oui » keeps, and a name never outlives its card."""

from dataclasses import dataclass

import structlog
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.journeys.visit import Terminal
from kiosk.gateway.session import Session, VisitMessage
from kiosk.gateway.showing import Showing
from kiosk.gateway.sitting import Sitting
from kiosk.protocol import (
    Answer,
    Card,
    CardState,
    Fixed,
    Press,
    Print,
    Printed,
    PrinterState,
    Screen,
    ScreenKind,
    Show,
    Wipe,
    encode,
)
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import PLACE, card_of
from tests.kiosk.test_gateway_card_out import WALK


@dataclass
class Person:
    """Somebody at a kiosk whose threads run at once; remembers what they confirmed."""

    session: Session
    site: Site
    screen: Screen | None = None
    job: str = ""
    yeses: int = 0
    has_card: bool = False
    has_typed_code: bool = False
    now: float = 0.0

    def act(self, choice: int) -> None:
        what, which = choice % 10, choice // 10
        if what <= 4:
            self.touch(which)
        elif what == 5:
            self.type(ODETTE.secret)
        elif what == 6:
            self.pass_time(which % 100)
        elif what == 7 and self.screen:
            self.say(Press(screen=self.screen.id, key=list(Fixed)[which % 3]))
        elif what == 8 and which % 4 == 0:
            self.card(CardState.GONE)
        else:
            self.card(CardState.READ)

    def touch(self, which: int) -> None:
        if self.screen is None or not self.screen.keys:
            self.say(Printed(job=self.job, outcome=("printed", "no-paper", "unknown")[which % 3]))
            return
        self.answer(self.screen.keys[which % len(self.screen.keys)].id)

    def answer(self, key: str) -> None:
        if self.screen is not None and key in {each.id for each in self.screen.keys}:
            self.yeses += self.screen.kind is ScreenKind.CONFIRM and key == "yes"
            self.say(Answer(screen=self.screen.id, keys=(key,)))

    def type(self, typed: str) -> None:
        if self.screen and self.screen.field:
            self.has_typed_code = True
            self.say(Answer(screen=self.screen.id, typed=typed))

    def card(self, state: CardState) -> None:
        self.has_card, self.has_typed_code = state is CardState.READ, False
        self.say(card_of(ODETTE) if self.has_card else Card(state=state))

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.session.tick(self.now)
        self.settle()

    def say(self, message: VisitMessage) -> None:
        self.session.take(message, self.now)
        self.settle()

    def settle(self) -> None:
        while calls := self.session.sitting.take_calls():
            for call in calls:
                self.session.returned(call, call.run(), self.now)
        for message in self.session.sitting.showing.take_messages():
            match message:
                case Wipe():
                    self.screen, self.has_typed_code = None, False
                case Show():
                    self.screen = message.screen
                    assert self.has_typed_code or "Lefort" not in encode(message)
                case Print():
                    self.job = message.job
                case _:
                    raise AssertionError


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(depth=st.integers(0, len(WALK)), choices=st.lists(st.integers(0, 10_000), min_size=5, max_size=40))
@example(depth=len(WALK), choices=[0])
def test_only_a_last_yes_keeps_anything(site: Site, depth: int, choices: list[int]) -> None:
    """As many statements as confirmations, whatever was touched before, after or instead."""
    terminal = Terminal(channel=Channel.KIOSK, place=PLACE)
    showing = Showing(site.words, PLACE, site.settings, PrinterState.READY)
    session = Session(Sitting(showing, lambda: site.make_visit(terminal)), site.settings)
    before = site.acts().count("state-organ-donation-choice")
    with structlog.testing.capture_logs() as logs:
        session.begin(0.0)
        person = Person(session, site)
        person.settle()
        person.card(CardState.READ)
        person.type(ODETTE.secret)
        for key in WALK[:depth]:
            person.answer(key)
        for choice in choices:
            person.act(choice)
        session.lose(person.now)
        person.settle()
    assert [line for line in logs if line["event"] == "visit-failed"] == []
    assert site.acts().count("state-organ-donation-choice") - before == person.yeses
    if (depth, choices) == (len(WALK), [0]):
        assert person.yeses == 1
