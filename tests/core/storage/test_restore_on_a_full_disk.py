"""A restore that the disk has no room for says so, and leaves nothing that looks like records."""

import resource
from pathlib import Path

import pytest

from core.storage.backup.restoring import restore_backup
from core.storage.backup.targets import open_target
from core.storage.errors import StoreError
from core.storage.opening import KEY_FILE, STORE_FILE
from tests.conftest import Space
from tests.core.storage.backup_samples import backup_of, keys_alone


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def restore_what_cannot_be_written_back(folder: Path) -> None:
    """A reader stands in for the full disk: SQLite leaves its log as it is, and complains of neither."""
    with open_target(folder, folder, "") as target:
        with target.database.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE restored (word TEXT)")
        with target.database.snapshot() as reader:
            reader.exec_driver_sql("SELECT count(*) FROM restored").all()
            target.keep()


def test_a_file_whose_last_pages_are_in_its_log_is_not_taken_for_restored(tmp_path: Path) -> None:
    """The disk was full when the log should have gone into the file: without it, what was restored would not open."""
    with pytest.raises(StoreError, match="is the disk full"):
        restore_what_cannot_be_written_back(tmp_path)
    assert names_in(tmp_path) == {KEY_FILE, "owner.lock"}


def test_a_restore_that_the_disk_has_no_room_for_leaves_nothing(space: Space, tmp_path: Path) -> None:
    """The operator is told in one line, and restores again when there is room."""
    backup, home = backup_of(space.store, space.folder), keys_alone(space.folder, tmp_path / "home")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        with pytest.raises(StoreError, match="nothing was restored"):
            restore_backup([backup], home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not {name for name in names_in(home) if name.startswith((STORE_FILE, "restore", "confirmed"))}
    assert all(path.is_dir() for path in (home / "blobs").rglob("*"))
    assert restore_backup([backup], home).people_opened > 1
