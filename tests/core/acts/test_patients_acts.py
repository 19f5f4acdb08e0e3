"""What a person may do in their own space: read, state a choice, have a receipt."""

from datetime import timedelta

import pytest

from core.acts.list_documents import ListDocuments
from core.acts.read_document import ReadDocument
from core.acts.read_organ_donation import ReadOrganDonation
from core.acts.record_receipt_given import RecordReceiptGiven
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.identifiers import DocumentId
from core.domain.organ_donation import Organ, Position, Purpose
from core.domain.receipts import PaperOutcome, ReceiptKind
from core.domain.refusals import Refusal
from service.clock import SettableClock
from tests.conftest import Space
from tests.people import as_patient


def test_a_document_opened_is_no_longer_new(space: Space) -> None:
    """And only that one."""
    odette = as_patient(space.people["odette"])
    newest, *others = space.door.perform(ListDocuments(), odette).documents
    reading = space.door.perform(ReadDocument(document_id=newest.document_id), odette)
    assert reading.document.title == "Analyse de sang"
    assert [line.is_new for line in space.door.perform(ListDocuments(), odette).documents] == [
        False,
        *(line.is_new for line in others),
    ]


def test_another_persons_document_does_not_exist_for_me(space: Space) -> None:
    """Hers and an invented one get the same refusal."""
    hers = space.door.perform(ListDocuments(), as_patient(space.people["odette"])).documents[0].document_id
    for document_id in (hers, DocumentId("invented")):
        with pytest.raises(Refusal) as refusal:
            space.door.perform(ReadDocument(document_id=document_id), as_patient(space.people["marcel"]))
        assert refusal.value.key == "document-not-found"


def test_nothing_said_is_neither_yes_nor_no(space: Space) -> None:
    """R111: no choice is held, and there is nothing to take back."""
    odette = as_patient(space.people["odette"])
    record = space.door.perform(ReadOrganDonation(), odette)
    assert (record.choice, record.holds_refusal, record.age) == (None, False, 84)
    with pytest.raises(Refusal) as refusal:
        space.door.perform(StateOrganDonationChoice(position=Position.WITHDRAWN), odette)
    assert refusal.value.key == "organ-donation-nothing-to-withdraw"


def test_a_partial_refusal_is_kept_with_its_receipt(space: Space, clock: SettableClock) -> None:
    """Exactly what was named; the receipt carries the hash of the act's leaf and no health word."""
    odette = as_patient(space.people["odette"])
    asked = StateOrganDonationChoice(
        position=Position.REFUSAL,
        organs=frozenset({Organ.KIDNEYS, Organ.CORNEAS}),
        purposes=frozenset({Purpose.RESEARCH}),
    )
    stated = space.door.perform(asked, odette)
    assert (stated.choice.organs, stated.choice.purposes) == (asked.organs, asked.purposes)
    assert stated.choice.stated_at == stated.receipt.at == clock.now()
    assert stated.receipt.kind is ReceiptKind.CHOICE_KEPT
    assert stated.receipt.leaf_hash == space.leaves()[-1].digest().hex()
    assert stated.receipt.square().isascii()
    assert space.door.perform(ReadOrganDonation(), odette).choice == stated.choice


def test_a_refusal_is_taken_back_as_easily(space: Space, clock: SettableClock) -> None:
    """The latest statement counts (R118); taking back twice is refused."""
    odette = as_patient(space.people["odette"])
    space.door.perform(StateOrganDonationChoice(position=Position.REFUSAL), odette)
    clock.advance(timedelta(days=1))
    space.door.perform(StateOrganDonationChoice(position=Position.WITHDRAWN), odette)
    assert not space.door.perform(ReadOrganDonation(), odette).holds_refusal
    with pytest.raises(Refusal):
        space.door.perform(StateOrganDonationChoice(position=Position.WITHDRAWN), odette)


def test_a_minor_past_thirteen_may_refuse_a_child_may_not(space: Space, clock: SettableClock) -> None:
    """Léa is 15 today; two and a half years ago she was 12 (R115)."""
    lea = as_patient(space.people["lea"])
    assert space.door.perform(ReadOrganDonation(), lea).age == 15
    refuse = StateOrganDonationChoice(position=Position.REFUSAL)
    space.door.perform(refuse, lea)
    clock.advance(timedelta(days=-900))
    with pytest.raises(Refusal) as refusal:
        space.door.perform(refuse, lea)
    assert refusal.value.key == "organ-donation-too-young"


@pytest.mark.parametrize("paper", list(PaperOutcome))
def test_what_became_of_the_paper_is_noted(space: Space, paper: PaperOutcome) -> None:
    """Whatever it is; the choice stays kept."""
    odette = as_patient(space.people["odette"])
    receipt = space.door.perform(StateOrganDonationChoice(position=Position.REFUSAL), odette).receipt
    assert space.door.perform(RecordReceiptGiven(number=receipt.number, paper=paper), odette).outcome is paper
    assert space.door.perform(ReadOrganDonation(), odette).holds_refusal


def test_a_receipt_of_somebody_else_cannot_be_noted(space: Space) -> None:
    """A terminal that mixes people up is a bug, and is traced as one."""
    receipt = space.door.perform(
        StateOrganDonationChoice(position=Position.REFUSAL), as_patient(space.people["odette"])
    ).receipt
    noted = RecordReceiptGiven(number=receipt.number, paper=PaperOutcome.PRINTED)
    with pytest.raises(KeyError):
        space.door.perform(noted, as_patient(space.people["marcel"]))
    assert space.leaves()[-1].reason == "KeyError"
