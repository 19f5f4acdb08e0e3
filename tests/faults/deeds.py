"""What is done again and again while things break: a choice, a document filed, a look at the list; one person's.

Deeds are numbered. Each has its own minute and its own idempotency key, so that whatever is found in a store
afterwards says which deed it comes from. Knows no table: all goes through the door.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.acts.file_document import Filed
from core.acts.list_documents import DocumentList, ListDocuments
from core.acts.perform import Door
from core.acts.register_patient import RegisterPatient
from core.acts.request import Context, Request
from core.acts.state_organ_donation_choice import Stated, StateOrganDonationChoice
from core.domain.identifiers import PatientId
from core.domain.organ_donation import Organ, Position
from core.ports import Ids
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.unit_of_work import Store
from service.clock import SettableClock
from tests.people import as_operator, as_patient, filing, identity

DAWN = datetime(2026, 11, 23, tzinfo=UTC)
CHOICE, FILING, LOOK = "state-organ-donation-choice", "file-document", "list-documents"
ORIGINAL_BYTES = 9000
"""More than a page of the database, so that a document is several writes."""


@dataclass
class CountedChance(Ids):
    """Draws that are the same in every run, so that a run makes the same calls as the one that was counted."""

    drawn: int = 0

    def token(self) -> str:
        self.drawn += 1
        return f"{self.drawn * 0x9E3779B97F4A7C15 % 2**128:032x}"

    def digits(self, count: int) -> str:
        self.drawn += 1
        return f"{self.drawn * 7919 % 10**count:0{count}d}"


def act_of(number: int) -> str:
    """Which act an deed is."""
    return (CHOICE, FILING, LOOK)[number % 3]


def time_of(number: int) -> datetime:
    """When an deed is done."""
    return DAWN + timedelta(minutes=number)


def number_at(at: datetime) -> int:
    """Which deed was done then."""
    return round((at - DAWN) / timedelta(minutes=1))


def title_of(number: int) -> str:
    """What an deed's document is called."""
    return f"Analyse {number}"


def number_titled(title: str) -> int:
    """Which deed filed this document."""
    return int(title.removeprefix("Analyse "))


def original_of(number: int) -> bytes:
    """The bytes that a deed's document came in."""
    return f"{number:09d}".encode() * (ORIGINAL_BYTES // 9)


@dataclass(frozen=True)
class Counter:
    """Where deeds are done: a store open on its folder, the only person in it, and a clock."""

    store: Store
    door: Door
    clock: SettableClock
    patient_id: PatientId
    has_keys: bool = True
    """False: nothing tells the same deed asked again from another one; a control, to see things done twice."""

    def do(self, number: int) -> str:
        """Carry out a deed; asked again, it gives the same answer. Returns what the person is told."""
        self.clock.advance(time_of(number) - self.clock.now())
        request, context = self._asked(number)
        match self.door.perform(request, context):
            case Stated(receipt=receipt):
                return f"{receipt.number}/{receipt.leaf_hash}"
            case Filed(document_id=document_id):
                return document_id
            case DocumentList(documents=documents):
                return str(len(documents))
            case other:
                raise TypeError(type(other).__name__)

    def _asked(self, number: int) -> tuple[Request, Context]:
        key = f"deed-{number}" if self.has_keys else ""
        match act_of(number):
            case "state-organ-donation-choice":
                organ = tuple(Organ)[number // 3 % 7]
                choice = StateOrganDonationChoice(position=Position.REFUSAL, organs=frozenset({organ}))
                return choice, as_patient(self.patient_id, key=key)
            case "file-document":
                return filing(original=original_of(number), title=title_of(number)), as_operator(
                    self.patient_id, key=key
                )
            case _:
                return ListDocuments(), as_patient(self.patient_id)

    def close(self) -> None:
        self.store.close()


def open_counter(folder: Path, *, drawn: int = 0, has_keys: bool = True) -> Counter:
    """Open the store of a data folder, or make it, and find the person or register her.

    `drawn` keeps what is drawn apart from what was drawn when the folder was last open.
    """
    clock = SettableClock(DAWN - timedelta(minutes=1))
    store = open_store(folder)
    door = Door(store=store, clock=clock, ids=CountedChance(drawn), keys=open_keys(folder))
    with store.begin() as records:
        known = records.patients.find(identity().nir)
    patient_id = (
        known[0].patient_id if known else door.perform(RegisterPatient(identity=identity()), as_operator()).patient_id
    )
    return Counter(store, door, clock, patient_id, has_keys)


def make_folder(folder: Path, deeds: Iterable[int]) -> None:
    """A data folder in which these deeds were done, closed in order."""
    counter = open_counter(folder)
    for number in deeds:
        counter.do(number)
    counter.close()
