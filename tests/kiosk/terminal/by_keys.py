"""Somebody who never touches and never looks: a terminal without a window in front of a site without a socket."""

from core.domain.audit import Channel
from core.journeys.visit import Terminal, Visit
from hardware.card_reader.virtual import VirtualCardReader
from hardware.ports import CardHolder, KeypadKey
from kiosk.gateway.session import Session
from kiosk.gateway.showing import Showing
from kiosk.gateway.sitting import Sitting
from kiosk.protocol import Hello, PrinterState, TerminalMessage
from tests.kiosk.conftest import Site
from tests.kiosk.terminal.bench_top import BenchTop
from tests.kiosk.terminal_side import PLACE

NEXT, SELECT = KeypadKey.NEXT, KeypadKey.SELECT


class KeysKiosk(BenchTop):
    """What the terminal says goes to the session, and comes back as a screen; keys are all that a test has."""

    def __init__(self, site: Site) -> None:
        self._waiting: list[TerminalMessage] = []
        super().__init__()
        self.connect()
        showing = Showing(site.words, PLACE, site.settings, PrinterState.READY)
        self.session = Session(Sitting(showing, lambda: self._open(site)), site.settings)
        self.session.begin(self.now)
        self.settle()

    def send(self, message: TerminalMessage) -> None:
        super().send(message)
        self._waiting.append(message)

    def settle(self) -> None:
        """Carry words both ways until nobody has any."""
        is_moving = True
        while is_moving:
            waiting, self._waiting = self._waiting, []
            for message in waiting:
                assert not isinstance(message, Hello)
                self.session.take(message, self.now)
            for call in (calls := self.session.sitting.take_calls()):
                self.session.returned(call, call.run(), self.now)
            told = self.session.sitting.showing.take_messages()
            for answer in told:
                self.conductor.hear(answer)
            is_moving = bool(waiting or calls or told)

    def put_card(self, holder: CardHolder) -> None:
        """The one thing that hands must do."""
        assert isinstance(self.reader, VirtualCardReader)
        self.reader.insert(holder)
        self.settle()

    def press(self, *keys: KeypadKey) -> str:
        for key in keys:
            super().press(key)
            self.settle()
        return self.heard

    def choose(self, id_: str) -> str:
        """Go on to a key, and choose it; gives what is said of what follows."""
        self.seek(id_)
        return self.press(SELECT)

    def type(self, digits: str) -> str:
        """Digits one by one, then « Suite »."""
        for digit in digits:
            self.choose(f"~type-{digit}")
        return self.choose("~accept")

    def _open(self, site: Site) -> Visit:
        self.visit = site.make_visit(Terminal(channel=Channel.KIOSK, place=PLACE))
        return self.visit
