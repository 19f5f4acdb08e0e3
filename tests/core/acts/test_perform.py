"""The one door: once means once, nothing half-written, the trace before the content."""

from dataclasses import replace

import pytest

from core.acts.erase_space import EraseSpace
from core.acts.list_documents import ListDocuments
from core.acts.read_organ_donation import ReadOrganDonation
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.audit import Role
from core.domain.identifiers import PatientId, VisitId
from core.domain.organ_donation import Organ, Position
from core.domain.refusals import Refusal
from tests.conftest import Space
from tests.people import as_operator, as_patient

REFUSE = StateOrganDonationChoice(position=Position.REFUSAL, organs=frozenset({Organ.KIDNEYS, Organ.CORNEAS}))


def test_the_same_key_gives_the_same_outcome_and_one_effect(space: Space) -> None:
    """The answer was lost on its way: asked again, the receipt's number is the same, and one leaf says it."""
    context, before = as_patient(space.people["odette"], key="confirm-1"), len(space.leaves())
    first, again = (space.door.perform(REFUSE, context) for _ in range(2))
    assert first == again
    assert len(space.leaves(since=before)) == 1


def test_another_key_is_another_act(space: Space) -> None:
    """Said twice on purpose, kept twice."""
    odette = space.people["odette"]
    first = space.door.perform(REFUSE, as_patient(odette, key="confirm-1"))
    second = space.door.perform(REFUSE, as_patient(odette, key="confirm-2"))
    assert first.receipt.number != second.receipt.number


def test_the_same_key_in_another_visit_is_another_act(space: Space) -> None:
    """Keys are counted anew in each visit; they never reach another person's outcome."""
    first = space.door.perform(REFUSE, as_patient(space.people["odette"], key="1"))
    theirs = replace(as_patient(space.people["marcel"], key="1"), visit_id=VisitId("visit-2"))
    assert space.door.perform(REFUSE, theirs).receipt.number != first.receipt.number


def test_a_key_that_answered_something_else_is_refused(space: Space) -> None:
    """Another request under a used key changes nothing, and leaves its leaf."""
    context, before = as_patient(space.people["odette"], key="confirm-1"), len(space.leaves())
    space.door.perform(REFUSE, context)
    with pytest.raises(Refusal, match="already-answered"):
        space.door.perform(StateOrganDonationChoice(position=Position.WITHDRAWN), context)
    record = space.door.perform(ReadOrganDonation(), as_patient(space.people["odette"]))
    assert record.holds_refusal
    assert [leaf.reason for leaf in space.leaves(since=before)] == ["", "already-answered", ""]


def test_an_answer_is_told_again_to_who_got_it_only(space: Space) -> None:
    """Somebody else who knows the key of her visit is told no, with a leaf; and so is a stranger."""
    hers, before = as_patient(space.people["odette"], key="confirm-1"), len(space.leaves())
    space.door.perform(REFUSE, hers)
    for other in (
        replace(hers, actor_id=space.people["marcel"]),
        replace(hers, role=Role.STRANGER, actor_id=None),
    ):
        with pytest.raises(Refusal, match="not-permitted"):
            space.door.perform(REFUSE, other)
    assert [leaf.outcome.value for leaf in space.leaves(since=before)] == ["done", "refused", "refused"]


def test_a_key_of_one_person_answers_for_no_other(space: Space) -> None:
    """An answer that outlives its person is the site's: asked for another under the same key, it is done for them."""
    for name in ("odette", "marcel"):
        space.door.perform(EraseSpace(), as_operator(space.people[name], key="1"))
    with space.store.begin() as records:
        for name in ("odette", "marcel"):
            with pytest.raises(KeyError):
                records.patients.account_state(space.people[name])


def test_reading_again_is_looking_again(space: Space) -> None:
    """A key does not hide a second look."""
    context, before = as_patient(space.people["odette"], key="list"), len(space.leaves())
    for _ in range(2):
        space.door.perform(ListDocuments(), context)
    assert len(space.leaves(since=before)) == 2


def test_a_refusal_is_not_remembered(space: Space) -> None:
    """Refused once, it may be done under the same key when it has become possible."""
    context = as_patient(space.people["odette"], key="withdraw")
    withdraw = StateOrganDonationChoice(position=Position.WITHDRAWN)
    with pytest.raises(Refusal):
        space.door.perform(withdraw, context)
    space.door.perform(REFUSE, as_patient(space.people["odette"]))
    assert space.door.perform(withdraw, context).choice.position is Position.WITHDRAWN


def test_somebody_elses_space_is_refused(space: Space) -> None:
    """A patient acts on their own space only, whatever the terminal asks."""
    context = replace(as_patient(space.people["marcel"]), actor_id=space.people["odette"])
    with pytest.raises(Refusal) as refusal:
        space.door.perform(ListDocuments(), context)
    assert refusal.value.key == "not-permitted"


def test_an_unknown_person_is_a_bug_that_leaves_a_leaf(space: Space) -> None:
    """Nobody sends such an identifier by accident."""
    before = len(space.leaves())
    with pytest.raises(KeyError):
        space.door.perform(ListDocuments(), as_patient(PatientId("nobody")))
    assert [leaf.reason for leaf in space.leaves(since=before)] == ["KeyError"]


def test_a_leaf_names_nobody(space: Space) -> None:
    """Pseudonyms only, the same from one act to the next, so that a person's looks can be found by the site."""
    odette, before = space.people["odette"], len(space.leaves())
    space.door.perform(ListDocuments(), as_patient(odette))
    space.door.perform(REFUSE, as_patient(odette))
    first, second = space.leaves(since=before)
    assert first.actor == first.patient == second.patient == space.keys.pseudonym(odette)
    assert odette not in repr([vars(first), vars(second)])
    assert first.commitment != second.commitment
