"""The store of a site, whichever its engine: one transaction at a time for each person. Knows no act."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from core.domain.identifiers import PatientId
from core.ports import Records, TransactionLostError, UnitOfWork
from core.storage.audit import StoredAuditLog
from core.storage.calls import StoredCallBacks, StoredCallSteps
from core.storage.credentials import StoredCredentials
from core.storage.database import Database
from core.storage.devices import StoredDevices
from core.storage.documents import StoredDocuments
from core.storage.erasures import record_erasure
from core.storage.last_visits import StoredLastVisits
from core.storage.organ_donation import StoredOrganDonation
from core.storage.outbox import StoredOutbox
from core.storage.patients import StoredPatients
from core.storage.quarantine import StoredQuarantine
from core.storage.receipts import StoredReceipts
from core.storage.remembered import StoredRemembered
from core.storage.transaction import Transaction
from core.storage.vault import Vault

_BUGS = (IntegrityError, DataError, ProgrammingError)
"""A statement that can't be carried out, today or tomorrow: not to be tried again, nor told as a loss."""


class StoredRecords:
    """Everything one transaction may read and change."""

    def __init__(self, transaction: Transaction) -> None:
        self.patients = StoredPatients(transaction)
        self.documents = StoredDocuments(transaction)
        self.quarantine = StoredQuarantine(transaction)
        self.organ_donation = StoredOrganDonation(transaction)
        self.credentials = StoredCredentials(transaction)
        self.receipts = StoredReceipts(transaction)
        self.last_visits = StoredLastVisits(transaction)
        self.audit = StoredAuditLog(transaction)
        self.remembered = StoredRemembered(transaction)
        self.outbox = StoredOutbox(transaction)
        self.devices = StoredDevices(transaction)
        self.call_backs = StoredCallBacks(transaction)
        self.call_steps = StoredCallSteps(transaction)


class Store(UnitOfWork):
    """The records of a site; threads may share it."""

    def __init__(self, database: Database, vault: Vault, keys: Path) -> None:
        self.database = database
        self.vault = vault
        self.keys = keys
        """Folder of the key files, and of the list of those who were erased."""
        self._open_here = threading.local()

    @contextmanager
    def begin(self, patient_id: PatientId | None = None) -> Iterator[Records]:
        """Open a transaction: commits when the block ends, rolls back when it raises. One commit, one sync.

        Raises RuntimeError when the same thread has one open: an act inside an act is a bug, not a wait.
        """
        with self.transaction(patient_id) as transaction:
            yield StoredRecords(transaction)

    @contextmanager
    def transaction(self, patient_id: PatientId | None = None) -> Iterator[Transaction]:
        """The same, for the parts of the store that see below the repositories."""
        if getattr(self._open_here, "is_open", False):
            raise RuntimeError("a transaction is open in this thread")
        self._open_here.is_open = True
        try:
            with self.database.turn():
                yield from self._run(patient_id)
        except (DBAPIError, PoolTimeoutError) as error:
            if isinstance(error, _BUGS):
                raise
            raise TransactionLostError(type(error).__name__) from error
        finally:
            self._open_here.is_open = False

    def _run(self, patient_id: PatientId | None) -> Iterator[Transaction]:
        with self.database.engine.begin() as connection:
            self.database.start(connection, patient_id)
            transaction = Transaction(connection, self.database, self.vault, patient_id)
            try:
                yield transaction
                transaction.finish()
                for each in transaction.erased:
                    record_erasure(self.keys, each)
            except BaseException:
                transaction.forget_new_blobs()
                raise
            transaction.end()  # what was kept outside stays: it may be committed, whatever this raises
        self.database.confirmed(transaction.last_leaf)
        if transaction.erased:
            self.database.forget_deleted()

    def close(self) -> None:
        """Write everything back and let another process take the folder."""
        self.database.close()
        self.vault.wrapping.close()
