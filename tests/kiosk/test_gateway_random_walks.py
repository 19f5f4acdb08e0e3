"""People who touch anything in any order: only a last « oui » keeps, no name outlives its card, nobody is trapped."""

from dataclasses import dataclass

import structlog
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.demo.people import ODETTE
from kiosk.protocol import Card, CardState, Fixed, Machine, Printed, Screen, ScreenKind, encode
from tests.faults.how_many import how_many
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import card_of
from tests.kiosk.test_gateway_card_out import WALK
from tests.kiosk.touch import TouchKiosk


@dataclass(eq=False)
class Wanderer(TouchKiosk):
    """Somebody who remembers what they confirmed, and looks at every screen for their own name."""

    yeses: int = 0
    has_typed_code: bool = False

    def looks_at(self, screen: Screen) -> None:
        assert self.has_typed_code or "Lefort" not in encode(screen)

    def act(self, choice: int) -> None:
        """One of many things, by number."""
        what, which = choice % 10, choice // 10
        if what <= 4:
            self.touch_one(which)
        elif what == 5:
            self.type_code()
        elif what == 6:
            self.pass_time(which % 100)
        elif what == 7 and self.screen:
            self.press(list(Fixed)[which % 3])
        elif what == 8 and which % 4 == 0:
            self.move_card(Card(state=CardState.GONE))
        else:
            self.move_card(card_of(ODETTE))

    def touch_one(self, which: int) -> None:
        """A key of the screen; where there is none, a paper that came out or did not."""
        if self.screen is None or not self.screen.keys:
            self.say(Printed(job=self.job, outcome=("printed", "no-paper", "unknown")[which % 3]))
            return
        key = self.screen.keys[which % len(self.screen.keys)].id
        self.yeses += self.screen.kind is ScreenKind.CONFIRM and key == "yes"
        self.touch(key)

    def type_code(self) -> None:
        if self.screen and self.screen.field:
            self.has_typed_code = True
            self.type(ODETTE.secret)

    def move_card(self, card: Card) -> None:
        self.has_typed_code = False
        self.say(card)

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.session.tick(self.now)
        self.settle()


@settings(max_examples=how_many(40, 1000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(depth=st.integers(0, len(WALK)), choices=st.lists(st.integers(0, 10_000), min_size=5, max_size=40))
@example(depth=len(WALK), choices=[0])
def test_only_a_last_yes_keeps_anything(site: Site, depth: int, choices: list[int]) -> None:
    """As many statements as confirmations, whatever was touched before, after or instead."""
    before = site.acts().count("state-organ-donation-choice")
    with structlog.testing.capture_logs() as logs:
        person = Wanderer(site)
        person.move_card(card_of(ODETTE))
        person.type_code()
        for key in WALK[:depth]:
            person.touch(key)
        for choice in choices:
            person.act(choice)
        person.session.lose(person.now)
        person.settle()
    assert [line for line in logs if line["event"] == "visit-failed"] == []
    assert site.acts().count("state-organ-donation-choice") - before == person.yeses
    assert person.yeses == 1 or (depth, choices) != (len(WALK), [0])


@settings(max_examples=how_many(40, 1000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(depth=st.integers(0, len(WALK)), choices=st.lists(st.integers(0, 10_000), max_size=25))
@example(depth=len(WALK), choices=[0])
def test_retour_and_terminer_never_trap(site: Site, depth: int, choices: list[int]) -> None:
    """Wherever somebody came: Retour ends where it says that nothing is behind, Terminer ends the visit at once."""
    person = Wanderer(site)
    person.move_card(card_of(ODETTE))
    person.type_code()
    for key in WALK[:depth]:
        person.touch(key)
    for choice in choices:
        person.act(choice)
    goes_back_to_where_nothing_is_behind(person)
    ends_at_once(person)
    person.session.lose(person.now)
    person.settle()


LONGEST_WAY_BACK = 60
"""Touches: more than any journey has questions."""


def goes_back_to_where_nothing_is_behind(person: Wanderer) -> None:
    """Each touch changes the screen; where the key is off, something else can be touched or put in."""
    for _ in range(LONGEST_WAY_BACK):
        if not shown(person).bar.may_go_back:
            break
        before = shown(person).id
        person.press(Fixed.BACK)
        assert shown(person).id > before, shown(person).title
    else:
        raise AssertionError(f"no end behind « {shown(person).title} »")
    screen = shown(person)
    assert screen.keys or screen.field or screen.machine is not Machine.NONE or screen.bar.may_end, screen.title


def ends_at_once(person: Wanderer) -> None:
    """A goodbye that is nobody's; then the card is taken, and the next person is welcomed."""
    if shown(person).bar.may_end:
        before, wipes = shown(person), person.wipes
        person.press(Fixed.END)
        assert shown(person).id > before.id, before.title
        assert person.wipes > wipes or not before.band.person, before.title
        assert shown(person).kind in {ScreenKind.DONE, ScreenKind.CARD}, shown(person).title
        assert not shown(person).band.person
    person.move_card(Card(state=CardState.GONE))
    person.pass_time(120.0)
    assert shown(person).machine is Machine.CARD_WANTED, shown(person).title


def shown(person: Wanderer) -> Screen:
    """What stands there."""
    assert person.screen is not None
    return person.screen
