"""Clients of a store whose database comes and goes: each asks until it is answered, and keeps what it was told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event, Thread

from core.acts.file_document import Filed
from core.acts.perform import Door
from core.acts.read_organ_donation import OrganDonationRecord, ReadOrganDonation
from core.acts.request import Context, Request
from core.acts.state_organ_donation_choice import Stated, StateOrganDonationChoice
from core.domain.identifiers import PatientId, VisitId
from core.domain.organ_donation import Position
from core.domain.receipts import Receipt
from core.ports import Records, Remembered, TransactionLostError, UnitOfWork
from tests.people import as_operator, as_patient, filing

ASKS_AGAIN_AFTER_S = 0.02


class _Noticing(Remembered):
    """Notes each outcome that was there already."""

    def __init__(self, remembered: Remembered, found: list[str]) -> None:
        self._remembered = remembered
        self._found = found

    def find(self, principal: PatientId | None, key: str, digest: str, outcome: type) -> object:
        known = self._remembered.find(principal, key, digest, outcome)
        if known is not None:
            self._found.append(key)
        return known

    def keep(self, principal: PatientId | None, key: str, digest: str, outcome: object) -> None:
        self._remembered.keep(principal, key, digest, outcome)


@dataclass
class WatchedStore(UnitOfWork):
    """A store, and what the door is told of its transactions: threads may share it."""

    store: UnitOfWork
    lost: list[str] = field(default_factory=list)
    """A reason for each transaction that was lost."""
    found: list[str] = field(default_factory=list)
    """The key of each request whose work was committed already."""

    @contextmanager
    def begin(self, patient_id: PatientId | None = None) -> Iterator[Records]:
        try:
            with self.store.begin(patient_id) as records:
                records.remembered = _Noticing(records.remembered, self.found)
                yield records
        except TransactionLostError as lost:
            self.lost.append(str(lost))
            raise


@dataclass
class Client:
    """Somebody with one person's acts to do, one after the other, and their own record of every answer."""

    name: str
    door: Door
    patient_id: PatientId
    receipts: list[Receipt] = field(default_factory=list)
    filed: dict[str, bytes] = field(default_factory=dict)
    """What each filed document was made of."""
    looks: int = 0
    fault: Exception | None = None
    """What no client should ever be told."""

    @property
    def answers(self) -> int:
        """How often it was answered."""
        return len(self.receipts) + len(self.filed) + self.looks

    def work(self, stop: Event) -> None:
        """Go on until told to stop; what was asked by then is asked until it is answered."""
        number = 0
        try:
            while not stop.is_set():
                self._do(number)
                number += 1
        except Exception as fault:  # noqa: BLE001 - kept for the test, which is in another thread
            self.fault = fault

    def _do(self, number: int) -> None:
        key = f"{self.name}-{number}"
        original = f"{key}.".encode() * 200
        mine = as_patient(self.patient_id, key=key)
        match number % 3:
            case 0:
                answer = self._ask(StateOrganDonationChoice(position=Position.REFUSAL), mine)
            case 1:
                answer = self._ask(filing(original=original, title=key), as_operator(self.patient_id, key=key))
            case _:
                answer = self._ask(ReadOrganDonation(), mine)
        match answer:
            case Stated(receipt=receipt):
                self.receipts.append(receipt)
            case Filed(document_id=document_id):
                self.filed[document_id] = original
            case OrganDonationRecord():
                self.looks += 1

    def _ask(self, request: Request, context: Context) -> object:
        """The same request under the same key, until there is an answer."""
        asked = replace(context, visit_id=VisitId(self.name))
        while True:
            try:
                return self.door.perform(request, asked)
            except TransactionLostError:
                Event().wait(ASKS_AGAIN_AFTER_S)


@contextmanager
def at_work(clients: list[Client]) -> Iterator[None]:
    """All of them, each in a thread, for as long as the block lasts and until they have their answers."""
    stop = Event()
    threads = [Thread(target=client.work, args=(stop,), name=client.name) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
