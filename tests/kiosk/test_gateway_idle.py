"""Nobody is sent away without a warning, and nobody's page stays behind them (kiosk.md section 2)."""

import pytest

from core.acts.prove_identity import CountTry
from core.demo.people import ODETTE
from kiosk.gateway import GatewaySettings
from kiosk.protocol import Answer, Card, CardState, Fixed, Lapse, Machine, Screen, ScreenKind, Show, Wipe
from tests.kiosk.conftest import Site
from tests.kiosk.slow_door import SlowDoor, parts_of
from tests.kiosk.terminal_side import TerminalSide
from tests.kiosk.test_gateway_card_out import confirm_everything


def test_after_ninety_seconds_somebody_is_asked_and_has_thirty_more(kiosk: TerminalSide) -> None:
    """The question covers the page, counts thirty seconds, and has one huge key."""
    kiosk.prove(ODETTE)
    kiosk.timer.advance(90)
    idle = kiosk.see(ScreenKind.IDLE)
    assert idle.countdown_s == 30
    assert [(key.id, key.is_next) for key in idle.keys] == [("continue", True), ("end", False)]


def test_without_an_answer_the_page_closes_and_says_what_is_kept(kiosk: TerminalSide) -> None:
    """Wiped, then: what was confirmed is kept, the rest is gone, take your card."""
    kiosk.prove(ODETTE)
    kiosk.timer.advance(90)
    kiosk.see(ScreenKind.IDLE)
    kiosk.timer.advance(29.9)
    kiosk.wait_until_heard()
    assert kiosk.present.kind is ScreenKind.IDLE
    before = len(kiosk.told)
    kiosk.timer.advance(0.2)
    closed = kiosk.see(ScreenKind.DONE)
    assert isinstance(kiosk.told[before], Wipe)
    assert (closed.machine, closed.band.person) == (Machine.CARD_TAKE, "")
    kiosk.say(Card(state=CardState.GONE))
    assert kiosk.see(ScreenKind.CARD).machine is Machine.CARD_WANTED


def test_i_continue_has_no_limit_and_comes_back_to_the_same_question(kiosk: TerminalSide) -> None:
    """Fifteen times in a row, the page is there again."""
    kiosk.prove(ODETTE)
    law = kiosk.touch("organ-donation")
    for _ in range(15):
        kiosk.timer.advance(90)
        kiosk.see(ScreenKind.IDLE)
        kiosk.timer.advance(29)
        assert kiosk.touch("continue").title == law.title


def test_a_late_site_still_gives_the_whole_warning(kiosk: TerminalSide) -> None:
    """However late the question comes, thirty seconds count from it."""
    kiosk.prove(ODETTE)
    kiosk.timer.advance(500)
    kiosk.see(ScreenKind.IDLE)
    kiosk.timer.advance(29)
    assert kiosk.touch("continue").kind is ScreenKind.CHOOSE


def test_terminer_on_the_question_ends_the_visit(kiosk: TerminalSide) -> None:
    """One way to leave, as large as needed."""
    kiosk.prove(ODETTE)
    kiosk.timer.advance(90)
    kiosk.see(ScreenKind.IDLE)
    assert kiosk.touch("end").title == "C'est terminé"


def test_touch_and_speech_keep_the_page_open(kiosk: TerminalSide) -> None:
    """The terminal says that somebody is active: the ninety seconds begin again."""
    kiosk.prove(ODETTE)
    kiosk.timer.advance(80)
    kiosk.active()
    kiosk.wait_until_heard()
    kiosk.timer.advance(80)
    kiosk.wait_until_heard()
    assert kiosk.present.kind is ScreenKind.CHOOSE


def test_somebody_slow_never_loses_their_place(kiosk: TerminalSide) -> None:
    """One touch every fifty seconds, from the card to the receipt of a refusal: never asked, never sent away."""
    kiosk.prove(ODETTE)

    def slowly(*keys: str) -> Screen:
        kiosk.timer.advance(50)
        return kiosk.touch(*keys)

    screen = slowly("organ-donation")
    while screen.kind is ScreenKind.TELL:
        screen = slowly(next(key.id for key in screen.keys if key.is_next))
    for keys in (("refuse",), ("some-organs",), ("kidneys", "corneas"), ("right",), ("yes",)):
        screen = slowly(*keys)
    assert screen.kind is ScreenKind.PAPER
    assert ScreenKind.IDLE not in [told.screen.kind for told in kiosk.told if isinstance(told, Show)]


def test_the_spoken_question_does_not_answer_itself(kiosk: TerminalSide) -> None:
    """« Êtes-vous là » is speech too; it must not hold the page open for nobody."""
    kiosk.prove(ODETTE)
    kiosk.timer.advance(90)
    kiosk.see(ScreenKind.IDLE)
    kiosk.timer.advance(15)
    kiosk.active()
    kiosk.wait_until_heard()
    kiosk.timer.advance(15)
    assert kiosk.see().kind is ScreenKind.DONE


def test_the_welcome_never_asks_whether_somebody_is_there(kiosk: TerminalSide) -> None:
    """An idle terminal stays at its welcome all night."""
    welcome = kiosk.present
    kiosk.timer.advance(36_000)
    kiosk.wait_until_heard()
    assert kiosk.present == welcome


def test_somebody_who_only_looked_around_is_asked_too(kiosk: TerminalSide) -> None:
    """The next person finds the welcome, not a page of somebody else's."""
    kiosk.touch("what-for")
    kiosk.timer.advance(90)
    kiosk.see(ScreenKind.IDLE)
    kiosk.timer.advance(30)
    kiosk.see(ScreenKind.DONE)
    kiosk.timer.advance(20)
    assert kiosk.see(ScreenKind.CARD).machine is Machine.CARD_WANTED


def test_printing_counts_as_activity(kiosk: TerminalSide) -> None:
    """A long paper does not close the page; a terminal that never tells leaves the paper unknown."""
    confirm_everything(kiosk)
    assert kiosk.see().kind is ScreenKind.PAPER
    kiosk.printing()
    kiosk.timer.advance(59)
    kiosk.wait_until_heard()
    assert kiosk.present.kind is ScreenKind.PAPER
    kiosk.timer.advance(1)
    note = kiosk.see(ScreenKind.MISHAP).note
    assert note is not None
    assert note.text == "Nous ne savons pas si le reçu est sorti."


def test_a_working_store_counts_as_activity(site: Site) -> None:
    """Nobody is asked whether they are there while it is we who are slow."""
    door = SlowDoor(**parts_of(site.door), kind=CountTry)
    site.door = door
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.put_card(ODETTE)
        kiosk.say(Answer(screen=kiosk.present.id, typed=ODETTE.secret))
        door.wait_until_reached()
        kiosk.timer.advance(0.4)
        kiosk.see(ScreenKind.WAIT)
        kiosk.timer.advance(200)
        kiosk.see(ScreenKind.WAIT)
        door.let_go()
        assert kiosk.see().kind is ScreenKind.CHOOSE


def test_a_touch_on_the_fixed_keys_answers_the_question_too(kiosk: TerminalSide) -> None:
    """Retour and Aide mean that somebody is there."""
    menu = kiosk.prove(ODETTE)
    kiosk.timer.advance(90)
    kiosk.see(ScreenKind.IDLE)
    assert kiosk.press(Fixed.BACK).title == menu.title


def test_a_warning_under_twenty_seconds_cannot_be_set() -> None:
    """The operator may lengthen it, never cut it short."""
    with pytest.raises(ValueError, match="20 s"):
        GatewaySettings(idle_warning_s=19)


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_only_whoever_shows_the_kiosk_may_hurry_its_clock(site: Site, *, is_demonstration: bool) -> None:
    """A minute at a touch; a terminal that serves people tells nothing by it."""
    site.settings = GatewaySettings(is_demonstration=is_demonstration)
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.prove(ODETTE)
        kiosk.say(Lapse(seconds=60.0))
        kiosk.say(Lapse(seconds=60.0))
        if is_demonstration:
            assert kiosk.see().kind is ScreenKind.IDLE
        else:
            kiosk.wait_until_heard()
            assert kiosk.present.kind is ScreenKind.CHOOSE
