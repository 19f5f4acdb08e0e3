"""One transaction: its connection, whom it may see, and the keys of the people it touches. Knows no act."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Select, Table, bindparam, exists, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from core.domain.identifiers import PatientId
from core.storage.database import Database, Write
from core.storage.envelope import PersonKey, new_key
from core.storage.errors import BlobsError
from core.storage.statements import Rows
from core.storage.tables import audit_leaves, patient_keys
from core.storage.vault import Vault, WrappedKey

KEY_ENCRYPTION_KEYS = "key-encryption keys"
"""What is held by whoever uses one to close, and alone by whoever destroys one."""
_KEY = select(patient_keys.c.version, patient_keys.c.wrapped, patient_keys.c.kek_version).where(
    patient_keys.c.patient_id == bindparam("patient_id")
)


class Transaction:
    """What repositories share while a transaction is open."""

    def __init__(self, connection: Connection, database: Database, vault: Vault, patient_id: PatientId | None) -> None:
        self.connection = connection
        self.vault = vault
        self._database = database
        self._seen = patient_id
        self._keys: dict[PatientId, PersonKey] = {}
        self._new_blobs: list[str] = []
        self.erased: list[PatientId] = []
        """Whose rows and key go when this is committed."""
        self._last: list[Write] = []
        self.last_leaf = 0
        """Arrival of the last leaf left in this transaction; 0 for none, and where the engine was not asked."""

    def about(self, patient_id: PatientId) -> None:
        """From here on, this person's rows; on PostgreSQL no other's can be seen or written."""
        if patient_id != self._seen:
            self.flush()
            self._database.limit_to(self.connection, patient_id)
            self._seen = patient_id

    def write_last(self, *writes: Write) -> None:
        """Rows that nobody reads again in this transaction: said at its end, together with the commit."""
        self._last.extend(writes)

    def flush(self) -> None:
        """Say them now: somebody will read them after all, or the transaction turns to somebody else."""
        for statement, values in self._last:
            number = self._database.write(self.connection, statement, values)
            if statement.table is audit_leaves:
                self.last_leaf = number
        self._last.clear()

    def finish(self) -> None:
        """Nothing more will be asked: say what is left, unless it goes with the commit."""
        if not self._database.ends_in_one:
            self.flush()

    def end(self) -> None:
        """Say what is left and commit, in one message. When the line is lost now, nobody knows which became of it."""
        if self._last:
            self._database.end(self.connection, self._last)

    def hold(self, *names: str) -> None:
        """Be the only transaction that goes on under these names, taken in this order, until the end."""
        self._database.hold(self.connection, *names)

    def read(self, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
        """Ask, after what is still to be said; `wanted` is made once, like every statement that is often said."""
        self.flush()
        return self._database.read(self.connection, wanted, values)

    def read_one(self, wanted: Select[Any], values: Mapping[str, Any]) -> Sequence[Any] | None:
        """The one row there can be; None when there is none."""
        rows = self.read(wanted, values)
        return rows[0] if rows else None

    def read_alone(self, names: Sequence[str], wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
        """Hold these names, and read what whoever held them before has left."""
        self.flush()
        return self._database.read_alone(self.connection, names, wanted, values)

    def key_of(self, patient_id: PatientId) -> PersonKey:
        """Their key, opened once a transaction; KeyError when they are unknown, or erased."""
        if patient_id not in self._keys:
            self.about(patient_id)
            row = self.read_one(_KEY, {"patient_id": patient_id})
            if row is None:
                raise KeyError("patient")
            self.take_key(patient_id, *row)
        return self._keys[patient_id]

    def take_key(self, patient_id: PatientId, version: int, wrapped: bytes, kek_version: int) -> None:
        """Open a key that a wider query brought along."""
        kept = WrappedKey(version=version, wrapped=wrapped, kek_version=kek_version)
        self._keys[patient_id] = self.vault.unwrap(patient_id, kept)

    def make_key(self, patient_id: PatientId) -> None:
        """Draw the key of somebody new."""
        self.about(patient_id)
        key = new_key(patient_id)
        self.connection.execute(insert(patient_keys), {"patient_id": patient_id, **vars(self.wrap(key))})
        self._keys[patient_id] = key

    def wrap(self, key: PersonKey) -> WrappedKey:
        """Close a person's key; no version of the key-encryption key is destroyed until this is committed."""
        self._database.hold(self.connection, KEY_ENCRYPTION_KEYS, is_shared=True)
        return self.vault.wrap(key)

    def knows(self, patient_id: PatientId) -> bool:
        """Whether this holder has a key here: somebody who is known, and not erased."""
        try:
            self.key_of(patient_id)
        except KeyError:
            return False
        return True

    def has_key(self, patient_id: PatientId) -> bool:
        """The same, without opening the key: whose key-encryption key is gone can still be erased."""
        self.about(patient_id)
        mine = patient_keys.c.patient_id == patient_id
        return bool(self.connection.scalar(select(exists().where(mine))))

    def forget_key(self, patient_id: PatientId) -> None:
        """Their row is gone: nothing more can be sealed or opened for them in this transaction either."""
        self._keys.pop(patient_id, None)
        self.erased.append(patient_id)

    def put(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Insert a row, or replace its values."""
        self.connection.execute(*self._put(table, {**key, **values}))

    def put_last(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same for rows that nobody reads again in this transaction, told apart by the table's key."""
        self.write_last(*(self._put(table, row) for row in rows))

    def _put(self, table: Table, row: Mapping[str, Any]) -> Write:
        return _upsert(self.connection.dialect.name, table, tuple(row)), row

    def put_blob(self, key: PersonKey, content: bytes) -> str:
        """Keep bytes outside the database, sealed; the name under which this transaction may refer to them."""
        name = f"{key.patient_id}/{secrets.token_hex(16)}"
        self._new_blobs.append(name)
        self.vault.put_sealed(name, content, key)
        return name

    def get_blob(self, key: PersonKey, name: str) -> bytes:
        """The bytes kept under `name`; `DamagedError` when they are not what was put."""
        return self.vault.get_sealed(name, key)

    def forget_new_blobs(self) -> None:
        """The transaction is undone: what it kept outside goes too, as far as that can be done now."""
        for name in self._new_blobs:
            with suppress(BlobsError):
                self.vault.blobs.delete(name)


@lru_cache(maxsize=64)
def _upsert(dialect: str, table: Table, columns: tuple[str, ...]) -> Insert:
    """Made once: SQLAlchemy takes longer to make it than the database to run it."""
    insert_here = sqlite.insert if dialect == "sqlite" else postgresql.insert
    row = insert_here(table)
    key = [column.name for column in table.primary_key]
    values = {name: row.excluded[name] for name in columns if name not in key}
    return row.on_conflict_do_update(index_elements=key, set_=values)
