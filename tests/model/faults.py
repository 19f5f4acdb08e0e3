"""A store that fails as stores do: before, at or after a commit, with an answer or with the whole process lost."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

from core.domain.identifiers import PatientId
from core.ports import Records, TransactionLostError, UnitOfWork
from core.storage.unit_of_work import Store


class Fate(Enum):
    """What becomes of one transaction."""

    KEPT = "kept"
    NOT_BEGUN = "the store went away before it began"
    NOT_KEPT = "the store went away at its commit, which did not happen"
    ANSWER_LOST = "it is durable, and nobody was told"
    DIES_BEFORE_COMMIT = "the process dies before its commit"
    DIES_AFTER_COMMIT = "the process dies when it is durable, before anybody is told"


class ProcessDiesError(BaseException):
    """No code of the product goes on after this: nothing catches it."""


class FaultyStore(UnitOfWork):
    """The real store, whose next transactions have the fates that were planned; after these, all are kept."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kept = 0
        """Transactions that are durable, told or not, since the last plan."""
        self.met: list[Fate] = []
        self._planned: deque[Fate] = deque()

    def plan(self, fates: Sequence[Fate]) -> None:
        """From the next transaction on."""
        self._planned = deque(fates)
        self.kept, self.met = 0, []

    @contextmanager
    def begin(self, patient_id: PatientId | None = None) -> Iterator[Records]:
        """One transaction, and its fate."""
        fate = self._planned.popleft() if self._planned else Fate.KEPT
        self.met.append(fate)
        if fate is Fate.NOT_BEGUN:
            raise TransactionLostError(fate.value)
        with self.store.begin(patient_id) as records:
            yield records
            if fate is Fate.NOT_KEPT:
                raise TransactionLostError(fate.value)
            if fate is Fate.DIES_BEFORE_COMMIT:
                raise ProcessDiesError
        self.kept += 1
        if fate is Fate.ANSWER_LOST:
            raise TransactionLostError(fate.value)
        if fate is Fate.DIES_AFTER_COMMIT:
            raise ProcessDiesError
