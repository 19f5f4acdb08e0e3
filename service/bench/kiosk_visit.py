"""A visit at a kiosk without socket and without glass: what the site makes of each frame, as a terminal sends it."""

from dataclasses import dataclass, field

from core.demo.people import DemoPerson
from core.domain.audit import Channel
from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.visit import Terminal, Visit
from core.ports import SecretHasher
from kiosk.gateway import GatewaySettings
from kiosk.gateway.session import Session
from kiosk.gateway.showing import Showing
from kiosk.gateway.sitting import Sitting
from kiosk.protocol import (
    Answer,
    Card,
    CardHolder,
    CardState,
    Hello,
    PrinterState,
    Screen,
    Show,
    decode_terminal,
    encode,
)
from service.bench.seeded import Seeded

PLACE = "bench"


@dataclass
class KioskVisit:
    """One visit; every frame is encoded and decoded, every call of the site runs in place."""

    site: Seeded = field(repr=False)
    hasher: SecretHasher = field(repr=False)
    screens: list[Screen] = field(default_factory=list, repr=False)
    """What was shown, in order."""

    def __post_init__(self) -> None:
        showing = Showing(self.site.words, PLACE, GatewaySettings(), PrinterState.READY)
        self._session = Session(Sitting(showing, self._open), GatewaySettings())
        self._session.begin(0.0)
        self._settle()

    def put_card(self, person: DemoPerson) -> Screen:
        """Put the card of this person in."""
        holder = CardHolder(nir=person.nir, birth_date=person.birth_date.isoformat())
        return self._say(Card(state=CardState.READ, holders=(holder,)))

    def type(self, typed: str) -> Screen:
        """Type and accept."""
        return self._say(Answer(screen=self.screens[-1].id, typed=typed))

    def touch(self, *keys: str) -> Screen:
        """Touch keys of the present screen."""
        return self._say(Answer(screen=self.screens[-1].id, keys=keys))

    def go_on(self) -> Screen:
        """Touch what leads on."""
        return self.touch(next(key.id for key in self.screens[-1].keys if key.is_next))

    def _open(self) -> Visit:
        terminal = Terminal(channel=Channel.KIOSK, place=PLACE)
        return Visit(terminal, kiosk_visit, self.site.door, self.hasher)

    def _say(self, said: Card | Answer) -> Screen:
        message = decode_terminal(encode(said))
        if isinstance(message, Hello):
            raise TypeError("a visit says no hello")
        self._session.take(message, 0.0)
        return self._settle()

    def _settle(self) -> Screen:
        while calls := self._session.sitting.take_calls():
            for call in calls:
                self._session.returned(call, call.run(), 0.0)
        for message in self._session.sitting.showing.take_messages():
            encode(message)
            if isinstance(message, Show):
                self.screens.append(message.screen)
        return self.screens[-1]
