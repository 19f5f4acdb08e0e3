"""A terminal beside an A4 printer: what the site offers and sends, and how long it waits for slow sheets."""

import pytest

from core.demo.people import ODETTE
from kiosk.protocol import Print, Printer, PrinterState, Screen, ScreenKind
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import TerminalSide


def open_document(kiosk: TerminalSide) -> Screen:
    """Her newest document, on the glass."""
    kiosk.prove(ODETTE)
    documents = kiosk.touch("documents")
    return kiosk.touch(documents.keys[0].id)


def ask_for_sheets(kiosk: TerminalSide) -> Print:
    """What is sent to be printed."""
    kiosk.touch("sheets")
    assert kiosk.touch("print").kind is ScreenKind.PAPER
    return kiosk.printing()


def test_what_is_printed_is_what_was_shown(site: Site) -> None:
    """The same blocks as on the glass, after title, date and author; and no square, no number."""
    with site.terminal() as kiosk:
        kiosk.call(sheets=PrinterState.READY)
        shown = open_document(kiosk)
        assert [key.id for key in shown.keys] == ["sheets", "other"]
        job = ask_for_sheets(kiosk)
        assert job.on_sheets
        assert job.blocks == shown.blocks
        assert shown.title in [line.text for line in job.lines]
        assert kiosk.printed(job.job).title == "Prenez vos feuilles"


@pytest.mark.parametrize("state", [None, PrinterState.NO_PAPER, PrinterState.COVER_OPEN, PrinterState.UNREACHABLE])
def test_a_printer_that_is_not_there_or_cannot_print_is_not_offered(site: Site, state: PrinterState | None) -> None:
    """Nothing changes for the person: the paper with its title, as everywhere."""
    with site.terminal() as kiosk:
        kiosk.call(sheets=state)
        assert [key.id for key in open_document(kiosk).keys] == ["paper", "other"]


def test_a_printer_that_comes_back_is_offered_to_the_next_person(site: Site) -> None:
    """Somebody put paper in between two visits; the welcome says nothing of a printer that is not the kiosk's."""
    with site.terminal() as kiosk:
        kiosk.call(sheets=PrinterState.NO_PAPER)
        assert kiosk.present.note is None
        kiosk.say(Printer(state=PrinterState.READY, on_sheets=True))
        kiosk.wait_until_heard()
        assert [key.id for key in open_document(kiosk).keys] == ["sheets", "other"]


def test_slow_sheets_are_waited_for(site: Site) -> None:
    """A roll is given up after a minute; ten sheets take longer, and are unknown only after five."""
    with site.terminal() as kiosk:
        kiosk.call(sheets=PrinterState.READY)
        open_document(kiosk)
        ask_for_sheets(kiosk)
        kiosk.timer.advance(site.settings.paper_within_s + 1)
        kiosk.wait_until_heard()
        assert kiosk.present.kind is ScreenKind.PAPER
        kiosk.timer.advance(site.settings.sheets_within_s)
        assert kiosk.see(ScreenKind.MISHAP).title == "Nous ne savons pas si tout est sorti"
