"""A person at a kiosk, without socket or thread: what they touch goes to the session, and comes back as a screen."""

from dataclasses import dataclass, field
from datetime import date

from core.domain.audit import Channel
from core.domain.receipts import PaperOutcome
from core.journeys.steps import CardPerson, CardTrouble, PresentedCard, ShownStep
from core.journeys.visit import Terminal, Visit
from kiosk.gateway.session import Session, VisitMessage
from kiosk.gateway.showing import Showing
from kiosk.gateway.sitting import Sitting
from kiosk.present.keys import GO_ON, NO, YES
from kiosk.protocol import (
    Answer,
    Card,
    CardHolder,
    CardState,
    Fixed,
    Press,
    Print,
    Printed,
    PrinterState,
    Screen,
    Show,
    Wipe,
)
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import PLACE


@dataclass(eq=False)
class TouchKiosk:
    """Holds what the person sees. Every touch is answered before the next."""

    site: Site
    sheets: PrinterState | None = None
    """The A4 printer beside it."""
    screen: Screen | None = None
    job: str = ""
    now: float = 0.0
    wipes: int = 0
    visit: Visit | None = field(default=None, repr=False)
    """The visit of now, for what a test asserts on."""
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        showing = Showing(self.site.words, PLACE, self.site.settings, PrinterState.READY, self.sheets)
        self.session = Session(Sitting(showing, self._open), self.site.settings)
        self.session.begin(self.now)
        self.settle()

    def say(self, message: VisitMessage) -> None:
        """Let the terminal say something, and see what comes of it."""
        self.session.take(message, self.now)
        self.settle()

    def touch(self, *keys: str) -> None:
        """Touch keys of the present screen."""
        assert self.screen is not None
        self.say(Answer(screen=self.screen.id, keys=keys))

    def type(self, typed: str) -> None:
        """Type on the pad of the present screen."""
        assert self.screen is not None
        self.say(Answer(screen=self.screen.id, typed=typed))

    def press(self, key: Fixed) -> None:
        """Press a fixed key of the present screen."""
        assert self.screen is not None
        self.say(Press(screen=self.screen.id, key=key))

    def settle(self) -> None:
        """Run what waits, and look at what was sent."""
        while calls := self.session.sitting.take_calls():
            for call in calls:
                self.session.returned(call, call.run(), self.now)
        for message in self.session.sitting.showing.take_messages():
            match message:
                case Wipe():
                    self.screen = None
                    self.wipes += 1
                case Show():
                    self.screen = message.screen
                    self.looks_at(message.screen)
                case Print():
                    self.job = message.job
                case _:
                    raise AssertionError(type(message).__name__)

    def looks_at(self, screen: Screen) -> None:
        """Every screen shown, as it comes."""

    def _open(self) -> Visit:
        self.visit = self.site.make_visit(
            Terminal(channel=Channel.KIOSK, place=PLACE, has_sheets=self.session.sitting.showing.has_sheets)
        )
        return self.visit


class TouchHands:
    """Plays a storyboard by touch: every answer goes through the screen that is shown."""

    def __init__(self, kiosk: TouchKiosk) -> None:
        self.kiosk = kiosk

    @property
    def step(self) -> ShownStep:
        """The question behind the screen."""
        assert self.kiosk.visit is not None
        return self.kiosk.visit.step

    @property
    def patient(self) -> object:
        """Who is proved."""
        return self.kiosk.visit.patient if self.kiosk.visit else None

    def answer(self, value: object) -> ShownStep:
        """Give an answer as a terminal does."""
        match value:
            case PresentedCard():
                self.kiosk.say(Card(state=CardState.READ, holders=tuple(_holder(one) for one in value.people)))
            case CardTrouble():
                self.kiosk.say(Card(state=CardState(value.value)))
            case PaperOutcome():
                self.kiosk.say(Printed(job=self.kiosk.job, outcome=value.value))
            case date():
                self.kiosk.type(value.isoformat())
            case str():
                self.kiosk.type(value)
            case frozenset():
                self.kiosk.touch(*(self._key(one) for one in value))
            case _:
                self.kiosk.touch(self._key(value))
        return self.step

    def back(self) -> ShownStep:
        """Retour."""
        self.kiosk.press(Fixed.BACK)
        return self.step

    def _key(self, value: object) -> str:
        if value is None or isinstance(value, bool):
            return {None: GO_ON, True: YES, False: NO}[value]
        screen = self.kiosk.screen
        found = [option.id for option in getattr(self.step, "options", ()) if option.value == value]
        assert screen is not None
        assert found, f"{value} is not offered at {self.step.key}"
        assert found[0] in {key.id for key in screen.keys}, f"{found[0]} is not on « {screen.title} »"
        return str(found[0])


def _holder(person: CardPerson) -> CardHolder:
    return CardHolder(nir=person.nir, birth_date=person.birth_date.isoformat())
