"""Goes everywhere a journey can lead, with outcomes made up by a small world. Finds steps, answers and dead ends."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from core.acts.begin_visit import BeginVisit, Recalled
from core.acts.hear_receipt import HeardReceipt, HearReceipt
from core.acts.list_documents import DocumentList, ListDocuments
from core.acts.list_receipts import ListReceipts, ReceiptList
from core.acts.prove_identity import CodeLine, PickCodeLine, Proof, ProofStatus, ProveIdentity
from core.acts.read_document import ReadDocument
from core.acts.read_organ_donation import OrganDonationRecord, ReadOrganDonation
from core.acts.record_receipt_given import Noted, RecordReceiptGiven
from core.acts.request import Ask
from core.acts.request_call_back import CallBackNoted, RequestCallBack
from core.acts.state_organ_donation_choice import Stated, StateOrganDonationChoice
from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.domain.documents import Author, Category, DocumentKind, HealthDocument, Paragraph, Reading
from core.domain.identifiers import DocumentId, PatientId, VisitId
from core.domain.last_visits import LastVisit, VisitEnd
from core.domain.organ_donation import OrganDonationChoice, Position
from core.domain.patients import Patient
from core.domain.receipts import PaperOutcome, Receipt, ReceiptKind
from core.domain.refusals import Refusal
from core.journeys.asking_person import Asking, LookAtCaller, ask_for_person, make_up_for_trouble, take_up_again
from core.journeys.discretion import SpeakDiscreetly
from core.journeys.questions import Journey, done
from core.journeys.served import LookForSheets
from core.journeys.steps import (
    CardPerson,
    CardTrouble,
    Choose,
    Confirm,
    Done,
    Enter,
    EntryKind,
    GivePaper,
    PickSeveral,
    PresentCard,
    PresentedCard,
    Read,
    ShownStep,
    Sign,
    Tell,
)
from core.journeys.walker import Walk
from core.texts.facts import Phrase

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
PATIENT = Patient(patient_id=PatientId("odette"), identity=ODETTE.identity)
CARD = CardPerson(nir=ODETTE.nir, birth_date=ODETTE.birth_date)
SECRETS = {
    "111111": ProofStatus.PROVED,
    "000000": ProofStatus.NOT_PROVED,
    "222222": ProofStatus.MUST_WAIT,
    "333333": ProofStatus.CLOSED,
}
"""What a code comes to in this world."""
CROWDED = "444444"
"""A code that is never looked at: too many people come at once."""

KIND = DocumentKind(type_code="11502-2", label="Analyse", class_code="10", category=Category.BIOLOGY)
BLOOD_TEST = HealthDocument(
    document_id=DocumentId("blood-test"),
    kind=KIND,
    title="Analyse de sang",
    author=Author(organisation="laboratoire des Tilleuls"),
    written_on=date(2026, 11, 14),
    filed_at=NOW,
)
UNSIGNED = replace(BLOOD_TEST, document_id=DocumentId("unsigned"), author=Author(), is_new=False)
REFUSAL = OrganDonationChoice(position=Position.REFUSAL, stated_at=NOW)


@dataclass(frozen=True)
class World:
    """What is true of somebody, and what the core answers."""

    documents: tuple[HealthDocument, ...] = (BLOOD_TEST, UNSIGNED)
    choice: OrganDonationChoice | None = None
    age: int = 84
    refused: str = ""
    """The key of the refusal that every act answers with; none when empty."""
    has_sheets: bool = False
    receipts: tuple[Receipt, ...] = ()
    recalled: Recalled = field(default_factory=lambda: Recalled(last=None, at=NOW))
    asked: list[Ask[Any]] = field(default_factory=list)

    def __call__(self, ask: Ask[Any]) -> Any:
        """Carry out what a journey asks for."""
        self.asked.append(ask)
        match ask:
            case ProveIdentity() | PickCodeLine():
                return self._identify(ask)
            case SpeakDiscreetly():
                return None
            case BeginVisit():
                return self.recalled
            case LookForSheets() | LookAtCaller():
                return self.has_sheets if isinstance(ask, LookForSheets) else "21"
            case RecordReceiptGiven():
                return Noted(outcome=ask.paper)
            case _:
                return self._serve(ask)

    def _identify(self, ask: ProveIdentity | PickCodeLine) -> Proof | CodeLine:
        if isinstance(ask, PickCodeLine):
            return CodeLine(line=7)
        if ask.secret == CROWDED:
            raise Refusal("too-many-at-once")
        status = SECRETS[ask.secret]
        patient = PATIENT if status is ProofStatus.PROVED else None
        return Proof(status=status, patient=patient, tries_left=7, wait=timedelta(seconds=15))

    def _serve(self, ask: Ask[Any]) -> Any:  # noqa: C901, PLR0911 - one line an act
        if self.refused:
            raise Refusal(self.refused)
        match ask:
            case ListDocuments():
                return DocumentList(documents=self.documents)
            case ReadDocument():
                return Reading(document=BLOOD_TEST, blocks=(Paragraph(text="Rien à signaler."),))
            case ReadOrganDonation():
                return OrganDonationRecord(choice=self.choice, age=self.age)
            case ListReceipts():
                return ReceiptList(receipts=self.receipts)
            case HearReceipt():
                if not self.receipts:
                    raise Refusal("receipt-not-yours")
                return HeardReceipt(receipt=self.receipts[0], choice=self.choice, counts=self.choice == REFUSAL)
            case RequestCallBack():
                return CallBackNoted(is_new=True)
            case StateOrganDonationChoice():
                return Stated(choice=_choice(ask), receipt=_receipt())
            case _:
                pass
        raise AssertionError(type(ask).__name__)


def _choice(ask: StateOrganDonationChoice) -> OrganDonationChoice:
    return OrganDonationChoice(position=ask.position, organs=ask.organs, purposes=ask.purposes, stated_at=NOW)


def _receipt() -> Receipt:
    return Receipt(
        number="472183", kind=ReceiptKind.CHOICE_KEPT, at=NOW, place="Pharmacie des Tilleuls", leaf_hash="00"
    )


RECEIPT = _receipt()
CUT_CALL = LastVisit(visit=VisitId("before"), began_at=NOW, channel=Channel.PHONE, place="telephone")
WORLDS = (
    World(),
    World(documents=(), choice=REFUSAL),
    World(choice=replace(REFUSAL, position=Position.WITHDRAWN)),
    World(choice=REFUSAL, has_sheets=True, receipts=(RECEIPT,)),
    World(choice=replace(REFUSAL, position=Position.WITHDRAWN), receipts=(RECEIPT, replace(RECEIPT, number="000000"))),
    World(receipts=(RECEIPT,), recalled=Recalled(last=replace(CUT_CALL, end=VisitEnd.ENDED), at=NOW)),
    World(recalled=Recalled(last=replace(CUT_CALL, channel=Channel.KIOSK), at=NOW)),
    World(recalled=Recalled(last=replace(CUT_CALL, end=VisitEnd.STOPPED), at=NOW)),
    World(recalled=Recalled(last=CUT_CALL, at=NOW)),
    World(choice=REFUSAL, receipts=(RECEIPT,), recalled=Recalled(last=CUT_CALL, choice=RECEIPT, at=NOW)),
    World(receipts=(RECEIPT,), recalled=Recalled(last=CUT_CALL, choice=RECEIPT, at=NOW + timedelta(days=2))),
    World(age=15),
    World(age=12),
    World(refused="space-not-open"),
    World(refused="not-permitted"),
    World(refused="document-not-found"),
    World(refused="already-answered"),
    World(refused="receipt-not-yours"),
    World(refused="organ-donation-nothing-to-withdraw"),
)
TOO_MANY_CALL_BACKS = World(refused="call-back-too-many")


def asking_while_open() -> Journey[None]:
    """Somebody answers, and there is a topic."""
    yield from ask_for_person(Asking(is_answered=True, topic="Vos documents"))


def asking_while_closed() -> Journey[None]:
    """Nobody answers."""
    yield from _comes_back(ask_for_person(Asking(is_answered=False, topic="Vos documents")))


def rang_in_vain() -> Journey[None]:
    """Somebody should have answered."""
    yield from _comes_back(take_up_again())


def _comes_back(aside: Journey[None]) -> Journey[None]:
    yield from aside
    yield from done("goodbye")


SIDE_CONVERSATIONS = (asking_while_open, asking_while_closed, rang_in_vain, make_up_for_trouble)
"""What is walked beside the journeys, by telephone."""


def answers_to(step: ShownStep) -> list[Any]:  # noqa: C901, PLR0911 - one line a kind
    """Everything worth answering."""
    match step:
        case Tell():
            return [None]
        case Choose() | Read():
            return [option.value for option in step.options]
        case PickSeveral():
            values = [option.value for option in step.options]
            return [frozenset(values[:1]), frozenset(values[1:3]), frozenset(values)]
        case Enter():
            return [*_typed(step), *(option.value for option in step.options)]
        case Confirm():
            return [True, False]
        case PresentCard():
            cards = [PresentedCard(people=people) for people in ((CARD,), (CARD, CARD), ())]
            return [*cards, *CardTrouble, *(option.value for option in step.options)]
        case Sign():
            return ["1" * step.length]
        case GivePaper():
            return list(PaperOutcome)
        case Done():
            return []


def _typed(step: Enter) -> list[Any]:
    if step.kind is EntryKind.DATE:
        return [ODETTE.birth_date, date(1900, 1, 1)]
    if step.kind is EntryKind.SECRET and step.length == len(next(iter(SECRETS))):
        return [*SECRETS, CROWDED]
    numbers = ["0612345678", "0899123456"] if step.key == "call-back-typed" else []
    return [*numbers, "1" * step.length]


@dataclass(frozen=True)
class Meeting:
    """A step, and the answers that led to it."""

    step: ShownStep
    path: tuple[Any, ...] = field(repr=False)


Where = tuple[tuple[object, ...], ...]


def explore(journey: Callable[[], Journey[None]], world: World) -> Iterator[Meeting]:
    """Every step that can be met; two ways to a place are the same when their last three steps are."""
    seen: set[Where] = set()
    paths: deque[tuple[tuple[Any, ...], Where]] = deque([((), ())])
    while paths:
        path, before = paths.popleft()
        walk = _walk_along(journey, world, path)
        here = (*before[-2:], _signature(walk.step))
        if here in seen:
            continue
        seen.add(here)
        yield Meeting(walk.step, path)
        paths.extend(((*path, answer), here) for answer in answers_to(walk.step))


def _walk_along(journey: Callable[[], Journey[None]], world: World, path: tuple[Any, ...]) -> Walk:
    walk = Walk(journey, world)
    walk.start()
    for answer in path:
        walk.answer(answer)
    return walk


def _signature(step: ShownStep) -> tuple[object, ...]:
    told = tuple(
        fact.key if isinstance(fact, Phrase) else fact for fact in step.facts.values() if isinstance(fact, int | Phrase)
    )
    return (step.key, told, tuple(option.id for option in getattr(step, "options", ())))
