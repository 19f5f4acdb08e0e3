"""Whole visits at a terminal whose line to the site is cut: a town with one gateway, and a site for each case."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from time import monotonic

from core.acts.perform import Door
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.demo.people import ODETTE
from core.journeys.visit import Terminal, Visit
from core.ports import TransactionLostError
from core.texts.words import load_words
from kiosk.gateway import KioskGateway, Register
from kiosk.protocol import ScreenKind
from tests.faults.cut_proxy import Cut, CutProxy
from tests.faults.kiosk_on_a_line import KioskOnALine, LineCutError
from tests.kiosk.conftest import AUTHORITY, SETTINGS, Site
from tests.kiosk.terminal_side import SettableTimer
from tests.kiosk.test_gateway_over_tcp import address_at

TOUCHES = (
    ("organ-donation", ScreenKind.TELL),
    ("next", ScreenKind.TELL),
    ("next", ScreenKind.CHOOSE),
    ("refuse", ScreenKind.CHOOSE),
    ("everything", ScreenKind.RECAP),
    ("right", ScreenKind.CONFIRM),
)
STATING = StateOrganDonationChoice.entry.name
FORGOTTEN_WITHIN_S = 2.0


class Town:
    """One gateway on one port for all cases; each has a site of its own, and the same network."""

    def __init__(self) -> None:
        self.words, self.timer = load_words(), SettableTimer()
        self.gateway = KioskGateway(self.words, self._visit, _OfTheCase(self), SETTINGS, self.timer)
        self.site: Site | None = None

    def _visit(self, terminal: Terminal) -> Visit:
        assert self.site is not None
        return self.site.make_visit(terminal)

    def is_alone(self) -> bool:
        """Whether the site has no terminal any more, and has finished with the last."""
        return not self.gateway._serving


class _OfTheCase(Register):
    """The terminals of whichever site there is now; between two cases, its records are out of reach."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._authority = AUTHORITY

    @property
    def _door(self) -> Door:  # type: ignore[override]
        if self._town.site is None:
            raise TransactionLostError("no site")
        return self._town.site.door


@dataclass
class Case:
    """A terminal at a site of this test's own, with a cable between them."""

    site: Site
    cable: CutProxy
    town: Town
    kiosk: KioskOnALine | None = None

    def call(self, cut: Cut | None) -> KioskOnALine:
        """Count frames from the first one on, and start the terminal."""
        self.cable.arm(cut)
        self.kiosk = KioskOnALine(address_at(self.cable.port))
        return self.kiosk

    def go_to_the_last_question(self) -> None:
        """Card, code, a whole refusal."""
        kiosk = self.kiosk
        kiosk.see_welcome()
        kiosk.insert(ODETTE)
        kiosk.see(ScreenKind.ENTER)
        kiosk.type_code(ODETTE.secret, ScreenKind.CHOOSE)
        for key, kind in TOUCHES:
            kiosk.touch_and_see(key, kind)

    def play(self) -> None:
        """All of it, its receipt, the end, the card back: up to the cut, if there is one."""
        kiosk = self.kiosk
        self.go_to_the_last_question()
        kiosk.touch_and_see("yes", ScreenKind.PAPER)
        kiosk.see(ScreenKind.DONE)
        kiosk.touch_and_see("~end", ScreenKind.DONE)
        kiosk.reader.pull()
        kiosk.see_welcome()

    def play_up_to(self, cut: Cut) -> None:
        """Play, and see that the line is cut."""
        self.call(cut)
        with suppress(LineCutError):
            self.play()
        assert self.cable.was_cut.wait(FORGOTTEN_WITHIN_S), "the visit was over before the cut"
        self.kiosk.until(lambda: self.kiosk.is_cut, "a line that is cut")

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """The site has two seconds."""
        deadline = monotonic() + FORGOTTEN_WITHIN_S
        while not is_so():
            assert monotonic() < deadline, what
            Event().wait(0.01)

    @property
    def stated(self) -> int:
        """How often her choice was kept."""
        return self.site.acts().count(STATING)

    def come_back(self) -> None:
        """The cable is mended, and « Essayer encore » is touched: whose card is in is asked for the code again."""
        self.cable.heal()
        self.kiosk.touch("~retry")
        self.kiosk.until(lambda: not self.kiosk.is_cut, "the site again")
        self.kiosk.see(ScreenKind.ENTER if self.kiosk.conductor._has_card else ScreenKind.CARD)

    def look_up_choice(self) -> str:
        """What the next visit tells of it."""
        self.kiosk.type_code(ODETTE.secret, ScreenKind.CHOOSE)
        self.kiosk.touch_and_see("organ-donation", ScreenKind.TELL)
        law = self.kiosk.showing.screen.id
        self.kiosk.touch("next")
        self.kiosk.until(lambda: self.kiosk.showing.screen.id != law, "what is held")
        return self.kiosk.text
