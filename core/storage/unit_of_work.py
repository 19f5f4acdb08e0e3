"""The store of a site, whichever its engine: one transaction at a time for each person. Knows no act."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from core.domain.identifiers import PatientId
from core.ports import Records, TransactionLostError, UnitOfWork
from core.storage.audit import StoredAuditLog
from core.storage.credentials import StoredCredentials
from core.storage.database import Database
from core.storage.documents import StoredDocuments
from core.storage.durable_files import sync_folder
from core.storage.engine import Embedded, Owner, look_at, open_engine, open_reader
from core.storage.envelope import SITE
from core.storage.erasures import record_erasure
from core.storage.errors import KeyWrappingError, StoreError
from core.storage.high_water import HighWater
from core.storage.key_files import read_or_make_key
from core.storage.migrate import upgrade
from core.storage.organ_donation import StoredOrganDonation
from core.storage.outbox import StoredOutbox
from core.storage.patients import StoredPatients
from core.storage.places import Places, check_versions, within
from core.storage.postgres import Fleet, check_roles, open_owner, open_postgres
from core.storage.quarantine import StoredQuarantine
from core.storage.receipts import StoredReceipts
from core.storage.remembered import StoredRemembered
from core.storage.tables import patient_keys
from core.storage.transaction import Transaction
from core.storage.vault import Vault

STORE_FILE = "space.db"
KEY_FILE = "space.key"
_LAST_LEAF = "SELECT coalesce(max(arrival), 0) FROM audit_leaves"


class StoredRecords:
    """Everything one transaction may read and change."""

    def __init__(self, transaction: Transaction) -> None:
        self.patients = StoredPatients(transaction)
        self.documents = StoredDocuments(transaction)
        self.quarantine = StoredQuarantine(transaction)
        self.organ_donation = StoredOrganDonation(transaction)
        self.credentials = StoredCredentials(transaction)
        self.receipts = StoredReceipts(transaction)
        self.audit = StoredAuditLog(transaction)
        self.remembered = StoredRemembered(transaction)
        self.outbox = StoredOutbox(transaction)


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
            if isinstance(error, IntegrityError):
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


def open_store(folder: Path, *, database: str = "", places: Places | None = None) -> Store:
    """Open the store of a data folder, or make it at the first start; bring its schema up to date.

    `database` is a PostgreSQL URL; without it the records are in the folder itself, in SQLCipher. `places` says where
    keys and blobs are, when they are elsewhere. Raises `StoreError`, and changes nothing, when another process has it,
    when a key is missing or wrong, when the file is damaged or newer than this program, or when the engine is too old
    to be trusted.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    places = places or within(folder)
    places.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = _open_fleet(database) if database else _open_embedded(folder, places.keys)
    try:
        return _with_keys(opened, places)
    except KeyWrappingError as error:
        opened.close()
        raise StoreError("a key is not the one that the store was written with: put it back from its backup") from error
    except BaseException:
        opened.close()
        raise


def _with_keys(opened: Database, places: Places) -> Store:
    in_use = key_versions(opened)
    vault = places.open_vault(may_make=not in_use)
    try:
        check_versions(vault.wrapping, in_use)
        store = Store(opened, vault, places.keys)
        with store.transaction(SITE) as transaction:
            if not transaction.knows(SITE):
                transaction.make_key(SITE)
    except BaseException:
        vault.wrapping.close()
        raise
    return store


def _open_embedded(folder: Path, keys: Path) -> Database:
    owner = Owner(folder)
    try:
        path = folder / STORE_FILE
        is_first_start = not path.exists()
        key = read_or_make_key(keys / KEY_FILE, may_make=is_first_start)
        if is_first_start:
            _make_file(path, key)
        mark = HighWater(folder)
        try:
            mark.check(look_at(path, key, _LAST_LEAF))
            engine = _open_file(path, key)
        except BaseException:
            mark.close()
            raise
    except BaseException:
        owner.release()
        raise
    return Embedded(engine, owner, mark, lambda: open_reader(path, key))


def _open_file(path: Path, key: bytes) -> Engine:
    engine = open_engine(path, key)
    try:
        upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _make_file(path: Path, key: bytes) -> None:
    """Make the database under another name, and give it its own once it is whole.

    A first start that is cut can then be started again: an empty file under the true name would look like one that
    lost everything, and be refused.
    """
    part = path.with_name(f"{path.name}.part")
    beside = [part.with_name(f"{part.name}{suffix}") for suffix in ("-wal", "-shm")]
    for left in (part, *beside):
        left.unlink(missing_ok=True)
    _open_file(part, key).dispose()
    if any(left.exists() for left in beside):
        raise StoreError(f"{path.name} could not be written: is the disk full, or failing?")
    part.replace(path)
    sync_folder(path.parent)


def _open_fleet(url: str) -> Database:
    check_roles(url)
    owner = open_owner(url)
    try:
        upgrade(owner)
    finally:
        owner.dispose()
    return Fleet(open_postgres(url), url)


def key_versions(database: Database) -> dict[int, int]:
    """How many people's keys are under each version of the key-encryption key; none before the first start."""
    counted = select(patient_keys.c.kek_version, func.count()).group_by(patient_keys.c.kek_version)
    with database.snapshot() as connection:
        return {int(version): int(count) for version, count in connection.execute(counted)}
