"""Walks: stories played on a real visit, through the real door, on the seeded store. Asserts on record and trace."""

from dataclasses import dataclass, field

from core.demo.people import DemoPerson
from core.domain.audit import Channel
from core.domain.organ_donation import OrganDonationChoice
from core.journeys.discretion import Listeners
from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.main_menu import MainMenu
from core.journeys.phone_visit import Welcome, phone_visit
from core.journeys.steps import CardPerson
from core.journeys.visit import Terminal, Visit
from tests.conftest import Space
from tests.journeys.storyboard import Hands, Moment, Recorder, sees

PROOF = {"pick-code-line", "count-try", "record-proof"}
"""Acts of identification: every story has them, none is about them but those of its own file."""


def start_visit(space: Space, channel: Channel) -> Visit:
    """Somebody comes."""
    journey = kiosk_visit if channel is Channel.KIOSK else phone_visit
    visit = Visit(Terminal(channel=channel, place="Pharmacie des Tilleuls"), journey, space.door, space.hasher)
    visit.start()
    return visit


def card_of(person: DemoPerson) -> CardPerson:
    """The card of the person."""
    return CardPerson(nir=person.nir, birth_date=person.birth_date)


def identifies(person: DemoPerson, channel: Channel, line: int = 1) -> tuple[Moment, ...]:
    """How somebody proves who they are, each way."""
    if channel is Channel.KIOSK:
        return (sees("card-wanted").presents(card_of(person)), sees("secret-code").types(person.secret))
    return (
        sees("phone-welcome").answers(Welcome.OPEN_SPACE),
        sees("access-number").types(person.access_number),
        sees("phone-secret-code").types(person.secret),
        sees("one-time-code").types(person.codes[line - 1]),
        sees("who-hears").answers(Listeners.NOBODY_ELSE),
    )


@dataclass(eq=False)
class Walk:
    """One story: call it with its moments, then look at what is left of it."""

    space: Space
    channel: Channel
    person: DemoPerson
    hands: Hands = field(init=False)
    papers: list[str] = field(default_factory=list)
    _leaves_before: int = 0

    def __post_init__(self) -> None:
        self.hands = start_visit(self.space, self.channel)
        self._leaves_before = len(self.space.leaves())

    def arrives(self, at: MainMenu | None = None) -> None:
        """Prove who is there; then take a choice of the menu, if one is named."""
        self(*identifies(self.person, self.channel))
        if at is not None:
            self(sees("main-menu").answers(at))

    def __call__(self, *moments: Moment) -> None:
        """Play moments; after each, note the paper met."""
        recorder = Recorder(self.papers)
        for moment in moments:
            if moment.kept is not None:
                assert (self.choice is not None) is moment.kept, f"kept at « {moment.key} »: {self.choice}"
            recorder.note(self.hands.step)
            moment.play(self.hands)

    @property
    def choice(self) -> OrganDonationChoice | None:
        """What counts about organ donation now."""
        with self.space.store.begin() as records:
            return records.organ_donation.latest(self.space.people[self.person.name])

    @property
    def all_leaves(self) -> list[str]:
        """Every act of this story, in order."""
        return [leaf.act for leaf in self.space.leaves(since=self._leaves_before)]

    @property
    def leaves(self) -> list[str]:
        """The acts of this story, proof apart."""
        return [act for act in self.all_leaves if act not in PROOF]
