"""A printer that dies at any byte of a receipt: what is told of the paper is true, and the choice stays kept."""

import os
from collections.abc import Iterator

import pytest

from core.acts.record_receipt_given import RecordReceiptGiven
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.demo.people import ODETTE
from core.domain.receipts import PaperOutcome
from hardware.ports import Paper, PrintOutcome
from hardware.receipt_printer.drawing import draw
from hardware.receipt_printer.escpos import EscposReceiptPrinter
from hardware.receipt_printer.network_virtual import NetworkVirtualPrinter
from kiosk.protocol import ScreenKind
from tests.conftest import Space
from tests.faults.cut_visits import TOUCHES, Town
from tests.faults.kiosk_on_a_line import KioskOnALine
from tests.faults.printer_on_a_wire import Strips, Wire, print_on
from tests.hardware.papers import RECEIPT, SHORT
from tests.kiosk.conftest import Site
from tests.kiosk.slow_door import WatchedDoor, parts_of
from tests.kiosk.test_gateway_over_tcp import address_at, serving

IS_NIGHTLY = os.environ.get("RELAIS_NIGHTLY") == "1"
QUESTIONS_BYTES = 12
ROW_BYTES, STRIP_ROWS, RASTER_HEADER = 72, 128, 8
AFTER_DOTS = 3 + 3 + 3 + QUESTIONS_BYTES
"""Feed, cut, « tell me when it is done », the four questions again."""


class Bench:
    """One paper, and a printer that dies of each of its bytes."""

    def __init__(self, paper: Paper) -> None:
        self.printer = NetworkVirtualPrinter()
        self.strips = Strips(draw(paper))
        self.length = self.print(None, is_death_noticed=True)[1].seen

    def print(self, dies_at: int | None, *, is_death_noticed: bool) -> tuple[PrintOutcome, Wire]:
        self.printer.papers.clear()
        self.printer._dies_at = dies_at
        wire = Wire(self.printer, is_death_noticed=is_death_noticed)
        return print_on(wire, self.strips), wire

    def check(self, dies_at: int, *, is_death_noticed: bool) -> None:
        """Nothing came out when nothing is said to; « printed » only when all of it did."""
        outcome, wire = self.print(dies_at, is_death_noticed=is_death_noticed)
        came_out = bool(self.printer.papers) or wire.is_torn
        assert outcome is (PrintOutcome.NOT_PRINTED if dies_at < QUESTIONS_BYTES else PrintOutcome.UNKNOWN), dies_at
        assert not (outcome is PrintOutcome.NOT_PRINTED and came_out), dies_at

    def not_dots(self) -> Iterator[int]:
        """Every byte that is no dot, and the first and last dots of each strip."""
        height = self.strips.height
        yield from range(1, QUESTIONS_BYTES + 3)
        start = QUESTIONS_BYTES + 2
        for top in range(0, height, STRIP_ROWS):
            dots = ROW_BYTES * min(STRIP_ROWS, height - top)
            yield from range(start, start + RASTER_HEADER + 2)
            start += RASTER_HEADER + dots
            yield from range(start - 2, start)
        assert start + AFTER_DOTS == self.length
        yield from range(start, self.length)


@pytest.fixture(scope="module")
def short() -> Iterator[Bench]:
    bench = Bench(SHORT)
    yield bench
    bench.printer.close()


@pytest.fixture(scope="module")
def receipt() -> Iterator[Bench]:
    bench = Bench(RECEIPT)
    yield bench
    bench.printer.close()


def test_a_printer_that_lives_prints(receipt: Bench) -> None:
    """The control: whole, and alive until after the last byte of the conversation."""
    for dies_at in (None, receipt.length):
        assert receipt.print(dies_at, is_death_noticed=False)[0] is PrintOutcome.PRINTED
        assert len(receipt.printer.papers) == 1


@pytest.mark.parametrize("is_death_noticed", [True, False], ids=["noticed", "silent"])
def test_a_printer_dead_at_every_byte_of_a_short_paper_is_told_truly(short: Bench, *, is_death_noticed: bool) -> None:
    """All of them: questions, dots, cut, questions again."""
    for byte in range(1, short.length):
        short.check(byte, is_death_noticed=is_death_noticed)


@pytest.mark.parametrize("is_death_noticed", [True, False], ids=["noticed", "silent"])
@pytest.mark.timeout(1800)
def test_a_printer_dead_at_every_byte_of_a_receipt_is_told_truly(receipt: Bench, *, is_death_noticed: bool) -> None:
    """Each byte that is no dot, and the border dots of each strip; each single byte at night."""
    for byte in range(1, receipt.length) if IS_NIGHTLY else receipt.not_dots():
        receipt.check(byte, is_death_noticed=is_death_noticed)


def test_half_a_receipt_can_be_in_the_slot_when_nothing_is_known(receipt: Bench) -> None:
    """The control: « unknown » covers nothing, half a paper and a whole one, so no other word would be true."""
    start = QUESTIONS_BYTES + 2
    seen = set()
    for byte in (start, receipt.length // 2, receipt.length - 1):
        _, wire = receipt.print(byte, is_death_noticed=False)
        seen.add((len(receipt.printer.papers), wire.is_torn))
    assert seen == {(0, False), (0, True), (1, False)}


# --- And the person in front of it ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("byte", "told", "noted"),
    [
        (5, "le reçu n'est pas sorti", PaperOutcome.NOT_PRINTED),
        (5_000, "Nous ne savons pas si le reçu est sorti", PaperOutcome.UNKNOWN),
    ],
)
def test_whatever_the_printer_does_the_choice_is_kept_and_said_first(
    space: Space, byte: int, told: str, noted: PaperOutcome
) -> None:
    """Real ESC/POS over TCP, a real line to the site: the receipt's mishap is noted beside a choice that stands."""
    town, device = Town(), NetworkVirtualPrinter()
    door = WatchedDoor(**parts_of(space.door))
    town.site = Site(words=town.words, space=space, timer=town.timer, door=door)
    with serving(town.gateway) as port:
        kiosk = KioskOnALine(address_at(port), EscposReceiptPrinter("127.0.0.1", device.port))
        kiosk.see_welcome()
        kiosk.insert(ODETTE)
        kiosk.see(ScreenKind.ENTER)
        kiosk.type_code(ODETTE.secret, ScreenKind.CHOOSE)
        for key, kind in TOUCHES:
            kiosk.touch_and_see(key, kind)
        device.die_at_byte(byte)
        kiosk.touch("yes")
        kiosk.see(ScreenKind.MISHAP)
        text = kiosk.text
        kiosk.close()
    device.close()
    assert text.index("Votre choix est gardé") < text.index(told)
    assert [asked.paper for asked in door.asked if isinstance(asked, RecordReceiptGiven)] == [noted]
    assert town.site.acts().count(StateOrganDonationChoice.entry.name) == 1
    assert town.site.kept("odette") is not None
