"""The log once a backup was restored, on either engine: with its folder nothing is lost, without it a witness tells."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.storage.audit import StoredAuditLog
from core.storage.audit_log.layout import LOG_FOLDER
from core.storage.backup.restoring import restore_backup
from core.storage.keys import open_keys
from core.storage.opening import open_store
from tests.audit_logs import HastyFiles, bodies, read_image
from tests.core.storage.backup_samples import backup_of, keys_alone
from tests.engines import ENGINES, database_of
from tests.waiting_leaves import LoggedSite


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Where the site was, and where it will be."""
    with database_of(request.param, request) as old, database_of(request.param, request, has_schema=False) as new:
        yield old, new


@contextmanager
def site_on(folder: Path, database: str) -> Iterator[LoggedSite]:
    store = open_store(folder, database=database)
    open_keys(folder)
    yield LoggedSite(store, folder)
    store.close()


def backed_up(site: LoggedSite) -> bytes:
    """10 leaves signed, 4 more with their place, 3 that wait; after the backup they are signed, and 20 more."""
    site.add(10)
    site.restart()
    site.add(4)
    with site.store.transaction() as transaction:
        StoredAuditLog(transaction).number_pending(4)
    site.add(3)
    backup = backup_of(site.store, site.folder)
    site.restart()
    site.add(20)
    site.restart()
    assert site.is_whole(37)
    return backup


def test_with_the_folder_of_the_log_every_leaf_comes_back(tmp_path: Path, databases: tuple[str, str]) -> None:
    """What was signed after the backup is taken back into the database, at its place; then new leaves follow."""
    with site_on(tmp_path / "lost", databases[0]) as lost:
        backup = backed_up(lost)
        before, older = read_image(lost.log), lost.checkpoint
    folder = keys_alone(lost.folder, tmp_path / "again")
    restore_backup([backup], folder, database=databases[1])
    shutil.copytree(lost.log, folder / LOG_FOLDER)
    with site_on(folder, databases[1]) as site:
        assert len(site.recorded()) == 17
        assert site.restart() == 0
        assert read_image(site.log) == before
        assert site.is_whole(37)
        site.add(2)
        assert site.restart() == 2
        assert site.is_whole(39)
        assert site.verdict(older).is_good


def test_what_an_interrupted_writing_left_beside_it_is_not_taken_back(
    tmp_path: Path, databases: tuple[str, str]
) -> None:
    """Nobody signed it: its places go to other leaves."""
    with site_on(tmp_path / "lost", databases[0]) as lost:
        backup = backed_up(lost)
        log = lost.sequencer(HastyFiles())._open()
        log.append(37, bodies(300))
    folder = keys_alone(lost.folder, tmp_path / "again")
    restore_backup([backup], folder, database=databases[1])
    shutil.copytree(lost.log, folder / LOG_FOLDER)
    with site_on(folder, databases[1]) as site:
        site.restart()
        site.add(2)
        assert site.restart() == 2
        assert site.is_whole(39)


def test_without_the_folder_a_witness_tells_what_is_lost(tmp_path: Path, databases: tuple[str, str]) -> None:
    """The log goes on from the backup and verifies; whoever kept a later checkpoint sees that it is not the same."""
    with site_on(tmp_path / "lost", databases[0]) as lost:
        backup = backed_up(lost)
        later = lost.checkpoint
    folder = keys_alone(lost.folder, tmp_path / "again")
    restore_backup([backup], folder, database=databases[1])
    with site_on(folder, databases[1]) as site:
        site.restart()
        assert site.is_whole(17)
        cut = site.verdict(later)
        assert (cut.is_good, cut.position) == (False, 17)
