"""Organ donation: the law, what is kept, a refusal said, read back, confirmed, kept (R111-R122). Never the register."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from core.acts.read_organ_donation import OrganDonationRecord, ReadOrganDonation
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.organ_donation import REGISTER_AGE, Organ, OrganDonationChoice, Position, Purpose
from core.domain.refusals import Refusal
from core.journeys.organ_donation_papers import after_keeping, give_papers_again, give_relatives_paper
from core.journeys.papers import give_receipt_paper
from core.journeys.questions import Journey, choose, choose_shared, confirm, do, pick_several, tell
from core.journeys.served import Served
from core.texts.facts import Phrase
from core.texts.written import paris_day

ADULT_AGE = 18
LAW, CHOICE, RECAP, LAST = (1, 4), (2, 4), (3, 4), (4, 4)


class Wish(Enum):
    """What the person wants to do today; none is better than another (words.md rule 12)."""

    REFUSE = "refuse"
    TELL_RELATIVES = "tell-relatives"
    PAPERS = "papers"
    """The papers of a refusal held already: kept by telephone, they come out at a kiosk (R120)."""
    NOTHING_TODAY = "nothing-today"
    LEAVE_AS_IS = "leave-as-is"
    WITHDRAW = "withdraw"


class Extent(Enum):
    """What a refusal concerns (R115, R117)."""

    EVERYTHING = "everything"
    SOME_ORGANS = "some-organs"
    SOME_PURPOSES = "some-purposes"


class Recap(Enum):
    """Whether what was understood is right."""

    RIGHT = "right"
    CORRECT = "correct"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is about to be kept; nothing of it is kept yet."""

    position: Position = field(repr=False)
    organs: frozenset[Organ] = field(repr=False, default=frozenset())
    purposes: frozenset[Purpose] = field(repr=False, default=frozenset(Purpose))


def organ_donation(served: Served) -> Journey[None]:
    """Explain, ask, read back, confirm, keep, and hand over the papers that the law recognises."""
    record = yield from do(ReadOrganDonation())
    if record.age < REGISTER_AGE:
        raise Refusal("organ-donation-too-young")
    yield from explain(record)
    while True:
        wish = yield from choose("organ-donation-wish", wishes(record), stage=CHOICE)
        if wish in (Wish.NOTHING_TODAY, Wish.LEAVE_AS_IS):
            return
        if wish is Wish.TELL_RELATIVES:
            yield from give_relatives_paper(served)
            return
        if wish is Wish.PAPERS and record.choice is not None:
            yield from give_papers_again(record.choice, statement(record.choice), served)
            return
        draft = Draft(position=Position.WITHDRAWN) if wish is Wish.WITHDRAW else (yield from ask_extent())
        if (yield from read_back(draft)):
            break
    yield from keep(draft, served)


def withdraw(served: Served) -> Journey[None]:
    """Take a refusal back at once, for somebody who has just heard it."""
    draft = Draft(position=Position.WITHDRAWN)
    if (yield from read_back(draft)):
        yield from keep(draft, served)


def read_back(draft: Draft) -> Journey[bool]:
    """Say what was understood, before anything is kept; whether it is right."""
    recap = "organ-donation-recap" if draft.position is Position.REFUSAL else "organ-donation-recap-withdrawal"
    return (yield from choose_shared(recap, tuple(Recap), stage=RECAP, statement=statement(draft))) is Recap.RIGHT


def explain(record: OrganDonationRecord) -> Journey[None]:
    """The law's words, then what the Relais holds; a minor is never told to be a donor (R119)."""
    law = "organ-donation-law" if record.age >= ADULT_AGE else "organ-donation-law-minor"
    yield from tell(law, is_legal=True, stage=LAW)
    choice = record.choice
    if choice is None or choice.position is Position.NOT_EXPRESSED:
        yield from tell("organ-donation-held-nothing", stage=LAW)
        return
    key = "organ-donation-held-refusal" if record.holds_refusal else "organ-donation-held-withdrawal"
    yield from tell(key, stage=LAW, day=paris_day(choice.stated_at), statement=statement(choice))


def wishes(record: OrganDonationRecord) -> Sequence[Wish]:
    """Papers and withdrawing are offered only to somebody who refused; the others keep their place and key."""
    if record.holds_refusal:
        return (Wish.REFUSE, Wish.PAPERS, Wish.LEAVE_AS_IS, Wish.WITHDRAW)
    return (Wish.REFUSE, Wish.TELL_RELATIVES, Wish.NOTHING_TODAY)


def ask_extent() -> Journey[Draft]:
    """What the refusal concerns; everything ticked is written as everything."""
    extent = yield from choose("organ-donation-extent", tuple(Extent), stage=CHOICE)
    if extent is Extent.SOME_ORGANS:
        organs = yield from pick_several("organ-donation-organs", tuple(Organ), stage=CHOICE)
        return Draft(position=Position.REFUSAL, organs=frozenset() if organs == frozenset(Organ) else organs)
    if extent is Extent.SOME_PURPOSES:
        purposes = yield from pick_several("organ-donation-purposes", tuple(Purpose), stage=CHOICE)
        return Draft(position=Position.REFUSAL, purposes=purposes)
    return Draft(position=Position.REFUSAL)


def keep(draft: Draft, served: Served) -> Journey[None]:
    """Ask once more, apart from the choice; only a yes keeps anything."""
    said = statement(draft)
    question = "organ-donation-keep" if draft.position is Position.REFUSAL else "organ-donation-keep-withdrawal"
    if not (yield from confirm(question, stage=LAST, statement=said)):
        yield from tell("organ-donation-nothing-kept")
        return
    stated = yield from do(
        StateOrganDonationChoice(position=draft.position, organs=draft.organs, purposes=draft.purposes)
    )
    yield from give_receipt_paper(stated.receipt)
    yield from after_keeping(stated, said, served)


def statement(choice: OrganDonationChoice | Draft) -> Phrase:
    """The sentence that is read back and kept: in the first person on screen and paper, spoken to the person."""
    if choice.position is not Position.REFUSAL:
        return Phrase(key="statement--withdrawal")
    organs = tuple(organ for organ in Organ if organ in choice.organs)
    purposes = tuple(purpose for purpose in Purpose if purpose in choice.purposes)
    if organs and len(purposes) < len(Purpose):
        return Phrase(key="statement--organs-and-purposes", facts={"organs": organs, "purposes": purposes})
    if organs:
        return Phrase(key="statement--organs", facts={"organs": organs})
    if len(purposes) < len(Purpose):
        return Phrase(key="statement--purposes", facts={"purposes": purposes})
    return Phrase(key="statement--everything")
