"""Cards that no insured person has: told as unreadable, never a fault, never somebody."""

import pytest

from core.demo.people import ODETTE
from kiosk.protocol import Card, CardHolder, CardState, Machine, ScreenKind
from tests.kiosk.terminal_side import TerminalSide

BORN = ODETTE.birth_date.isoformat()
FULLWIDTH = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))


@pytest.mark.parametrize(
    "holders",
    [
        ((ODETTE.nir, BORN),) * 33,
        ((ODETTE.nir, BORN.translate(FULLWIDTH)),),
        ((ODETTE.nir.translate(FULLWIDTH), BORN),),
        ((ODETTE.nir, "0000-00-00"),),
        ((ODETTE.nir, "10000-01-01"),),
        ((ODETTE.nir[:13], BORN),),
        ((ODETTE.nir, ""),),
    ],
)
def test_a_card_that_makes_no_sense_is_unreadable(kiosk: TerminalSide, holders: tuple[tuple[str, str], ...]) -> None:
    """Too many people, digits that are none, dates that are none."""
    people = tuple(CardHolder(nir=nir, birth_date=born) for nir, born in holders)
    kiosk.say(Card(state=CardState.READ, holders=people))
    screen = kiosk.see(ScreenKind.CARD)
    assert screen.machine is not Machine.CARD_WANTED


@pytest.mark.parametrize("born", ["0001-01-01", "9999-12-31"])
def test_an_absurd_birth_date_is_nobodys(kiosk: TerminalSide, born: str) -> None:
    """The code is asked and proves nothing, as for anybody unknown."""
    kiosk.say(Card(state=CardState.READ, holders=(CardHolder(nir=ODETTE.nir, birth_date=born),)))
    kiosk.see(ScreenKind.ENTER)
    assert kiosk.type(ODETTE.secret).band.person == ""
