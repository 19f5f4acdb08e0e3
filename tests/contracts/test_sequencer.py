"""What the sequencer promises, on either engine: one order, every leaf, nothing signed that is doubtful."""

import errno
import shutil
from pathlib import Path

import pytest

from core.domain.checkpoints import Checkpoint, sign_checkpoint
from core.storage.audit import StoredAuditLog
from core.storage.audit_log.sequencer import BATCH
from core.storage.audit_log.tiles import TiledLog
from core.storage.errors import StoreError
from core.storage.keys import SiteKeys, open_keys
from core.storage.unit_of_work import Store
from tests.audit_logs import HastyFiles, bodies, read_image
from tests.core.storage.audit_log.failing_disk import FailingDisk
from tests.waiting_leaves import LoggedSite, UnsteadyKeys


@pytest.fixture
def site(store: Store, tmp_path: Path) -> LoggedSite:
    """A site without a leaf."""
    return LoggedSite(store, tmp_path)


def test_leaves_get_their_places_in_the_order_they_came(site: LoggedSite) -> None:
    """Numbered, written, signed, kept, published; what the database keeps is what the folder says."""
    site.add(300)
    sequencer = site.sequencer()
    assert sequencer.catch_up() == 300
    site.add(1)
    assert sequencer.catch_up() == 1
    assert site.is_whole(301)
    assert b'"leaf-7"' in site.published()[7]
    with site.store.transaction() as transaction:
        audit = StoredAuditLog(transaction)
        assert (audit.checkpoint_size(), audit.last_checkpoint()) == (301, site.checkpoint)


def test_a_new_site_signs_that_its_log_is_empty(site: LoggedSite) -> None:
    """From its first start on, a log without a checkpoint is one that somebody took away."""
    assert site.restart() == 0
    assert site.verdict().is_good
    assert site.is_whole(0)


def test_when_nothing_happened_nothing_is_signed(site: LoggedSite) -> None:
    """Not a byte changes, and no key is used."""
    site.add(3)
    sequencer = site.sequencer(keys=UnsteadyKeys(site.keys, fails_at=1))
    sequencer.catch_up()
    before = read_image(site.log)
    for _ in range(3):
        assert sequencer.catch_up() == 0
    assert read_image(site.log) == before


def test_more_than_a_batch_takes_more_than_a_round(site: LoggedSite) -> None:
    """Each round is signed, so that the log is never far behind."""
    site.add(BATCH + 5)
    sequencer = site.sequencer()
    assert [sequencer.catch_up() for _ in range(3)] == [BATCH, 5, 0]
    assert site.is_whole(BATCH + 5)


def test_a_full_disk_is_waited_for(site: LoggedSite) -> None:
    """The same sequencer goes on when there is room again."""
    site.add(5)
    disk = FailingDisk(site.log, 3, OSError(errno.ENOSPC, "full"))
    sequencer = site.sequencer(disk)
    with pytest.raises(OSError, match="full"):
        sequencer.catch_up()
    assert sequencer.catch_up() == 5
    assert site.is_whole(5)


def test_a_lost_folder_is_written_again_to_the_byte(site: LoggedSite) -> None:
    """The database is the source; what is published once more is what was signed."""
    site.add(BATCH + 300)
    sequencer = site.sequencer()
    sequencer.catch_up()
    sequencer.catch_up()
    before = read_image(site.log)
    sequencer.close()
    shutil.rmtree(site.log)
    site.restart()
    assert read_image(site.log) == before


def test_an_old_copy_of_the_folder_is_brought_up(site: LoggedSite, tmp_path: Path) -> None:
    """Put back in its place, it grows to what was signed since."""
    site.add(300)
    site.restart()
    shutil.copytree(site.log, tmp_path / "old")
    site.add(300)
    site.restart()
    newest = site.checkpoint
    shutil.rmtree(site.log)
    (tmp_path / "old").rename(site.log)
    site.add(1)
    assert site.restart() == 1
    assert site.is_whole(601)
    assert site.verdict(newest).is_good


@pytest.mark.parametrize("has_folder", [True, False])
def test_an_edited_database_is_not_signed(site: LoggedSite, *, has_folder: bool) -> None:
    """A leaf that was signed reads otherwise now: whether it is compared with the folder, or the folder is gone."""
    site.add(10)
    site.restart()
    site.edit_rows("UPDATE audit_leaves SET body = replace(body, 'kiosk', 'phone') WHERE leaf_index = 4")
    before = site.checkpoint
    if not has_folder:
        shutil.rmtree(site.log)
        with pytest.raises(StoreError, match="first 10 leaves"):
            site.restart()
        assert not (site.log / "checkpoint").exists()
    else:
        site.restart()
        assert site.checkpoint == before


def foreign_log(folder: Path, keys: SiteKeys, count: int) -> None:
    """Other leaves, signed with the very key of the site."""
    log = TiledLog(folder, keys.log_key, HastyFiles())
    log.append(0, bodies(count))
    log.publish(sign_checkpoint(Checkpoint(keys.log_key.name, count, log.root()), keys.log_key, keys.sign_bytes))


@pytest.mark.parametrize("count", [3, 5, 9])
def test_a_folder_that_is_not_of_this_database_is_not_gone_on_with(site: LoggedSite, count: int) -> None:
    """Shorter, as long, or longer than ours: nothing is signed, nothing of it comes into the database."""
    site.add(5)
    site.restart()
    shutil.rmtree(site.log)
    foreign_log(site.log, site.keys, count)
    before, rows = read_image(site.log), site.recorded()
    site.add(1)
    with pytest.raises(StoreError, match=r"not those that were signed|another in its folder"):
        site.restart()
    assert read_image(site.log)["checkpoint"] == before["checkpoint"]
    assert site.recorded()[:-1] == rows


def test_what_nobody_signed_is_not_believed(site: LoggedSite) -> None:
    """Entries and tiles that somebody adds to the folder are taken away, and the log goes on with its own."""
    site.add(5)
    site.restart()
    log = TiledLog(site.log, site.keys.log_key, HastyFiles())
    log.append(5, bodies(600))
    site.add(2)
    assert site.restart() == 2
    assert site.is_whole(7)
    assert not (site.log / "tile" / "entries" / "001").exists()


def test_a_log_signed_with_another_key_is_not_gone_on_with(site: LoggedSite, tmp_path: Path) -> None:
    """A second site that was given the database and not the key of the log."""
    site.add(5)
    site.restart()
    stranger = LoggedSite(site.store, tmp_path / "other")
    open_keys(stranger.folder)
    with pytest.raises(StoreError, match=r"not signed with our log\.key"):
        stranger.restart()
    assert site.restart() == 0
