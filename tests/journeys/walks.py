"""Walks: stories played on a real visit, through the real door, on the seeded store. Asserts on record and trace."""

from dataclasses import dataclass, field

from core.demo.people import ODETTE, DemoPerson
from core.domain.audit import AuditLeaf, Channel
from core.domain.organ_donation import OrganDonationChoice
from core.domain.patients import Patient
from core.domain.receipts import PaperOutcome
from core.journeys.discretion import Listeners
from core.journeys.last_visit import AfterCut, AfterStop
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation import Extent, Recap, Wish
from core.journeys.phone_welcome import Welcome
from core.journeys.steps import CardPerson
from tests.conftest import Space
from tests.journeys.storyboard import Hands, Moment, Recorder, receives, sees
from tests.journeys.ways import Way, hands_for

PROOF = {"pick-code-line", "count-try", "record-proof", "begin-visit", "end-visit"}
"""Acts of coming and going: every story has them, none is about them but those of their own files."""
AFTER_LAST_VISIT = {
    "visit-cut-kept": AfterCut.CONTINUE,
    "visit-cut-kept-before": AfterCut.CONTINUE,
    "visit-stopped": AfterStop.CONTINUE,
}
"""What goes on to the menu; anything else is only told."""


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
    way: Way
    person: DemoPerson = ODETTE
    hands: Hands = field(init=False)
    papers: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """The questions met, in order."""
    _leaves_before: int = 0
    _others: list["Walk"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hands = hands_for(self.space, self.way)
        self._leaves_before = len(self.space.leaves())

    @property
    def channel(self) -> Channel:
        """At a kiosk, or by telephone."""
        return self.way.channel

    def another(self, person: DemoPerson | None = None, way: Way | None = None) -> "Walk":
        """Somebody comes after, the same way unless told otherwise."""
        other = Walk(space=self.space, way=way or self.way, person=person or self.person)
        self._others.append(other)
        return other

    def close(self) -> None:
        """Everybody leaves."""
        for other in self._others:
            other.close()
        self.hands.leave()

    def arrives(self, at: MainMenu | None = None) -> None:
        """Prove who is there; then take a choice of the menu, if one is named."""
        self(*identifies(self.person, self.channel))
        if at is not None:
            self(sees("main-menu").answers(at))

    def gets_receipt(self) -> Moment:
        """The receipt, where papers come out."""
        outcome = PaperOutcome.PRINTED if self.channel is Channel.KIOSK else PaperOutcome.NOT_HERE
        return receives("receipt-choice-kept", outcome)

    def __call__(self, *moments: Moment) -> None:
        """Play moments; before each, note the question met."""
        recorder = Recorder(self.papers)
        for moment in moments:
            self._pass_over_last_visit(moment.key)
            if moment.kept is not None:
                assert (self.choice is not None) is moment.kept, f"kept at « {moment.key} »: {self.choice}"
            self.seen.append(self.hands.step.key)
            recorder.note(self.hands.step)
            moment.play(self.hands)

    def _pass_over_last_visit(self, wanted: str) -> None:
        """What a caller is told of the visit before, unless the story is about it."""
        key = self.hands.step.key
        if key == wanted or not key.startswith("visit-"):
            return
        self.hands.answer(AFTER_LAST_VISIT.get(key))

    @property
    def proved(self) -> Patient | None:
        """Who is proved."""
        return self.hands.visit.patient

    @property
    def choice(self) -> OrganDonationChoice | None:
        """What counts about organ donation now."""
        with self.space.store.begin() as records:
            return records.organ_donation.latest(self.space.people[self.person.name])

    @property
    def trace(self) -> list[AuditLeaf]:
        """Every leaf since this story began, in order."""
        return list(self.space.leaves(since=self._leaves_before))

    @property
    def all_leaves(self) -> list[str]:
        """Every act since this story began, in order."""
        return [leaf.act for leaf in self.trace]

    @property
    def leaves(self) -> list[str]:
        """The acts of this story, proof apart."""
        return [act for act in self.all_leaves if act not in PROOF]


def refuses_everything(walk: Walk) -> None:
    """From the menu to « c'est gardé »."""
    confirms_refusing_everything(walk)
    walk(walk.gets_receipt(), sees("organ-donation-kept", kept=True).stops())


def confirms_refusing_everything(walk: Walk) -> None:
    """From the menu to the last yes; what becomes of the receipt follows."""
    walk(
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.EVERYTHING),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep", nothing_kept=True).says_yes(),
    )
