"""What a visit leaves in the trace and in memory: refusals, faults and ends, seen from the journey's side."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from core.acts.list_documents import ListDocuments
from core.acts.perform import Door
from core.acts.read_document import ReadDocument
from core.acts.request import Context, Request
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.demo.people import ODETTE
from core.domain.audit import Channel, OutcomeClass
from core.domain.identifiers import DocumentId
from core.domain.organ_donation import Position
from core.domain.refusals import Refusal
from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.questions import Journey, do, tell
from core.journeys.steps import PresentedCard
from core.journeys.visit import Terminal, Visit, VisitStoppedError
from core.storage.secret_hasher import Argon2Hasher
from tests.conftest import Space
from tests.journeys.walks import card_of

KIOSK = Terminal(channel=Channel.KIOSK, place="Pharmacie des Tilleuls")


def asks(request: Request[Any]) -> Callable[[], Journey[None]]:
    """A journey that asks for one thing and tells the refusal."""

    def journey() -> Journey[None]:
        try:
            yield from do(request)
        except Refusal as refusal:
            yield from tell(refusal.key)
        yield from tell("main-menu")

    return journey


def visit_of(space: Space, request: Request[Any], name: str = "odette") -> Visit:
    """Somebody proved, about to ask."""
    visit = Visit(KIOSK, asks(request), space.door, space.hasher)
    with space.store.begin() as records:
        visit.patient = records.patients.get(space.people[name])
    return visit


@pytest.mark.parametrize(
    ("request_", "key"),
    [
        (ReadDocument(document_id=DocumentId("nobody's")), "document-not-found"),
        (StateOrganDonationChoice(position=Position.WITHDRAWN), "organ-donation-nothing-to-withdraw"),
    ],
)
def test_a_refusal_met_in_a_visit_leaves_one_leaf(space: Space, request_: Request[Any], key: str) -> None:
    """Refused, with the key that was told; going back asks nothing again."""
    before = len(space.leaves())
    visit = visit_of(space, request_)
    assert visit.start().key == key
    visit.answer(None)
    visit.back()
    (leaf,) = space.leaves(since=before)
    assert (leaf.act, leaf.outcome, leaf.reason) == (request_.entry.name, OutcomeClass.REFUSED, key)
    assert leaf.visit == visit.visit_id


def test_a_fault_met_in_a_visit_leaves_one_leaf_without_its_words(space: Space) -> None:
    """A bug whose message holds a name: the trace has its kind alone, pseudonyms, and nobody's name or number."""

    class Breaks(ListDocuments):
        def carry_out(self, scene: Any) -> Any:
            super().carry_out(scene)
            raise LookupError(ODETTE.shown_name)

    before = len(space.leaves())
    with pytest.raises(LookupError):
        visit_of(space, Breaks()).start()
    (leaf,) = space.leaves(since=before)
    assert (leaf.outcome, leaf.reason) == (OutcomeClass.FAILED, "LookupError")
    written = repr(vars(leaf))
    identity = ODETTE.identity
    for mark in (identity.birth_name, *identity.first_names, identity.nir.number, space.people["odette"]):
        assert mark not in written


def test_a_machine_that_dies_between_effect_and_commit_leaves_nothing(space: Space) -> None:
    """What no handler sees: neither choice, nor receipt, nor leaf."""

    class Dies(StateOrganDonationChoice):
        def carry_out(self, scene: Any) -> Any:
            super().carry_out(scene)
            raise KeyboardInterrupt

    before = len(space.leaves())
    with pytest.raises(KeyboardInterrupt):
        visit_of(space, Dies(position=Position.REFUSAL)).start()
    assert len(space.leaves()) == before
    with space.store.begin() as records:
        assert records.organ_donation.latest(space.people["odette"]) is None


def test_a_visit_ended_while_an_answer_is_worked_on_forgets_the_person(space: Space) -> None:
    """A call cut short: the act that runs comes back first, then everything of the visit is gone."""
    begun, may_end = threading.Event(), threading.Event()

    class Slow(Argon2Hasher):
        def verify(self, kept: str, secret: str) -> bool:
            begun.set()
            assert may_end.wait(20)
            return super().verify(kept, secret)

    visit = Visit(KIOSK, kiosk_visit, space.door, Slow())
    visit.start()
    visit.answer(PresentedCard(people=(card_of(ODETTE),)))

    def answer() -> None:
        # What the journey would ask for next is not done any more.
        with suppress(VisitStoppedError):
            visit.answer(ODETTE.secret)

    answering = threading.Thread(target=answer)
    answering.start()
    assert begun.wait(20)
    ending = threading.Thread(target=visit.end)
    visit.stop()
    ending.start()
    may_end.set()
    answering.join(20)
    ending.join(20)
    assert visit.patient is None
    assert visit.is_over


def test_a_door_is_the_only_way_to_the_records(space: Space) -> None:
    """A visit carries its own role: before proof, what is asked about somebody is refused, and traced."""
    seen: list[Context] = []

    class Watched(Door):
        def perform(self, request: Any, context: Context) -> Any:
            seen.append(context)
            return super().perform(request, context)

    door = Watched(store=space.store, clock=space.clock, ids=space.door.ids, keys=space.keys)
    visit = Visit(KIOSK, asks(ListDocuments()), door, space.hasher)
    assert visit.start().key == "not-permitted"
    assert [(context.actor_id, context.patient_id) for context in seen] == [(None, None)]
    assert space.leaves()[-1].outcome is OutcomeClass.REFUSED
