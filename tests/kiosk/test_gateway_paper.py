"""A choice never depends on its paper, and nobody is told « imprimé » by somebody who does not know."""

import pytest

from core.acts.record_receipt_given import RecordReceiptGiven
from core.domain.receipts import PaperOutcome
from kiosk.protocol import LineKind, Printed, PrinterState, ScreenKind
from tests.kiosk.conftest import Site
from tests.kiosk.slow_door import WatchedDoor, parts_of
from tests.kiosk.terminal_side import TerminalSide
from tests.kiosk.test_gateway_card_out import confirm_everything


def test_a_receipt_names_nobody_and_no_health_word(kiosk: TerminalSide) -> None:
    """Brand and place on top, a number in large, the square; no name, no right."""
    confirm_everything(kiosk)
    kiosk.see(ScreenKind.PAPER)
    lines = kiosk.printing().lines
    assert [line.kind for line in lines[:3]] == [LineKind.BRAND, LineKind.TEXT, LineKind.SOLID_RULE]
    said = " ".join(line.text for line in lines).lower()
    assert not any(word in said for word in ("odette", "lefort", "organe", "refus", "don "))
    square = next(line.text for line in lines if line.kind is LineKind.SQUARE)
    assert square.isascii()


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("no-paper", "Il n'y a plus de papier"),
        ("not-printed", "L'imprimante ne répond pas"),
        ("unknown", "Nous ne savons pas si le reçu est sorti"),
        ("not-here", "Nous ne savons pas si le reçu est sorti"),
        ("in pieces", "Nous ne savons pas si le reçu est sorti"),
    ],
)
def test_what_became_of_the_paper_is_told_after_what_is_sure(
    kiosk: TerminalSide, site: Site, outcome: str, said: str
) -> None:
    """« Votre choix est gardé » comes first, in the title; then the paper, in one note; then what to do."""
    confirm_everything(kiosk)
    kiosk.see(ScreenKind.PAPER)
    screen = kiosk.printed(kiosk.printing().job, outcome)
    assert (screen.kind, screen.title) == (ScreenKind.MISHAP, "Votre choix est gardé")
    assert screen.note is not None
    assert said in screen.note.text
    assert [key.id for key in screen.keys] == ["number", "try-again", "continue"]
    assert site.kept("odette") is not None


def test_a_paper_is_offered_again_under_another_job(kiosk: TerminalSide) -> None:
    """The terminal prints a job once; a second try is a second job."""
    confirm_everything(kiosk)
    kiosk.see(ScreenKind.PAPER)
    first = kiosk.printing()
    kiosk.printed(first.job, "no-paper")
    kiosk.touch("try-again")
    second = kiosk.printing()
    assert second.job != first.job
    assert second.lines == first.lines
    assert kiosk.printed(second.job).title == "C'est gardé"


def test_a_paper_that_may_be_out_comes_again_as_a_duplicate(kiosk: TerminalSide) -> None:
    """Each one after an unknown one has its number; what the printer surely did not print is no duplicate."""
    confirm_everything(kiosk)
    kiosk.see(ScreenKind.PAPER)
    said = []
    for outcome in ("not-printed", "unknown", "unknown", "printed"):
        paper = kiosk.printing()
        said.append([line.text for line in paper.lines if line.text.startswith("Duplicata")])
        kiosk.printed(paper.job, outcome)
        if outcome != "printed":
            kiosk.touch("try-again")
    assert said == [[], [], ["Duplicata 1"], ["Duplicata 2"]]


def test_news_of_another_job_changes_nothing(kiosk: TerminalSide) -> None:
    """Late, doubled or forged: only the paper that is waited for answers."""
    confirm_everything(kiosk)
    paper = kiosk.see(ScreenKind.PAPER)
    job = kiosk.printing().job
    kiosk.say(Printed(job="another", outcome="printed"))
    kiosk.say(Printed(job="", outcome="printed"))
    kiosk.wait_until_heard()
    assert kiosk.present == paper
    kept = kiosk.printed(job)
    kiosk.say(Printed(job=job, outcome="printed"))
    kiosk.wait_until_heard()
    assert kiosk.present == kept


def test_a_terminal_that_goes_while_printing_leaves_the_paper_unknown(site: Site) -> None:
    """The choice is kept; the record says that nobody knows what became of its paper."""
    door = WatchedDoor(**parts_of(site.door))
    site.door = door
    with site.terminal() as kiosk:
        kiosk.call()
        confirm_everything(kiosk)
        kiosk.see(ScreenKind.PAPER)
        kiosk.printing()
    assert site.kept("odette") is not None
    noted = [asked.paper for asked in door.asked if isinstance(asked, RecordReceiptGiven)]
    assert noted == [PaperOutcome.UNKNOWN]


def test_a_card_pulled_while_printing_leaves_the_paper_unknown(kiosk: TerminalSide, site: Site) -> None:
    """She walks away with her card while the printer works."""
    confirm_everything(kiosk)
    kiosk.see(ScreenKind.PAPER)
    job = kiosk.printing().job
    welcome = kiosk.pull_card()
    kiosk.say(Printed(job=job, outcome="printed"))
    kiosk.wait_until_heard()
    assert kiosk.present == welcome
    assert "record-receipt-given" in site.acts()


def test_the_printers_state_is_told_before_anybody_starts(site: Site) -> None:
    """No paper: everything else works, and the welcome says so (words.md 2.12)."""
    with site.terminal() as kiosk:
        kiosk.call(PrinterState.NO_PAPER)
        assert kiosk.present.note is not None
        assert kiosk.present.note.text == "Il n'y a plus de papier. Tout le reste marche."
        kiosk.printer(PrinterState.READY)
        assert kiosk.see(ScreenKind.CARD).note is None
        kiosk.printer(PrinterState.UNREACHABLE)
        note = kiosk.see(ScreenKind.CARD).note
        assert note is not None
        assert note.text == "L'imprimante ne marche pas. Tout le reste marche."


def test_a_printer_that_changes_during_a_visit_moves_no_screen(kiosk: TerminalSide) -> None:
    """She is reading; the printer is told about when she asks for paper."""
    confirm_everything(kiosk)
    kiosk.see(ScreenKind.PAPER)
    menu = kiosk.printed(kiosk.printing().job)
    kiosk.printer(PrinterState.NO_PAPER)
    kiosk.wait_until_heard()
    assert kiosk.present == menu
