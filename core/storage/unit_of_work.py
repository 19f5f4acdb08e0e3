"""The store of the site: one encrypted file, one owner, one transaction at a time. Knows no act."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from core.ports import Records, UnitOfWork
from core.storage.audit import StoredAuditLog
from core.storage.credentials import StoredCredentials
from core.storage.documents import StoredDocuments
from core.storage.engine import Owner, open_engine
from core.storage.key_files import read_or_make_key
from core.storage.migrate import upgrade
from core.storage.organ_donation import StoredOrganDonation
from core.storage.patients import StoredPatients
from core.storage.quarantine import StoredQuarantine
from core.storage.receipts import StoredReceipts
from core.storage.remembered import StoredRemembered

STORE_FILE = "space.db"
KEY_FILE = "space.key"


class StoredRecords:
    """Everything one transaction may read and change."""

    def __init__(self, connection: Connection) -> None:
        self.patients = StoredPatients(connection)
        self.documents = StoredDocuments(connection)
        self.quarantine = StoredQuarantine(connection)
        self.organ_donation = StoredOrganDonation(connection)
        self.credentials = StoredCredentials(connection)
        self.receipts = StoredReceipts(connection)
        self.audit = StoredAuditLog(connection)
        self.remembered = StoredRemembered(connection)


class Store(UnitOfWork):
    """The records of a site in a data folder; threads may share it, and wait for each other."""

    def __init__(self, engine: Engine, owner: Owner) -> None:
        self._engine = engine
        self._owner = owner
        self._turn = threading.Lock()
        self._holder = 0

    @contextmanager
    def begin(self) -> Iterator[Records]:
        """Open a transaction: commits when the block ends, rolls back when it raises. One commit, one sync.

        Raises RuntimeError when the same thread has one open: an act inside an act is a bug, not a wait.
        """
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("a transaction is open in this thread")
        with self._turn:
            self._holder = me
            try:
                with self._engine.begin() as connection:
                    yield StoredRecords(connection)
            finally:
                self._holder = 0

    def close(self) -> None:
        """Write the log back into the file and let another process take the folder."""
        self._engine.dispose()
        self._owner.release()


def open_store(folder: Path) -> Store:
    """Open the store of a data folder, or make it at the first start; bring its schema up to date.

    Raises `StoreError`, and changes nothing, when another process has it, when its key is missing or wrong,
    when the file is damaged or newer than this program, or when SQLite is too old to be trusted.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = Owner(folder)
    try:
        path = folder / STORE_FILE
        key = read_or_make_key(folder / KEY_FILE, may_make=not path.exists())
        engine = open_engine(path, key)
        try:
            upgrade(engine)
        except BaseException:
            engine.dispose()
            raise
    except BaseException:
        owner.release()
        raise
    return Store(engine, owner)
