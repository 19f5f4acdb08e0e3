"""Opens the store of a site, or makes it at the first start; checks keys, file, schema and roles before that.

Knows no act and no row but the keys'.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from core.ports import TransactionLostError
from core.storage.database import Database
from core.storage.durable_files import sync_folder
from core.storage.envelope import SITE
from core.storage.errors import KeyWrappingError, StoreError
from core.storage.high_water import HighWater
from core.storage.key_files import read_or_make_key
from core.storage.keys import PUBLIC_KEY_FILE
from core.storage.migrate import current_revision, upgrade
from core.storage.places import Places, check_versions, within
from core.storage.postgres import Fleet, check_roles, open_owner, open_postgres
from core.storage.sqlcipher import Embedded, Owner
from core.storage.sqlcipher_driver import close_whole, logs_beside, look_at, open_engine, open_reader, said_by_driver
from core.storage.tables import patient_keys
from core.storage.unit_of_work import Store

STORE_FILE = "space.db"
KEY_FILE = "space.key"
_LAST_LEAF = "SELECT coalesce(max(arrival), 0) FROM audit_leaves"


def open_store(folder: Path, *, database: str = "", places: Places | None = None) -> Store:
    """Open the store of a data folder, or make it at the first start; bring its schema up to date.

    `database` is a PostgreSQL URL; without it the records are in the folder itself, in SQLCipher. `places` says where
    keys and blobs are, when they are elsewhere. Raises `StoreError`, and changes nothing, when another process has it,
    when a key is missing or wrong, when the file is damaged or newer than this program, when the engine is too old to
    be trusted, or when the records of a folder that was used are not where it is told; also when the disk is full or
    the database goes away, which the next opening makes good.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    places = places or within(folder)
    places.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _telling():
        opened = _open_fleet(database, folder) if database else _open_embedded(folder, places.keys)
        try:
            return _with_keys(opened, places, folder)
        except BaseException:
            opened.close()
            raise


@contextmanager
def _telling() -> Iterator[None]:
    """What an operator can act on, whichever part of the store complained."""
    try:
        yield
    except KeyWrappingError as error:
        raise StoreError("a key is not the one that the store was written with: put it back from its backup") from error
    except (DBAPIError, TransactionLostError) as error:
        said = said_by_driver(error)
        raise StoreError(f"the store could not be opened ({said}): is the disk full, or the database away?") from error


def _with_keys(opened: Database, places: Places, folder: Path) -> Store:
    in_use = key_versions(opened)
    if not in_use:
        _begin(folder)
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
        if is_first_start:
            _begin(folder)
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
    for left in (part, *logs_beside(part)):
        left.unlink(missing_ok=True)
    close_whole(_open_file(part, key), part)
    part.replace(path)
    sync_folder(path.parent)


def _begin(folder: Path) -> None:
    """Refuse a store without anybody for a site that had one: it would be served as if people had nothing.

    A forgotten address of the database is enough to come here, and `relais due` would let every document go.
    """
    if (folder / PUBLIC_KEY_FILE).exists():
        raise StoreError(
            "this folder was used, and its records are not here: "
            f"name their database (RELAIS_DATABASE), or put {STORE_FILE} back from its backup; nothing was changed"
        )


def _open_fleet(url: str, folder: Path) -> Database:
    check_roles(url)
    owner = open_owner(url)
    try:
        with owner.connect() as connection:
            is_empty = current_revision(connection) is None
        if is_empty:
            _begin(folder)
        upgrade(owner)
    finally:
        owner.dispose()
    return Fleet(open_postgres(url), url)


def key_versions(database: Database) -> dict[int, int]:
    """How many people's keys are under each version of the key-encryption key; none before the first start."""
    counted = select(patient_keys.c.kek_version, func.count()).group_by(patient_keys.c.kek_version)
    with database.snapshot() as connection:
        return {int(version): int(count) for version, count in connection.execute(counted)}
