"""The other end of the wire in tests: a terminal that remembers what it was told, and time that is moved by hand."""

import asyncio
import threading
import warnings
from dataclasses import dataclass, field

from core.demo.people import DemoPerson
from core.domain.devices import Device
from core.domain.identifiers import DeviceId, PatientId
from kiosk.gateway import Timer
from kiosk.protocol import (
    VERSION,
    Active,
    Answer,
    Card,
    CardHolder,
    CardState,
    Challenge,
    Fixed,
    Hello,
    Press,
    Print,
    Printed,
    Printer,
    PrinterState,
    Screen,
    ScreenKind,
    Settled,
    Show,
    SiteMessage,
    TerminalMessage,
    Wipe,
    decode_site,
    encode,
)
from kiosk.terminal.identity import Identity, new_identity

with warnings.catch_warnings():
    # Starlette prefers another name of the same HTTP client; its WebSocket sessions use neither.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient, WebSocketTestSession

__all__ = ["DEVICE", "IDENTITY", "KNOWN", "PLACE", "SettableTimer", "TerminalSide", "TestClient", "card_of", "hello"]

DEVICE, PLACE = DeviceId("kiosk-1"), "Pharmacie des Tilleuls"
IDENTITY = new_identity()
KNOWN = Device(device_id=DEVICE, place=PLACE, public_key=IDENTITY.public_key)
"""The terminal that sites of tests know."""
Patients = dict[str, PatientId]


class SettableTimer(Timer):
    """Seconds that pass only when a test says so, from any thread."""

    def __init__(self) -> None:
        self._now = 0.0
        self._lock = threading.Lock()
        self._waiting: list[tuple[float, asyncio.AbstractEventLoop, asyncio.Event]] = []

    def now(self) -> float:
        return self._now

    async def until(self, moment: float) -> None:
        rung = asyncio.Event()
        with self._lock:
            if self._now >= moment:
                return
            self._waiting.append((moment, asyncio.get_running_loop(), rung))
        await rung.wait()

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds
            due = [each for each in self._waiting if each[0] <= self._now]
            self._waiting = [each for each in self._waiting if each[0] > self._now]
        for _, loop, rung in due:
            if not loop.is_closed():
                loop.call_soon_threadsafe(rung.set)


def hello(challenge: Challenge = Challenge(version=VERSION, nonce="an earlier one")) -> Hello:  # noqa: B008 - frozen
    """What the known terminal answers."""
    return IDENTITY.hello(challenge, PrinterState.READY)


def card_of(*people: DemoPerson) -> Card:
    holders = tuple(CardHolder(nir=one.nir, birth_date=one.birth_date.isoformat()) for one in people)
    return Card(state=CardState.READ, holders=holders)


@dataclass
class TerminalSide:
    """A terminal in front of which a test stands. `told` is everything the site said, in order."""

    socket: WebSocketTestSession
    timer: SettableTimer
    told: list[SiteMessage] = field(default_factory=list)
    screen: Screen | None = None

    def say(self, message: TerminalMessage) -> None:
        self.socket.send_text(encode(message))

    def hear(self) -> SiteMessage:
        message = decode_site(self.socket.receive_text())
        self.told.append(message)
        if isinstance(message, Wipe):
            self.screen = None
        elif isinstance(message, Show):
            self.screen = message.screen
        return message

    def challenged(self) -> Challenge:
        """The site asks who calls."""
        challenge = self.hear()
        assert isinstance(challenge, Challenge)
        return challenge

    def greet(
        self,
        identity: Identity = IDENTITY,
        printer: PrinterState = PrinterState.READY,
        sheets: PrinterState | None = None,
    ) -> None:
        """Say who calls."""
        self.say(identity.hello(self.challenged(), printer, sheets))

    def call(self, printer: PrinterState = PrinterState.READY, sheets: PrinterState | None = None) -> Settled:
        """Say who calls, and see the welcome."""
        self.greet(printer=printer, sheets=sheets)
        settled = self.hear()
        assert isinstance(settled, Settled)
        self.see(ScreenKind.CARD)
        return settled

    def see(self, kind: ScreenKind | None = None) -> Screen:
        """The next screen; fast visits show none while they wait."""
        while not isinstance(message := self.hear(), Show) or (
            message.screen.kind is ScreenKind.WAIT and kind is not ScreenKind.WAIT
        ):
            pass
        assert kind is None or message.screen.kind is kind, message.screen.title
        return message.screen

    @property
    def present(self) -> Screen:
        assert self.screen is not None
        return self.screen

    def touch(self, *keys: str) -> Screen:
        """Touch keys of the present screen, and see what follows."""
        self.say(Answer(screen=self.present.id, keys=keys))
        return self.see()

    def type(self, typed: str) -> Screen:
        self.say(Answer(screen=self.present.id, typed=typed))
        return self.see()

    def press(self, key: Fixed) -> Screen:
        self.say(Press(screen=self.present.id, key=key))
        return self.see()

    def put_card(self, *people: DemoPerson) -> Screen:
        self.say(card_of(*people))
        return self.see()

    def slot(self, state: CardState) -> Screen:
        self.say(Card(state=state))
        return self.see()

    def pull_card(self) -> Screen:
        """Take the card out, and see the welcome; a wipe comes first."""
        before = len(self.told)
        self.say(Card(state=CardState.GONE))
        screen = self.see()
        assert isinstance(self.told[before], Wipe)
        return screen

    def prove(self, person: DemoPerson) -> Screen:
        """Card, code, menu."""
        self.put_card(person)
        menu = self.type(person.secret)
        assert menu.kind is ScreenKind.CHOOSE, menu.title
        return menu

    def printing(self) -> Print:
        """The paper that the site asks for; its screen came just before."""
        message = self.hear()
        assert isinstance(message, Print), message
        return message

    def printed(self, job: str, outcome: str = "printed") -> Screen:
        self.say(Printed(job=job, outcome=outcome))
        return self.see()

    def printer(self, state: PrinterState) -> None:
        self.say(Printer(state=state))

    def active(self) -> None:
        self.say(Active())

    def wait_until_heard(self) -> None:
        """Return once the site has taken everything said so far: it sends the present screen again."""
        self.say(Answer(screen=-1))
        again = self.hear()
        assert isinstance(again, Show), again
