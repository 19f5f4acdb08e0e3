"""One story, told every way, leaves the same: same questions, same record, same trace, the channel apart."""

from collections.abc import Callable
from typing import Any

import pytest

from core.demo.people import LUCIEN, MARCEL, ODETTE, DemoPerson
from core.domain.audit import AuditLeaf
from core.domain.organ_donation import Organ, Purpose
from core.journeys.documents import AfterReading
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation import Extent, Recap, Wish
from core.journeys.organ_donation_papers import AfterKeeping, TellRelatives
from tests.conftest import Space
from tests.journeys.storyboard import Moment, sees
from tests.journeys.walks import Walk
from tests.journeys.ways import USUAL, Way

Story = Callable[[Walk], tuple[Moment, ...]]
LAW = (sees("organ-donation-law").goes_on(), sees("organ-donation-held-nothing").goes_on())


def keeps(walk: Walk, *, is_withdrawal: bool = False) -> tuple[Moment, ...]:
    """Read back, confirmed, kept, back to the menu."""
    tail = "-withdrawal" if is_withdrawal else ""
    return (
        sees(f"organ-donation-recap{tail}").answers(Recap.RIGHT),
        sees(f"organ-donation-keep{tail}").says_yes(),
        walk.gets_receipt(),
        sees("organ-donation-withdrawn" if is_withdrawal else "organ-donation-kept").answers(AfterKeeping.MENU),
    )


def reads_two_documents(_: Walk) -> tuple[Moment, ...]:
    """The newest, then the one before."""
    return (
        sees("main-menu").answers(MainMenu.DOCUMENTS),
        sees("documents").takes_line(0),
        sees("document").answers(AfterReading.OTHER),
        sees("documents").takes_line(1),
        sees("document").goes_back(),
        sees("documents").goes_back(),
        sees("main-menu").stops(),
    )


def refuses_everything(walk: Walk) -> tuple[Moment, ...]:
    """All organs, all purposes."""
    return (
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        *LAW,
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.EVERYTHING),
        *keeps(walk),
        sees("main-menu").stops(),
    )


def refuses_two_organs_after_a_correction(walk: Walk) -> tuple[Moment, ...]:
    """The heart first, corrected to kidneys and corneas."""
    return (
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        *LAW,
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_ORGANS),
        sees("organ-donation-organs").picks(Organ.HEART),
        sees("organ-donation-recap").answers(Recap.CORRECT),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_ORGANS),
        sees("organ-donation-organs").picks(Organ.KIDNEYS, Organ.CORNEAS),
        *keeps(walk),
        sees("main-menu").stops(),
    )


def refuses_for_two_purposes(walk: Walk) -> tuple[Moment, ...]:
    """Research and the search for causes; grafts are not refused."""
    return (
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        *LAW,
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_PURPOSES),
        sees("organ-donation-purposes").picks(Purpose.RESEARCH, Purpose.CAUSE_OF_DEATH),
        *keeps(walk),
        sees("main-menu").stops(),
    )


def refuses_then_withdraws(walk: Walk) -> tuple[Moment, ...]:
    """The last word counts."""
    return (
        *refuses_everything(walk)[:-1],
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-refusal").goes_on(),
        sees("organ-donation-wish").answers(Wish.WITHDRAW),
        *keeps(walk, is_withdrawal=True),
        sees("main-menu").stops(),
    )


def refuses_then_leaves_it_as_it_is(walk: Walk) -> tuple[Moment, ...]:
    """Coming back to look changes nothing."""
    return (
        *refuses_everything(walk)[:-1],
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-refusal").goes_on(),
        sees("organ-donation-wish").answers(Wish.LEAVE_AS_IS),
        sees("main-menu").stops(),
    )


def says_no_at_the_last_question(_: Walk) -> tuple[Moment, ...]:
    """Everything answered, and nothing kept."""
    return (
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        *LAW,
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.EVERYTHING),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep").says_no(),
        sees("organ-donation-nothing-kept").goes_on(),
        sees("main-menu").stops(),
    )


def hears_how_to_tell_relatives(_: Walk) -> tuple[Moment, ...]:
    """Nothing is kept by it."""
    return (
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        *LAW,
        sees("organ-donation-wish").answers(Wish.TELL_RELATIVES),
        sees("organ-donation-relatives").goes_on(),
        sees("organ-donation-relatives-paper").answers(TellRelatives.MENU),
        sees("main-menu").stops(),
    )


def opens_the_oldest_of_three_hundred(_: Walk) -> tuple[Moment, ...]:
    """To the end of the list."""
    return (
        sees("main-menu").answers(MainMenu.DOCUMENTS),
        sees("documents").takes_line(-1),
        sees("document").answers(AfterReading.OTHER),
        sees("documents").stops(),
    )


STORIES: tuple[tuple[DemoPerson, Story], ...] = (
    (ODETTE, reads_two_documents),
    (ODETTE, refuses_everything),
    (ODETTE, refuses_two_organs_after_a_correction),
    (MARCEL, refuses_for_two_purposes),
    (ODETTE, refuses_then_withdraws),
    (ODETTE, refuses_then_leaves_it_as_it_is),
    (ODETTE, says_no_at_the_last_question),
    (ODETTE, hears_how_to_tell_relatives),
    (LUCIEN, opens_the_oldest_of_three_hundred),
)


@pytest.mark.parametrize(("person", "story"), STORIES, ids=[story.__name__ for _, story in STORIES])
def test_a_story_leaves_the_same_whichever_way_it_is_told(
    make_space: Callable[[], Space], person: DemoPerson, story: Story
) -> None:
    """Touch as the journey at a kiosk, voice as the journey by telephone, and both alike once the person is proved."""
    left = {way: told(Walk(space=make_space(), way=way, person=person), story) for way in USUAL}
    assert left[Way.TOUCH] == left[Way.BARE_KIOSK]
    assert left[Way.VOICE] == left[Way.BARE_PHONE]
    assert left[Way.TOUCH] == left[Way.VOICE]


def told(walk: Walk, story: Story) -> dict[str, Any]:
    """What one telling leaves after proof: the questions met, the record, and the trace without its channel."""
    walk.arrives()
    met, traced = len(walk.seen), len(walk.trace)
    walk(*story(walk))
    walk.close()
    choice = walk.choice
    record = None if choice is None else (choice.position, choice.organs, choice.purposes)
    # The telephone notes that the call ended; a kiosk, where one takes the card out, does not.
    trace = [without_channel(leaf) for leaf in walk.trace[traced:] if leaf.act != "end-visit"]
    assert {leaf.channel for leaf in walk.trace} == {walk.channel}
    return {"seen": walk.seen[met:], "record": record, "trace": trace}


def without_channel(leaf: AuditLeaf) -> tuple[Any, ...]:
    """Who, for whom, what, why, with which outcome."""
    return (leaf.act, leaf.outcome, leaf.reason, leaf.role, leaf.actor, leaf.patient, leaf.purpose)
