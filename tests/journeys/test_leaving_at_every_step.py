"""Somebody leaves: the card is pulled, or the telephone is hung up, at every step of both journeys."""

import pytest

from core.demo.people import MARCEL, ODETTE
from core.domain.audit import Channel
from core.domain.receipts import PaperOutcome
from core.journeys.steps import GivePaper
from ivr.turns import Pressed
from kiosk.protocol import Card, CardState, Machine, ScreenKind
from tests.conftest import Space
from tests.journeys.itineraries import JOURNEYS, before_the_last_yes
from tests.journeys.storyboard import receives
from tests.journeys.walks import Walk, identifies
from tests.journeys.ways import ByTouch, ByVoice, Way, french


def every_step(channel: Channel) -> list[object]:
    """One case a step: which journey, and how many moments of it are lived before leaving."""
    return [
        pytest.param(name, lived, id=f"{name}-{lived}-{(*identifies(ODETTE, channel), *journey(channel))[lived].key}")
        for name, journey in JOURNEYS.items()
        for lived in range(len(identifies(ODETTE, channel)) + len(journey(channel)))
    ]


def lives(walk: Walk, name: str, lived: int) -> None:
    """So many moments, from the first."""
    moments = (*identifies(ODETTE, walk.channel), *JOURNEYS[name](walk.channel))
    walk(*moments[:lived])
    assert walk.hands.step.key == moments[lived].key


def stated(walk: Walk) -> int:
    """How many choices were kept since the story began."""
    return walk.leaves.count("state-organ-donation-choice")


@pytest.mark.parametrize(("name", "lived"), every_step(Channel.KIOSK))
def test_a_card_pulled_at_any_step_wipes_and_commits_nothing_pending(space: Space, name: str, lived: int) -> None:
    """Wiped first, then the welcome without a name; the record stays as it was; the next person sees nobody's name."""
    walk = Walk(space=space, way=Way.TOUCH)
    lives(walk, name, lived)
    hands = walk.hands
    assert isinstance(hands, ByTouch)
    kiosk, visit, step = hands.kiosk, hands.visit, hands.step
    leaves, choice, wipes, screens = walk.all_leaves, walk.choice, kiosk.wipes, len(kiosk.shown)
    kiosk.say(Card(state=CardState.GONE))
    assert kiosk.screen is not None
    assert (kiosk.screen.kind, kiosk.screen.machine) == (ScreenKind.CARD, Machine.CARD_WANTED)
    assert all("Lefort" not in screen and "Odette" not in screen for screen in kiosk.shown[screens:])
    if lived:
        assert kiosk.wipes == wipes + 1
        assert visit.is_over
        assert visit.patient is None
    assert walk.choice == choice
    expected = ["record-receipt-given"] if isinstance(step, GivePaper) else []
    assert walk.all_leaves == [*leaves, *expected]
    _marcel_comes_next(walk, hands)


def _marcel_comes_next(walk: Walk, hands: ByTouch) -> None:
    screens = len(hands.shown)
    walk(*identifies(MARCEL, Channel.KIOSK))
    assert walk.hands.step.key == "main-menu"
    assert "Marcel Aubry" in hands.shown[-1]
    assert all("Lefort" not in screen for screen in hands.shown[screens:])


@pytest.mark.parametrize(("name", "lived"), every_step(Channel.PHONE))
def test_hanging_up_at_any_step_commits_nothing_pending(space: Space, name: str, lived: int) -> None:
    """The visit is over and nobody's; the record stays as it was."""
    walk = Walk(space=space, way=Way.VOICE)
    lives(walk, name, lived)
    leaves, choice, visit, is_at_rest = walk.all_leaves, walk.choice, walk.hands.visit, walk.hands.visit.is_at_rest
    walk.hands.leave()
    assert visit.is_over
    assert visit.patient is None
    assert walk.choice == choice
    # At the menu nothing is under way: to hang up there is to end, and that is noted.
    assert walk.all_leaves == [*leaves, *(["end-visit"] if is_at_rest else [])]


@pytest.mark.parametrize("typed", [0, 3, 8, 11, 17], ids=lambda typed: f"after-{typed}-digits")
def test_hanging_up_in_the_middle_of_a_code_counts_no_try(space: Space, typed: int) -> None:
    """Half a number, half a code, half a printed code: nobody tried anything."""
    caller = ByVoice(space, french())
    before = len(space.leaves())
    digits = ODETTE.access_number + ODETTE.secret + ODETTE.codes[0]
    caller.hears(Pressed(keys="1"), *(Pressed(keys=digit) for digit in digits[:typed]))
    caller.leave()
    assert "count-try" not in [leaf.act for leaf in space.leaves(before)]
    assert caller.visit.is_over


@pytest.mark.parametrize("picked", ["1", "12", "1211121"])
def test_hanging_up_among_the_organs_keeps_none(space: Space, picked: str) -> None:
    """They are asked one by one; what was said of the first ones is forgotten."""
    walk = Walk(space=space, way=Way.VOICE)
    walk.arrives()
    organs = [moment.key for moment in before_the_last_yes(Channel.PHONE)].index("organ-donation-organs")
    walk(*before_the_last_yes(Channel.PHONE)[:organs])
    caller = walk.hands
    assert isinstance(caller, ByVoice)
    caller.hears(*(Pressed(keys=key) for key in picked))
    caller.leave()
    assert walk.leaves == ["read-organ-donation"]
    assert walk.choice is None


@pytest.mark.parametrize("name", JOURNEYS)
def test_whoever_stays_to_the_end_has_it_kept_once(walk: Walk, name: str) -> None:
    """The same journeys, lived whole: what leaving is compared with."""
    walk(*identifies(ODETTE, walk.channel), *JOURNEYS[name](walk.channel))
    assert stated(walk) == (1 if name == "organ-donation" else 0)


@pytest.mark.parametrize("outcome", [PaperOutcome.NO_PAPER, PaperOutcome.UNKNOWN, PaperOutcome.NOT_PRINTED])
def test_leaving_after_a_paper_that_did_not_come_keeps_the_choice(kiosk_walk: Walk, outcome: PaperOutcome) -> None:
    """She takes her card at « pas de papier »: the choice is kept, once."""
    walk = kiosk_walk
    journey = JOURNEYS["organ-donation"](Channel.KIOSK)
    paper = [moment.key for moment in journey].index("receipt-choice-kept")
    walk.arrives()
    walk(*journey[:paper], receives("receipt-choice-kept", outcome))
    assert walk.hands.step.key == f"receipt--{outcome.value}"
    walk.hands.leave()
    assert stated(walk) == 1
    assert walk.choice is not None
