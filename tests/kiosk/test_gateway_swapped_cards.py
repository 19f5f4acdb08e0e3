"""Two cards changed again and again, as fast as frames travel: a proof never passes from one to the other."""

from core.demo.people import MARCEL, ODETTE
from kiosk.protocol import Card, CardState, Screen, ScreenKind
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import card_of
from tests.kiosk.touch import TouchKiosk

GONE = Card(state=CardState.GONE)


def test_twenty_swaps_end_at_the_code_of_the_last_card(site: Site) -> None:
    """Proved with the first, seen going or not: the code is asked again each time, and it is the other one's."""
    kiosk = TouchKiosk(site)
    kiosk.say(card_of(ODETTE))
    kiosk.type(ODETTE.secret)
    for turn in range(20):
        if turn % 2:
            kiosk.say(GONE)
        kiosk.say(card_of((MARCEL, ODETTE)[turn % 2]))
        assert _screen(kiosk).kind is ScreenKind.ENTER
        assert _screen(kiosk).band.person == ""
    kiosk.say(card_of(MARCEL))
    kiosk.type(ODETTE.secret)
    assert _screen(kiosk).band.person == ""
    kiosk.say(card_of(MARCEL))
    kiosk.type(MARCEL.secret)
    assert _screen(kiosk).band.person == "Marcel Aubry"


def test_an_answer_to_the_first_ones_question_is_not_the_seconds(site: Site) -> None:
    """A last « oui » that crossed the change of cards on the line keeps nothing for anybody."""
    kiosk = TouchKiosk(site)
    kiosk.say(card_of(ODETTE))
    kiosk.type(ODETTE.secret)
    for key in ("organ-donation", "next", "next", "refuse", "everything", "right"):
        kiosk.touch(key)
    asked = _screen(kiosk)
    assert asked.kind is ScreenKind.CONFIRM
    kiosk.say(card_of(MARCEL))
    kiosk.type(MARCEL.secret)
    kiosk.screen = asked
    kiosk.touch("yes")
    assert (site.kept("odette"), site.kept("marcel")) == (None, None)


def _screen(kiosk: TouchKiosk) -> Screen:
    assert kiosk.screen is not None
    return kiosk.screen
