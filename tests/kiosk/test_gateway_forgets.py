"""Once a card is out, nothing of its person is left in the memory of the site, whoever comes next or nobody."""

import gc
import time
import weakref
from typing import Any

import pytest

from core.demo.people import ODETTE
from core.domain.documents import HealthDocument, Reading
from core.domain.patients import Patient
from core.journeys.steps import CardPerson
from core.journeys.visit import Visit
from kiosk.protocol import Answer, CardHolder, Fixed, Screen
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import TerminalSide

WALK = ("organ-donation", "next", "next", "refuse", "some-organs", "heart", "right")
WIPED_WITHIN_S = 2.0


def remains() -> list[str]:
    """Objects that hold something of a person and that something still reaches."""
    gc.collect()
    reached = (each for each in gc.get_objects() if type(each) not in weakref.ProxyTypes)
    return sorted(type(each).__name__ for each in reached if _is_personal(each))


def _is_personal(each: Any) -> bool:
    match each:
        case Patient() | Reading() | HealthDocument():
            return True
        case CardPerson() | CardHolder():
            return each.nir == ODETTE.nir
        case Answer():
            return each.typed == ODETTE.secret
        case Screen():
            return "Odette" in each.band.person
        case Visit():
            return each.patient is not None
        case _:
            return False


def reads(kiosk: TerminalSide) -> None:
    """Opens a document."""
    documents = kiosk.touch("documents")
    kiosk.touch(documents.keys[0].id)


def decides(kiosk: TerminalSide) -> None:
    """Goes to the last question."""
    for key in WALK:
        kiosk.touch(key)


def looks_away(kiosk: TerminalSide) -> None:
    """Opens a document, asks for help, sends an answer of nobody's."""
    reads(kiosk)
    kiosk.press(Fixed.HELP)
    kiosk.touch("nothing")


@pytest.mark.parametrize("does", [reads, decides, looks_away])
def test_nothing_of_a_person_is_left_after_the_card(site: Site, does: Any) -> None:
    """No person, document, number, typed code or screen of theirs is reachable in the site."""
    before = remains()
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.prove(ODETTE)
        does(kiosk)
        assert remains() != before
        kiosk.pull_card()
        kiosk.told.clear()
        deadline = time.monotonic() + WIPED_WITHIN_S
        while remains() != before:
            assert time.monotonic() < deadline, remains()
