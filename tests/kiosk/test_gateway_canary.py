"""A name that must never be read: whole visits, good and bad, and not a trace of the person in what is logged."""

import logging
from collections.abc import Callable

import pytest
import structlog

from core.acts.list_documents import ListDocuments
from core.demo.people import ODETTE
from kiosk.protocol import Fixed
from tests.kiosk.conftest import Site
from tests.kiosk.slow_door import BrokenDoor, parts_of
from tests.kiosk.terminal_side import TerminalSide
from tests.kiosk.test_gateway_card_out import confirm_everything

MARKS = ("Lefort", "Odette", "Aubigny", ODETTE.nir, ODETTE.secret, "1942", "rein", "organ--", "Analyse")


def whole_visit(kiosk: TerminalSide) -> None:
    """A list, a document, a choice, a paper, a wrong answer, the end."""
    kiosk.call()
    confirm_everything(kiosk)
    kiosk.see()
    kiosk.printed(kiosk.printing().job, "no-paper")
    kiosk.touch("number")
    kiosk.touch("Lefort")
    kiosk.press(Fixed.HELP)
    kiosk.touch("return")
    kiosk.press(Fixed.END)


def reading(kiosk: TerminalSide) -> None:
    """A wrong code with her number in it, then a document."""
    kiosk.call()
    kiosk.put_card(ODETTE)
    kiosk.type("111111")
    kiosk.touch("try-again")
    kiosk.type(ODETTE.secret)
    documents = kiosk.touch("documents")
    kiosk.touch(documents.keys[0].id)
    kiosk.pull_card()


def breaking(kiosk: TerminalSide) -> None:
    """A store that fails with her name in its message."""
    kiosk.call()
    kiosk.prove(ODETTE)
    kiosk.touch("documents")


@pytest.mark.parametrize("visit", [whole_visit, reading, breaking])
def test_nothing_of_a_person_is_logged(
    site: Site,
    visit: Callable[[TerminalSide], None],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Neither in our own lines, nor in a library's, nor on the console."""
    if visit is breaking:
        site.door = BrokenDoor(**parts_of(site.door), kind=ListDocuments, message=f"{ODETTE.nir} Odette Lefort")
    with structlog.testing.capture_logs() as logs, caplog.at_level(logging.DEBUG), site.terminal() as kiosk:
        visit(kiosk)
    assert logs
    captured = capfd.readouterr()
    everything = f"{logs}{caplog.text}{captured.out}{captured.err}"
    assert [mark for mark in MARKS if mark in everything] == []
