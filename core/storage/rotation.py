"""Puts everybody's key under a new key-encryption key, and lets an old one go. No record is touched. Knows no command.

The order is: rotate, then retire; what was copied before (a backup) stays under the old version, and goes with it.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select, update

from core.domain.identifiers import PatientId
from core.storage.database import Database
from core.storage.errors import StoreError
from core.storage.opening import key_versions
from core.storage.tables import patient_keys
from core.storage.transaction import KEY_ENCRYPTION_KEYS, Transaction
from core.storage.unit_of_work import Store
from core.storage.vault import WrappedKey

_AT_ONCE = 200
"""Keys wrapped anew in one transaction: some tens of milliseconds for whoever waits on the embedded engine."""


def rotate(store: Store) -> int:
    """Draw the next version; or none, while anybody's key is still under an earlier one: that rotation goes on.

    Gives the version that everybody is to be under, once `wrap_anew` has ended.
    """
    wrapping = store.vault.wrapping
    newest = wrapping.versions[-1]
    return newest if _behind(store.database, newest, "", 1) else wrapping.rotate()


def wrap_anew(store: Store, at_once: int = _AT_ONCE) -> Iterator[int]:
    """Wrap each key that is not under the newest version, in small transactions; how many are, after each.

    The site may be running: who comes meanwhile is under the newest version anyway. Cut anywhere, all keys open, and
    another call goes on with those that are left.
    """
    newest, last, count = store.vault.wrapping.versions[-1], "", 0
    while some := _behind(store.database, newest, last, at_once):
        with store.transaction() as transaction:
            count += sum(_wrap_anew(transaction, each) for each in some)
        last = some[-1]
        yield count


def retire(store: Store, version: int) -> None:
    """Destroy an earlier version, and with it whatever copies made before hold.

    Raises `StoreError`, and destroys nothing, when it is the newest, is not here, or anybody's key is still under it.
    """
    wrapping = store.vault.wrapping
    with store.transaction() as transaction:
        transaction.hold(KEY_ENCRYPTION_KEYS)
        here = wrapping.versions
        if version not in here:
            raise StoreError(f"version {version} of the key-encryption key is not here")
        if version == here[-1]:
            raise StoreError(f"version {version} is the one in use: rotate first")
        under = key_versions(store.database).get(version, 0)
        if under:
            raise StoreError(f"{under} people's keys are still under version {version}: rotate first")
        wrapping.retire(version)


def _behind(database: Database, newest: int, after: str, at_once: int) -> Sequence[PatientId]:
    """Some of those whose key is under another version, in the order of their identifiers."""
    keys = select(patient_keys.c.patient_id).where(
        patient_keys.c.kek_version != newest, patient_keys.c.patient_id > after
    )
    with database.snapshot() as connection:
        rows = connection.scalars(keys.order_by(patient_keys.c.patient_id).limit(at_once)).all()
    return [PatientId(each) for each in rows]


def _wrap_anew(transaction: Transaction, patient_id: PatientId) -> bool:
    """False when the person was erased meanwhile, or somebody else did it."""
    transaction.about(patient_id)
    mine = patient_keys.c.patient_id == patient_id
    row = transaction.connection.execute(select(patient_keys).where(mine)).one_or_none()
    if row is None:
        return False
    kept = WrappedKey(version=row.version, wrapped=row.wrapped, kek_version=row.kek_version)
    anew = transaction.wrap(transaction.vault.unwrap(patient_id, kept))
    unchanged = (patient_keys.c.version == kept.version) & (patient_keys.c.kek_version == kept.kek_version)
    done = transaction.connection.execute(
        update(patient_keys).where(mine, unchanged).values(wrapped=anew.wrapped, kek_version=anew.kek_version)
    )
    return done.rowcount == 1
