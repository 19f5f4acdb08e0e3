"""The form of a backup: read by later programs, never by earlier ones, and bounded in memory whatever it holds."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import insert

from core.domain.accounts import AccountState
from core.domain.patients import Patient
from core.storage.backup.form import Blob, Frame, Head, Rows, Tail, read, write
from core.storage.backup.restoring import restore_backup
from core.storage.backup.taking import take_backup
from core.storage.errors import StoreError
from core.storage.keys import open_keys
from core.storage.migrate import OLDEST
from core.storage.opening import open_store
from core.storage.tables import tries
from core.storage.unit_of_work import Store
from tests.conftest import MORNING
from tests.core.storage.backup_samples import backup_of, everything, keys_alone
from tests.people import YVONNE, identity

SINCE_THE_OLDEST = {"outbox", "checkpoints", "devices", "call_backs", "call_steps"}
"""Tables that the oldest schema had not."""
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Site:
    """A store with one person in it."""

    folder: Path
    store: Store


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    store = open_store(tmp_path / "site")
    open_keys(tmp_path / "site")
    with store.begin() as records:
        records.patients.add(Patient(patient_id=YVONNE, identity=identity()), AccountState.OPEN)
    yield Site(tmp_path / "site", store)
    store.close()


def older(frame: Frame) -> Frame | None:
    """What a program of the oldest schema would have written."""
    match frame:
        case Head():
            kept = [table for table in frame.tables if table.name not in SINCE_THE_OLDEST]
            return msgspec.structs.replace(frame, revision=OLDEST, tables=kept)
        case Rows():
            return None if frame.table in SINCE_THE_OLDEST else frame
        case Tail():
            kept_rows = {name: count for name, count in frame.rows.items() if name not in SINCE_THE_OLDEST}
            return msgspec.structs.replace(frame, rows=kept_rows)
    return frame


def test_an_older_backup_is_restored_and_brought_up_to_date(site: Site, tmp_path: Path) -> None:
    """Into the schema that it was made with, then step by step to ours."""
    frames = [older(frame) for frame in read([backup_of(site.store, site.folder)], site.store.vault)]
    backup = write([frame for frame in frames if frame is not None], site.store.vault)
    restore_backup(backup, keys_alone(site.folder, tmp_path / "again"))
    store = open_store(tmp_path / "again")
    assert everything(store) == everything(site.store)
    store.close()


@pytest.mark.parametrize(("revision", "said"), [("9999", "newer than this program"), ("0001", "before records")])
def test_a_schema_that_this_program_does_not_make_is_refused(
    site: Site, tmp_path: Path, revision: str, said: str
) -> None:
    """By its number, before anything is written."""
    head, *rest = read([backup_of(site.store, site.folder)], site.store.vault)
    backup = write([msgspec.structs.replace(head, revision=revision), *rest], site.store.vault)
    with pytest.raises(StoreError, match=said):
        restore_backup(backup, keys_alone(site.folder, tmp_path / "again"))


@pytest.mark.parametrize("lacking", [Head, Rows, Tail])
def test_a_frame_that_lacks_is_missed(site: Site, tmp_path: Path, lacking: type[Frame]) -> None:
    """However well sealed the file is: a fault of the program that wrote it."""
    frames = list(read([backup_of(site.store, site.folder)], site.store.vault))
    first = next(frame for frame in frames if isinstance(frame, lacking))
    backup = write([frame for frame in frames if frame is not first], site.store.vault)
    with pytest.raises(StoreError):
        restore_backup(backup, keys_alone(site.folder, tmp_path / "again"))


def test_memory_holds_a_few_rows_or_one_blob(site: Site, tmp_path: Path) -> None:
    """Sixty megabytes of blobs and fifty thousand rows are kept and put back within sixteen megabytes."""
    size, blob_count, row_count = 2 * MEBIBYTE, 30, 50_000
    for number in range(blob_count):
        site.store.vault.blobs.put(f"p/{number}", bytes(size))
    with site.store.transaction() as transaction:
        rows = [
            {"counter": f"{number:032x}", "made": 1, "of_the_day": (MORNING,), "is_closed": False, "last_at": MORNING}
            for number in range(row_count)
        ]
        transaction.connection.execute(insert(tries), rows)
    del rows
    file = tmp_path / "b"
    folder = keys_alone(site.folder, tmp_path / "again")
    tracemalloc.start()
    with file.open("wb") as out:
        out.writelines(take_backup(site.store, site.folder, MORNING))
    taking = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    with file.open("rb") as stream:
        done = restore_backup(iter(lambda: stream.read(MEBIBYTE), b""), folder)
    restoring = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert file.stat().st_size > blob_count * size
    assert done.blob_count == blob_count
    assert done.row_count > row_count
    assert taking < 16 * MEBIBYTE
    assert restoring < 16 * MEBIBYTE


def test_a_blob_that_goes_meanwhile_is_passed_over(site: Site) -> None:
    """Somebody is erased while a backup is taken: it still ends."""
    for number in range(3):
        site.store.vault.blobs.put(f"p/{number}", b"x" * 100_000)
    frames = read(take_backup(site.store, site.folder, MORNING), site.store.vault)
    found = [next(frame for frame in frames if isinstance(frame, Blob))]
    site.store.vault.blobs.delete_all("p")
    *more, tail = frames
    found += [frame for frame in more if isinstance(frame, Blob)]
    assert isinstance(tail, Tail)
    assert tail.blobs == len(found)
