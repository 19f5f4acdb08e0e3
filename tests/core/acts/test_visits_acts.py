"""A visit becomes the last one, and its end is noted; a receipt is heard again: what each act says and keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.acts.begin_visit import BeginVisit, Recalled
from core.acts.end_visit import EndVisit
from core.acts.hear_receipt import HearReceipt
from core.acts.list_receipts import MOST, ListReceipts
from core.acts.request import Context
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.accounts import AccountState
from core.domain.audit import Channel
from core.domain.identifiers import VisitId
from core.domain.last_visits import VisitEnd
from core.domain.organ_donation import Organ, Position
from core.domain.receipts import Receipt
from core.domain.refusals import Refusal
from core.storage.tables import patients
from service.clock import SettableClock
from tests.conftest import Space
from tests.people import as_patient

REFUSAL = StateOrganDonationChoice(position=Position.REFUSAL)
WITHDRAWAL = StateOrganDonationChoice(position=Position.WITHDRAWN)


def in_visit(space: Space, name: str, channel: Channel = Channel.PHONE, key: str = "") -> Context:
    """Odette, in a visit of that name."""
    return replace(as_patient(space.people["odette"], channel=channel, key=key), visit_id=VisitId(name))


def begins(space: Space, name: str, *, channel: Channel = Channel.PHONE, may_tell: bool = True) -> Recalled:
    """A visit of hers begins; what is recalled of the one before."""
    return space.door.perform(BeginVisit(may_tell=may_tell), in_visit(space, name, channel))


def ends(space: Space, name: str, end: VisitEnd = VisitEnd.ENDED) -> bool:
    """It ends; whether that could be noted."""
    return space.door.perform(EndVisit(end=end), in_visit(space, name)).is_noted


def keeps(space: Space, asked: StateOrganDonationChoice = REFUSAL) -> Receipt:
    """A choice of hers is kept."""
    return space.door.perform(asked, in_visit(space, "any")).receipt


def test_nobody_said_how_it_ended_it_was_cut(space: Space) -> None:
    """Ended, stopped, or neither."""
    assert begins(space, "1").last is None
    cut = begins(space, "2").last
    assert cut is not None
    assert cut.is_cut_call
    assert ends(space, "2")
    ended = begins(space, "3").last
    assert ended is not None
    assert (ended.visit, ended.end, ended.is_cut_call, ended.was_stopped) == ("2", VisitEnd.ENDED, False, False)
    ends(space, "3", VisitEnd.STOPPED)
    stopped = begins(space, "4").last
    assert stopped is not None
    assert stopped.was_stopped


def test_a_visit_at_a_kiosk_is_never_told_as_a_cut(space: Space) -> None:
    """A card pulled out is how people leave."""
    begins(space, "1", channel=Channel.KIOSK)
    last = begins(space, "2").last
    assert last is not None
    assert not last.is_cut_call


def test_a_choice_is_of_the_visit_in_which_it_was_kept_whatever_the_clock_does(
    space: Space, clock: SettableClock
) -> None:
    """Kept before the visit, it is not told as its own; kept in it with a clock that went back, it is."""
    keeps(space)
    begins(space, "1")
    assert begins(space, "2").choice is None
    clock.advance(timedelta(days=-3))
    receipt = keeps(space, WITHDRAWAL)
    assert begins(space, "3").choice == receipt


def test_a_stop_waits_until_it_may_be_spoken_of(space: Space) -> None:
    """Owed through every visit where somebody may hear; spoken of once."""
    begins(space, "1")
    ends(space, "1", VisitEnd.STOPPED)
    for name in ("2", "3"):
        begins(space, name, may_tell=False)
        ends(space, name)
    last = begins(space, "4").last
    assert last is not None
    assert last.was_stopped
    after = begins(space, "5").last
    assert after is not None
    assert not after.was_stopped


def test_the_end_of_a_visit_that_another_replaced_changes_nothing(space: Space) -> None:
    """A call hung up late does not end the visit at the kiosk."""
    begins(space, "1")
    begins(space, "2")
    assert not ends(space, "1")
    last = begins(space, "3").last
    assert last is not None
    assert last.end is VisitEnd.UNTOLD


def test_somebody_whose_space_is_closed_has_come_all_the_same(space: Space) -> None:
    """No refusal stands between proof and the first words."""
    with space.store.transaction(space.people["odette"]) as transaction:
        mine = patients.c.patient_id == space.people["odette"]
        transaction.connection.execute(patients.update().where(mine).values(state=AccountState.CLOSED.value))
    begins(space, "1")
    assert ends(space, "1")


def test_a_visit_begun_twice_under_one_key_is_recalled_the_same(space: Space) -> None:
    """Asked again after a lost answer: the visit before is still the one told."""
    begins(space, "1")
    receipt = keeps(space)
    first, again = (space.door.perform(BeginVisit(may_tell=True), in_visit(space, "2", key="k")) for _ in range(2))
    assert first == again
    assert first.choice == receipt


def test_each_receipt_leads_to_its_own_choice(space: Space) -> None:
    """All kept at the same instant, on a clock that stands still; the last one counts."""
    hearts = keeps(space, replace(REFUSAL, organs=frozenset({Organ.HEART})))
    livers = keeps(space, replace(REFUSAL, organs=frozenset({Organ.LIVER})))
    taken_back = keeps(space, WITHDRAWAL)
    heard = [space.door.perform(HearReceipt(number=each.number), in_visit(space, "1")) for each in (hearts, livers)]
    assert [each.choice.organs for each in heard if each.choice] == [{Organ.HEART}, {Organ.LIVER}]
    assert [each.counts for each in heard] == [False, False]
    assert space.door.perform(HearReceipt(number=taken_back.number), in_visit(space, "1")).counts


def test_a_receipt_that_names_nothing_known_is_heard_without_its_choice(space: Space) -> None:
    """An older program restored, a newer choice: that it is kept is still told."""
    her, receipt = space.people["odette"], keeps(space)
    with space.store.begin(her) as records:
        records.receipts.add(her, replace(receipt, number="111111", subject="another-act:1"))
    heard = space.door.perform(HearReceipt(number="111111"), in_visit(space, "1"))
    assert (heard.choice, heard.counts) == (None, False)


def test_the_list_holds_the_last_nine_newest_first(space: Space) -> None:
    """No more than can be listened to."""
    given = [keeps(space) for _ in range(MOST + 2)]
    listed = space.door.perform(ListReceipts(), in_visit(space, "1")).receipts
    assert listed == tuple(given[: -MOST - 1 : -1])


def test_anothers_receipt_is_refused_as_nobodys(space: Space) -> None:
    """The same words, the same trace."""
    number = keeps(space).number
    marcel = as_patient(space.people["marcel"], channel=Channel.PHONE)
    for typed in (number, "000000" if number != "000000" else "000001"):
        with pytest.raises(Refusal) as refusal:
            space.door.perform(HearReceipt(number=typed), marcel)
        assert refusal.value.key == "receipt-not-yours"
