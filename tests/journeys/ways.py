"""The ways a story is told: bare, by touch, by voice. One story, three proofs. Knows no story."""

from enum import Enum
from functools import cache

from msgspec.structs import replace

from core.domain.audit import Channel
from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Done, Option, ShownStep, UnknownAnswerError
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words, load_words
from ivr.exchange import CallEnd
from ivr.turns import Heard, Pressed
from kiosk.protocol import Card, CardState, PrinterState, Screen, encode
from tests.conftest import Space
from tests.ivr.voice_hands import VoiceHands
from tests.journeys.storyboard import Hands
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import PLACE, SettableTimer
from tests.kiosk.touch import TouchHands, TouchKiosk

NOT_OFFERED = "nothing-of-the-kind"
UNUSED_KEY = "6"
"""Means nothing before or after proof (words.md, keys)."""


class Way(Enum):
    """How somebody meets the journeys."""

    BARE_KIOSK = "bare-kiosk"
    BARE_PHONE = "bare-phone"
    TOUCH = "touch"
    BARE_TOWN_HALL = "bare-town-hall"
    TOUCH_TOWN_HALL = "touch-town-hall"
    VOICE = "voice"

    @property
    def channel(self) -> Channel:
        """What the trace says."""
        return Channel.PHONE if self in BY_PHONE else Channel.KIOSK


AT_A_KIOSK = (Way.BARE_KIOSK, Way.TOUCH)
AT_A_TOWN_HALL = (Way.BARE_TOWN_HALL, Way.TOUCH_TOWN_HALL)
"""A kiosk beside an A4 printer."""
BY_PHONE = (Way.BARE_PHONE, Way.VOICE)
USUAL = (*AT_A_KIOSK, *BY_PHONE)
"""Where every story can be told alike."""


@cache
def french() -> Words:
    """The French of the product."""
    return load_words()


def hands_for(space: Space, way: Way) -> Hands:
    """Somebody comes, or calls."""
    match way:
        case Way.TOUCH:
            return ByTouch(RememberingKiosk(_RememberingSite(french(), space, SettableTimer(), space.door)))
        case Way.TOUCH_TOWN_HALL:
            site = _RememberingSite(french(), space, SettableTimer(), space.door)
            return ByTouch(RememberingKiosk(site, sheets=PrinterState.PAPER_LOW))
        case Way.BARE_TOWN_HALL:
            return Bare(space, way.channel, has_sheets=True)
        case Way.VOICE:
            return ByVoice(space, french())
        case Way.BARE_KIOSK | Way.BARE_PHONE:
            return Bare(space, way.channel)


class _Remembering(Visit):
    """Keeps its goodbye, for stories that end with one: the terminal has wiped everything by then."""

    goodbye: Done | None = None

    def end(self) -> None:
        step = self._walks.main._step
        if isinstance(step, Done):
            self.goodbye = step
        super().end()


class Bare:
    """The journey itself: no screen, no voice."""

    def __init__(self, space: Space, channel: Channel, *, has_sheets: bool = False) -> None:
        journey = kiosk_visit if channel is Channel.KIOSK else phone_visit
        self.visit = Visit(
            Terminal(channel=channel, place=PLACE, has_sheets=lambda: has_sheets), journey, space.door, space.hasher
        )
        self.shown: list[str] = []
        self.visit.start()
        self._look()

    @property
    def step(self) -> ShownStep:
        return self.visit.step

    def answer(self, value: object) -> ShownStep:
        self.visit.answer(value)
        return self._look()

    def back(self) -> ShownStep:
        self.visit.back()
        return self._look()

    def blunder(self) -> ShownStep:
        try:
            self.visit.answer(NOT_OFFERED)
        except UnknownAnswerError:
            return self._look()
        raise AssertionError("an answer that was not offered was taken")

    def leave(self) -> None:
        self.visit.end()

    def _look(self) -> ShownStep:
        told = [self.step.key, *map(str, self.step.facts.values()), *(option.id for option in _options(self.step))]
        self.shown.append(" ".join(told))
        return self.step


def _options(step: ShownStep) -> tuple[Option[object], ...]:
    return getattr(step, "options", ())


class _RememberingSite(Site):
    """Opens visits that keep their goodbye."""

    def make_visit(self, terminal: Terminal) -> Visit:
        return _Remembering(terminal, self.journey, self.door, self.space.hasher)


class RememberingKiosk(TouchKiosk):
    """Keeps every screen as it came over the wire, without its number."""

    def __post_init__(self) -> None:
        self.shown: list[str] = []
        super().__post_init__()

    def looks_at(self, screen: Screen) -> None:
        self.shown.append(encode(replace(screen, id=0)))


class ByTouch(TouchHands):
    """A person at a kiosk: every answer is a key of the screen, what is typed on it, or the card."""

    kiosk: RememberingKiosk

    @property
    def visit(self) -> Visit:
        assert self.kiosk.visit is not None
        return self.kiosk.visit

    @property
    def shown(self) -> list[str]:
        return self.kiosk.shown

    @property
    def step(self) -> ShownStep:
        visit = self.visit
        assert isinstance(visit, _Remembering)
        return visit.goodbye or visit.step

    def blunder(self) -> ShownStep:
        """A forged answer: the gateway shows the same screen again."""
        before = self.shown[-1]
        self.kiosk.touch(NOT_OFFERED)
        assert self.shown[-1] == before
        return self.step

    def leave(self) -> None:
        self.kiosk.say(Card(state=CardState.GONE))


class ByVoice(VoiceHands):
    """A caller: every answer is the key that the prompt offers for it."""

    @property
    def visit(self) -> Visit:
        return self._visit

    @property
    def shown(self) -> list[str]:
        return [f"{sentence.key}: {sentence.text}" for sentence in self._line.said]

    def blunder(self) -> ShownStep:
        """A key that means nothing here."""
        answers = self._visit.answers
        self._runner.run(self._give([Pressed(keys=UNUSED_KEY)]))
        assert self._visit.answers == answers
        return self.step

    def leave(self) -> None:
        self.hang_up()

    def hears(self, *heard: Heard) -> None:
        """Do this on the telephone, whatever is asked; nothing once the call is over."""
        for one in heard:
            if not self._talking.done():
                self._runner.run(self._give([one]))

    @property
    def is_typing(self) -> bool:
        """Whether digits are expected: a zero alone is help only after a silence."""
        return self._call._prompt().entry is not None

    @property
    def end(self) -> CallEnd | None:
        """How the call ended; None while it lasts."""
        return self._talking.result() if self._talking.done() else None
