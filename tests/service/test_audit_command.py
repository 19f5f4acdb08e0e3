"""`relais audit verify`, as an operator runs it: 0 and the checkpoint, or 1 and the first bad position."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.storage.audit_log.tiles import TiledLog
from core.storage.keys import PUBLIC_KEY_FILE
from core.storage.opening import open_store
from service.faults import OperatorError
from service.log_check import LogCheck
from service.settings import Settings
from tests.audit_logs import HastyFiles, bodies
from tests.engines import ENGINES, database_of
from tests.service.relais_command import relais
from tests.waiting_leaves import LoggedSite

COUNT = 300


@dataclass(frozen=True)
class Stopped:
    """A site that was stopped: 300 leaves published."""

    folder: Path
    database: str

    @property
    def log(self) -> Path:
        return self.folder / "audit"

    def opened(self) -> "closing[_Opened]":
        return closing(_Opened(self.folder, self.database))

    def check(self, *older: str) -> LogCheck:
        """What the command does, in this process."""
        vkey = (self.folder / "audit.vkey").read_text(encoding="ascii").strip()
        return LogCheck(data=self.folder, vkey=vkey, older=older, settings=Settings(database=self.database))

    def first_bad(self) -> int | None:
        return self.check().log_and_records()[0].position


class _Opened(LoggedSite):
    """The records, until closed."""

    def __init__(self, folder: Path, database: str) -> None:
        super().__init__(open_store(folder, database=database), folder)

    def close(self) -> None:
        self.store.close()


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stopped]:
    """On either engine."""
    with database_of(request.param, request) as database:
        yield stopped(tmp_path / "site", database)


def stopped(folder: Path, database: str = "") -> Stopped:
    site = Stopped(folder, database)
    with site.opened() as opened:
        opened.add(COUNT)
        opened.restart()
    return site


def entries_file(site: Stopped) -> Path:
    return site.log / "tile" / "entries" / "000"


def change_entry(site: Stopped) -> None:
    path = entries_file(site)
    path.write_bytes(path.read_bytes().replace(b'"leaf-17"', b'"leaf-71"'))


def change_hash(site: Stopped) -> None:
    path = site.log / "tile" / "0" / "000"
    content = bytearray(path.read_bytes())
    content[40 * 32] ^= 1
    path.write_bytes(content)


def change_checkpoint(site: Stopped) -> None:
    path = site.log / "checkpoint"
    path.write_text(path.read_text(encoding="utf-8").replace("\n300\n", "\n299\n"), encoding="utf-8")


def change_row(site: Stopped) -> None:
    with site.opened() as opened:
        opened.edit_rows("UPDATE audit_leaves SET body = replace(body, 'kiosk', 'phone') WHERE leaf_index = 123")


def test_a_genuine_log_is_good_by_the_command(tmp_path: Path) -> None:
    """The checkpoint alone on standard output, to be kept; what waits is told; nothing is changed."""
    site = stopped(tmp_path / "site")
    with site.opened() as opened:
        opened.add(2)
    kept = tmp_path / "monday"
    kept.write_bytes((site.log / "checkpoint").read_bytes())
    done = relais("audit", "verify", "--data", site.folder, "--since", kept, "--key", site.folder / "audit.vkey")
    assert (done.returncode, done.stdout) == (0, kept.read_text(encoding="utf-8"))
    assert done.stderr == "the database holds the same 300 leaves; 2 more wait\n"
    assert (site.log / "checkpoint").read_bytes() == kept.read_bytes()


@pytest.mark.parametrize(
    ("change", "position"), [(change_entry, 17), (change_hash, 40), (change_checkpoint, 0), (change_row, 123)]
)
def test_a_change_ends_the_command_with_1(tmp_path: Path, change: Callable[[Stopped], None], position: int) -> None:
    """In an entry, a tile, the checkpoint, a row of the database: the first bad position, on one line."""
    site = stopped(tmp_path / "site")
    change(site)
    done = relais("audit", "verify", "--data", site.folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"first bad position {position}: ")
    assert done.stdout.count("\n") == 1


def test_what_cannot_be_looked_at_is_not_called_good(tmp_path: Path) -> None:
    """A key that is missing, a folder without records, a database that is not there: one line, and 2."""
    site = stopped(tmp_path / "site")
    (tmp_path / "empty").mkdir()
    without_key = relais("audit", "verify", "--data", tmp_path / "empty")
    assert (without_key.returncode, without_key.stdout) == (2, "")
    assert "audit.vkey is missing" in without_key.stderr
    with_another = relais("audit", "verify", "--data", site.folder, "--key", site.folder / PUBLIC_KEY_FILE)
    assert (with_another.returncode, with_another.stdout) == (2, "")
    assert "audit.vkey" in with_another.stderr
    elsewhere = relais("audit", "verify", "--data", site.folder, RELAIS_SEQUENCER="0")
    assert (elsewhere.returncode, "sequencer = false" in elsewhere.stderr) == (2, True)
    (site.folder / "space.key").unlink()
    with pytest.raises(OperatorError, match=r"space\.key is missing"):
        site.check().log_and_records()
    assert site.check().log().is_good


def test_a_change_in_either_place_is_found(site: Stopped) -> None:
    """The log, the rows, what the database remembers to have signed: each engine."""
    assert site.first_bad() is None
    change_row(site)
    assert site.first_bad() == 123
    change_entry(site)
    assert site.first_bad() == 17


def delete_row(site: Stopped) -> None:
    with site.opened() as opened:
        opened.edit_rows("DELETE FROM audit_leaves WHERE leaf_index = 200")


def swap_rows(site: Stopped) -> None:
    with site.opened() as opened:
        opened.edit_rows("UPDATE audit_leaves SET leaf_index = -7 WHERE leaf_index = 7")
        opened.edit_rows("UPDATE audit_leaves SET leaf_index = 7 WHERE leaf_index = 8")
        opened.edit_rows("UPDATE audit_leaves SET leaf_index = 8 WHERE leaf_index = -7")


def cut_rows(site: Stopped) -> None:
    with site.opened() as opened:
        opened.edit_rows("DELETE FROM audit_leaves WHERE leaf_index >= 250")


def forget_checkpoint(site: Stopped) -> None:
    """What the database remembers is of another log."""
    with site.opened() as opened:
        opened.edit_rows("UPDATE checkpoints SET note = replace(note, '\n300\n', '\n299\n')")


@pytest.mark.parametrize(
    ("change", "position"), [(delete_row, 200), (swap_rows, 7), (cut_rows, 250), (forget_checkpoint, 299)]
)
def test_rows_that_are_gone_or_moved_are_found(site: Stopped, change: Callable[[Stopped], None], position: int) -> None:
    """Deleted, exchanged, cut off, and the remembered checkpoint itself."""
    change(site)
    assert site.first_bad() == position


def test_an_older_folder_in_its_place_is_found(site: Stopped, tmp_path: Path) -> None:
    """It verifies by itself: the database remembers that more was signed, and so does whoever kept a checkpoint."""
    shutil.copytree(site.log, tmp_path / "old")
    with site.opened() as opened:
        opened.add(5)
        opened.restart()
    newest = (site.log / "checkpoint").read_text(encoding="utf-8")
    shutil.rmtree(site.log)
    (tmp_path / "old").rename(site.log)
    assert site.check().log().is_good
    verdict, waiting = site.check().log_and_records()
    assert (verdict.is_good, verdict.position, waiting) == (False, COUNT, 5)
    assert "305" in verdict.text
    assert not site.check(newest).log().is_good


def test_a_log_forged_with_the_key_of_the_site_is_found(tmp_path: Path) -> None:
    """Signed and whole: it is not what the database holds."""
    site = stopped(tmp_path / "site")
    shutil.rmtree(site.log)
    with site.opened() as opened:
        log = TiledLog(site.log, opened.keys.log_key, HastyFiles())
        log.append(0, bodies(COUNT))
        opened.sequencer()._publish(log, [])
    assert site.check().log().is_good
    assert site.first_bad() == 0
