"""Copies made before an erasure open no more, and bring nobody back: the list of those who were erased sees to it."""

import shutil
from pathlib import Path

import pytest

from core.acts.erase_space import Erased, EraseSpace
from core.acts.request import Scene
from core.domain.identifiers import PatientId
from core.storage.backup.restoring import restore_backup
from core.storage.erasures import ERASURES_FILE, record_erasure, recorded_erasures
from core.storage.errors import KeyWrappingError, StoreError
from core.storage.opening import open_store
from core.storage.rotation import retire, rotate, wrap_anew
from core.storage.vault import WrappedKey
from tests.core.storage.backup_samples import backup_of, keys_alone
from tests.core.storage.erasing import erase, wrapped_key
from tests.core.storage.planted import (
    PlantedSite,
    opened_cells,
    rows_of,
)
from tests.people import as_operator


def test_after_a_rotation_no_copy_opens(site: PlantedSite) -> None:
    """Her wrapped key, kept by whoever copied the disk: the old version is destroyed, the new one does not open it."""
    vault, kept = site.store.vault, wrapped_key(site.store, site.zephyrine)
    assert vault.unwrap(site.zephyrine, kept)
    erase(site)
    assert vault.unwrap(site.zephyrine, kept)  # as long as the version under which it was wrapped is there
    version = rotate(site.store)
    list(wrap_anew(site.store))
    retire(site.store, kept.kek_version)
    for under in (kept.kek_version, version):
        with pytest.raises(KeyWrappingError):
            vault.unwrap(site.zephyrine, WrappedKey(version=kept.version, wrapped=kept.wrapped, kek_version=under))
    assert opened_cells(site.store, site.yvonne)


def test_an_old_copy_of_the_folder_opens_no_more(embedded: PlantedSite, tmp_path: Path) -> None:
    """The records as they were, the keys as they are: refused, and the missing key is named."""
    copy = tmp_path / "copy"
    shutil.copytree(embedded.folder, copy)
    erase(embedded)
    rotate(embedded.store)
    list(wrap_anew(embedded.store))
    retire(embedded.store, 1)
    (copy / "kek-1.key").unlink()
    shutil.copy2(embedded.folder / "kek-2.key", copy)
    with pytest.raises(StoreError, match=r"kek-1\.key"):
        open_store(copy)


def test_a_restored_backup_brings_nobody_back(embedded: PlantedSite, tmp_path: Path) -> None:
    """She was erased after the backup: what is restored has neither row nor blob of hers, and says so."""
    backup = backup_of(embedded.store, embedded.folder)
    erase(embedded)
    folder = keys_alone(embedded.folder, tmp_path / "again")
    shutil.copy2(embedded.folder / ERASURES_FILE, folder)
    done = restore_backup([backup], folder)
    assert done.people_erased == 1
    store = open_store(folder)
    assert not any(rows_of(store, embedded.zephyrine).values())
    assert list(store.vault.blobs.names(embedded.zephyrine)) == []
    assert opened_cells(store, embedded.yvonne) == opened_cells(embedded.store, embedded.yvonne)
    store.close()


def test_an_erasure_that_is_undone_is_not_written_down(site: PlantedSite) -> None:
    """Refused, or broken off before its end: she is here, and in no list."""

    class BrokenOff(EraseSpace):
        def carry_out(self, scene: Scene) -> Erased:
            super().carry_out(scene)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        site.door.perform(BrokenOff(), as_operator(site.zephyrine))
    assert recorded_erasures(site.folder) == ()
    assert all(rows_of(site.store, site.zephyrine).values())
    erase(site)
    assert recorded_erasures(site.folder) == (site.zephyrine,)


def test_an_erasure_that_cannot_be_written_down_does_not_happen(embedded: PlantedSite) -> None:
    """Otherwise a restored backup would bring her back."""
    (embedded.folder / ERASURES_FILE).mkdir()
    with pytest.raises(OSError, match=ERASURES_FILE):
        erase(embedded)
    assert all(rows_of(embedded.store, embedded.zephyrine).values())


def test_a_line_broken_off_hides_no_other(tmp_path: Path) -> None:
    """The list goes on after a power cut in the middle of a line; nobody stands in it twice."""
    one, two = PatientId("ab" * 16), PatientId("cd" * 16)
    assert recorded_erasures(tmp_path) == ()
    record_erasure(tmp_path, one)
    with (tmp_path / ERASURES_FILE).open("ab") as file:
        file.write(b"ef01")
    record_erasure(tmp_path, two)
    record_erasure(tmp_path, one)
    assert [each for each in recorded_erasures(tmp_path) if len(each) == 32] == [one, two]
    assert (tmp_path / ERASURES_FILE).stat().st_mode & 0o777 == 0o600
