"""What follows a choice about organ donation: the papers that the law recognises, and the number (R112, R113, R120)."""

from collections.abc import Sequence
from enum import Enum

from core.acts.state_organ_donation_choice import Stated
from core.domain.organ_donation import OrganDonationChoice, Position
from core.journeys.papers import give_telling_paper, tell_number
from core.journeys.questions import Journey, choose, choose_shared, tell
from core.journeys.served import Served
from core.texts.facts import Phrase


class AfterKeeping(Enum):
    """What remains to be done with a choice that is kept."""

    REGISTER_REQUEST = "register-request"
    RELATIVE_PAPER = "relative-paper"
    BOTH_PAPERS = "both-papers"
    NUMBER = "number"
    MENU = "menu"


class TellRelatives(Enum):
    """Whether to leave a written word to a relative."""

    PAPER = "paper"
    MENU = "menu"


PAPERS = {
    AfterKeeping.REGISTER_REQUEST: ("register-request",),
    AfterKeeping.RELATIVE_PAPER: ("relative-paper",),
    AfterKeeping.BOTH_PAPERS: ("register-request", "relative-paper"),
}


def after_keeping(stated: Stated, said: Phrase, served: Served) -> Journey[None]:
    """Say what is kept and what remains to be done, until the person goes back to the menu."""
    is_refusal = stated.choice.position is Position.REFUSAL
    key = "organ-donation-kept" if is_refusal else "organ-donation-withdrawn"
    while True:
        answer = yield from choose_shared(key, next_things(stated.choice), at=stated.receipt.at)
        if answer is AfterKeeping.MENU:
            return
        if answer is AfterKeeping.NUMBER:
            yield from tell_number(stated.receipt)
        else:
            yield from _give(answer, said, served)


def give_papers_again(choice: OrganDonationChoice, said: Phrase, served: Served) -> Journey[None]:
    """The papers of a refusal that is held: asked for later, or kept by telephone where none comes out (R120)."""
    things = tuple(thing for thing in next_things(choice) if thing is not AfterKeeping.NUMBER)
    while (answer := (yield from choose_shared("organ-donation-held-papers", things))) is not AfterKeeping.MENU:
        yield from _give(answer, said, served)


def next_things(choice: OrganDonationChoice) -> Sequence[AfterKeeping]:
    """A refusal of some organs gets both papers always, since sources differ on the register's form (R117)."""
    if choice.position is not Position.REFUSAL:
        return (AfterKeeping.NUMBER, AfterKeeping.MENU)
    if choice.organs:
        return (AfterKeeping.BOTH_PAPERS, AfterKeeping.NUMBER, AfterKeeping.MENU)
    return (AfterKeeping.REGISTER_REQUEST, AfterKeeping.RELATIVE_PAPER, AfterKeeping.NUMBER, AfterKeeping.MENU)


def give_relatives_paper(served: Served) -> Journey[None]:
    """How to speak to one's relatives; nothing is kept by this step (words.md E8, R114).

    The paper leaves the position to be written by hand: the Relais suggests none.
    """
    yield from tell("organ-donation-relatives")
    if (yield from choose("organ-donation-relatives-paper", tuple(TellRelatives))) is TellRelatives.MENU:
        return
    yield from give_telling_paper("organ-donation-paper", ("relative-position-paper",), served, **served.identity)


def _give(papers: AfterKeeping, said: Phrase, served: Served) -> Journey[None]:
    question = "organ-donation-papers" if len(PAPERS[papers]) > 1 else "organ-donation-paper"
    yield from give_telling_paper(question, PAPERS[papers], served, statement=said, **served.identity)
