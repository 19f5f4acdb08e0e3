"""The network between terminal and site is cut at every frame of a visit: kept once or not at all, and told which."""

import gc
import logging
from collections.abc import Iterator

import pytest
import structlog

from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from kiosk.protocol import ScreenKind
from kiosk.terminal.local import Local
from tests.conftest import Space
from tests.faults.cut_proxy import Cut, CutProxy, Moment, Side
from tests.faults.cut_visits import STATING, Case, Town
from tests.faults.framing import WebSocketFrames
from tests.kiosk.conftest import SETTINGS, Site
from tests.kiosk.slow_door import SlowDoor, parts_of
from tests.kiosk.test_gateway_canary import MARKS
from tests.kiosk.test_gateway_forgets import remains
from tests.kiosk.test_gateway_over_tcp import serving

ACTS = ["count-try", "record-proof", "begin-visit", "read-organ-donation", STATING, "record-receipt-given"]
FRAMES = {Side.CLIENT: 22, Side.SERVER: 20}
"""Of the whole visit, handshake included."""
YES, ANSWER_TO_YES = 18, 14
CUTS = [
    *(Cut(Side.CLIENT, number + 1, Moment.BEFORE) for number in range(FRAMES[Side.CLIENT])),
    *(Cut(Side.CLIENT, number + 1, Moment.AFTER) for number in range(FRAMES[Side.CLIENT])),
    *(Cut(Side.SERVER, number + 1, Moment.HALF) for number in range(FRAMES[Side.SERVER])),
]
UNSURE, NOTHING = "Nous ne savons pas encore", "Rien n'a changé"
HELD_NOTHING = "Le Relais ne garde aucune position"


@pytest.fixture(scope="module")
def town() -> Iterator[tuple[Town, CutProxy]]:
    town = Town()
    with serving(town.gateway) as port, CutProxy(port, WebSocketFrames, WebSocketFrames) as cable:
        # What was here before is nobody's of these visits; looking through it each time would take long.
        gc.collect()
        gc.freeze()
        yield town, cable
        gc.unfreeze()


@pytest.fixture
def case(town: tuple[Town, CutProxy], space: Space) -> Iterator[Case]:
    one, cable = town
    one.site = Site(words=one.words, space=space, timer=one.timer, door=space.door)
    cable.heal()
    case = Case(one.site, cable, one)
    yield case
    if case.kiosk is not None:
        case.kiosk.close()


@pytest.fixture(autouse=True)
def journal(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing of the person is logged on either side, whatever is cut."""
    with structlog.testing.capture_logs() as logs, caplog.at_level(logging.INFO):
        yield
    everything = f"{logs}{caplog.text}"
    assert [mark for mark in MARKS if mark in everything] == []


def test_a_visit_on_a_whole_line_is_kept_printed_and_forgotten(case: Case) -> None:
    """The control: these are the frames at each of which the line is cut below. If there are more, cut at more."""
    case.call(None)
    case.play()
    assert case.cable.passed == FRAMES
    assert case.site.acts() == ACTS
    assert case.kiosk.printer.papers == 1


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_a_visit_cut_at_any_frame_is_kept_once_or_not_at_all_and_she_is_told(case: Case, cut: Cut) -> None:
    """What the glass says is true; nothing of her is left at either end; the trace has what was done, once."""
    case.play_up_to(cut)
    case.wait_until(case.town.is_alone, "the site has not ended the visit")
    case.wait_until(lambda: not remains(), f"left: {remains()}")
    told = case.kiosk.text
    assert not [mark for mark in MARKS if mark in told]
    assert case.kiosk.showing.local == Local()
    acts = case.site.acts()
    assert acts == ACTS[: len(acts)]
    is_kept = STATING in acts
    assert (case.site.kept("odette") is not None) == is_kept
    if UNSURE not in told:
        assert is_kept == (ScreenKind.PAPER in case.kiosk.kinds_seen)
        assert not (is_kept and NOTHING in told)
    case.come_back()
    if UNSURE in told:
        assert (HELD_NOTHING in case.look_up_choice()) == (not is_kept)


@pytest.mark.parametrize(
    ("cut", "stated"),
    [
        (Cut(Side.CLIENT, YES, Moment.BEFORE), 0),
        (Cut(Side.SERVER, ANSWER_TO_YES, Moment.BEFORE), 1),
        (Cut(Side.SERVER, ANSWER_TO_YES, Moment.HALF), 1),
    ],
    ids=str,
)
def test_a_last_yes_whose_answer_is_lost_may_be_either(case: Case, cut: Cut, stated: int) -> None:
    """The control: both truths happen, under the same words; a glass that said one of them would lie."""
    case.play_up_to(cut)
    case.wait_until(case.town.is_alone, "the site has not ended the visit")
    assert UNSURE in case.kiosk.text
    assert case.stated == stated


def test_a_cut_while_the_store_works_is_unsure_and_what_was_begun_is_kept(case: Case) -> None:
    """« Un instant » came back, which is no answer: the act that had begun ends whole, and the next visit tells."""
    door = SlowDoor(**parts_of(case.site.door), kind=StateOrganDonationChoice)
    case.site.door = door
    kiosk = case.call(None)
    case.go_to_the_last_question()
    kiosk.touch("yes")
    door.wait_until_reached()
    case.town.timer.advance(SETTINGS.wait_shown_after_s)
    kiosk.see(ScreenKind.WAIT)
    case.cable.sever()
    kiosk.until(lambda: kiosk.is_cut, "a line that is cut")
    assert UNSURE in kiosk.text
    door.let_go()
    case.wait_until(case.town.is_alone, "the site has not ended the visit")
    assert case.stated == 1
    case.come_back()
    assert HELD_NOTHING not in case.look_up_choice()


def test_a_silent_line_keeps_nobody_on_the_glass(case: Case) -> None:
    """Nothing passes and nobody is told: her card leaves, her page goes; when it flows again, once or not at all."""
    kiosk = case.call(None)
    case.go_to_the_last_question()
    case.cable.hold()
    kiosk.touch("yes")
    kiosk.reader.pull()
    assert not [mark for mark in MARKS if mark in kiosk.text]
    assert UNSURE in kiosk.text
    case.cable.heal()
    kiosk.see_welcome()
    kiosk.close()
    case.wait_until(case.town.is_alone, "the site has not ended the visit")
    assert case.stated == (case.site.kept("odette") is not None)
    assert not remains()
