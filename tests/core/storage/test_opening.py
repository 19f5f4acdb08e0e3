"""When a store opens, when it refuses, and that a refusal changes nothing."""

import base64
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from core.storage.errors import StoreError
from core.storage.keys import open_keys
from core.storage.opening import KEY_FILE, STORE_FILE, open_store
from core.storage.postgres import open_owner
from core.storage.sqlcipher_driver import check_version, open_engine
from tests.conftest import Space
from tests.engines import ENGINES, database_of


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A data folder that was used once, and closed."""
    open_store(tmp_path / "site").close()
    return tmp_path / "site"


def test_the_first_start_makes_files_for_their_owner_only(site: Path) -> None:
    """Nobody else on the machine reads the store or its key."""
    assert site.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in site.iterdir()} == {
        "blobs": 0o700,
        "confirmed": 0o600,
        STORE_FILE: 0o600,
        KEY_FILE: 0o600,
        "owner.lock": 0o600,
        "kek-1.key": 0o600,
        "root.key": 0o600,
    }


def test_two_sites_have_two_keys(tmp_path: Path) -> None:
    """Keys are drawn, never fixed."""
    for name in ("a", "b"):
        open_store(tmp_path / name).close()
    assert (tmp_path / "a" / KEY_FILE).read_text() != (tmp_path / "b" / KEY_FILE).read_text()


def test_a_second_process_is_told_that_the_folder_is_taken(site: Path) -> None:
    """One process owns the file; the next one may, once it has gone."""
    program = f"from pathlib import Path; from core.storage.opening import open_store; open_store(Path({str(site)!r}))"
    command = [sys.executable, "-c", program]
    store = open_store(site)
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    store.close()
    assert refused.returncode != 0
    assert "another process has this data folder open" in refused.stderr
    assert subprocess.run(command, check=False).returncode == 0


def test_a_wrong_key_opens_nothing_and_overwrites_nothing(site: Path) -> None:
    """The file is byte for byte what it was, and opens again with its key."""
    before, key = (site / STORE_FILE).read_bytes(), (site / KEY_FILE).read_text()
    (site / KEY_FILE).write_text("00" * 32)
    with pytest.raises(StoreError, match="wrong key"):
        open_store(site)
    assert (site / STORE_FILE).read_bytes() == before
    (site / KEY_FILE).write_text(key)
    open_store(site).close()


def test_a_lost_key_is_never_replaced_by_a_new_one(site: Path) -> None:
    """A new key would make people believe that their space is empty."""
    (site / KEY_FILE).unlink()
    with pytest.raises(StoreError, match="missing"):
        open_store(site)
    assert not (site / KEY_FILE).exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_folder_that_was_used_never_begins_anew(tmp_path: Path, engine: str, request: pytest.FixtureRequest) -> None:
    """Its database left unnamed, or an empty one named: refused. Served as new, it would have every document swept."""
    open_keys(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    with database_of(engine, request, has_schema=False) as database:
        with pytest.raises(StoreError, match="its records are not here"):
            open_store(tmp_path, database=database)
        assert not database or tables_of(database) == []
    assert {path.name for path in tmp_path.iterdir()} - before <= {"owner.lock"}


@pytest.mark.parametrize("is_used", [True, False])
def test_a_disk_that_takes_no_more_is_not_called_damage(tmp_path: Path, *, is_used: bool) -> None:
    """Later and at the first start: the operator looks at the disk, and puts no old backup in place of good records."""
    folder = tmp_path / "site"
    if is_used:
        open_store(folder).close()
    program = f"""
import resource
from pathlib import Path
from core.storage.opening import open_store
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
open_store(Path({str(folder)!r}))
"""
    refused = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "StoreError" in refused.stderr.splitlines()[-1]
    assert "is the disk full" in refused.stderr.splitlines()[-1]
    open_store(folder).close()


def tables_of(database: str) -> list[str]:
    owner = open_owner(database)
    with owner.connect() as connection:
        return inspect(connection).get_table_names()


@pytest.mark.parametrize("written", ["", "zz" * 32, "00" * 31])
def test_a_damaged_key_is_named(site: Path, written: str) -> None:
    """The operator is told which file to look at."""
    (site / KEY_FILE).write_text(written)
    with pytest.raises(StoreError, match=KEY_FILE):
        open_store(site)


def test_a_key_that_others_may_read_is_refused(site: Path) -> None:
    """The operator is told how to close it."""
    (site / KEY_FILE).chmod(0o644)
    with pytest.raises(StoreError, match="chmod 600"):
        open_store(site)


@pytest.mark.parametrize("kept", [0, 1, 100, 4096, 20_000, -4096, -1])
def test_a_truncated_file_never_opens_silently(site: Path, kept: int) -> None:
    """Wherever it was cut."""
    whole = (site / STORE_FILE).read_bytes()
    (site / STORE_FILE).write_bytes(whole[:kept])
    with pytest.raises(StoreError, match="nothing was changed"):
        open_store(site)


def test_a_flipped_bit_is_seen(site: Path) -> None:
    """Each page is authenticated."""
    whole = bytearray((site / STORE_FILE).read_bytes())
    whole[len(whole) // 2] ^= 1
    (site / STORE_FILE).write_bytes(whole)
    with pytest.raises(StoreError):
        open_store(site)


def test_a_file_in_clear_is_not_taken_for_ours(site: Path) -> None:
    """A plain SQLite file is refused, not encrypted over."""
    (site / STORE_FILE).unlink()
    connection = sqlite3.connect(site / STORE_FILE)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(StoreError):
        open_store(site)


def test_an_old_sqlite_is_refused() -> None:
    """The last version with the write-ahead log bug is too old, the first without is not."""
    with pytest.raises(StoreError, match=r"SQLite 3\.51\.2"):
        check_version((3, 51, 2))
    check_version((3, 51, 3))


def test_the_settings_that_make_a_commit_last_are_in_force(tmp_path: Path) -> None:
    """Read back from the connection itself."""
    engine = open_engine(tmp_path / "s.db", bytes(32))
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "busy_timeout": 5000,
        "temp_store": 2,
    }
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
    engine.dispose()
    assert found == wanted


def test_a_transaction_takes_its_place_before_it_reads(tmp_path: Path) -> None:
    """Nobody writes between what it reads and what it writes from that (security.md 0.5)."""
    engine, other = (open_engine(tmp_path / "s.db", bytes(32)) for _ in range(2))
    with other.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout = 0"))
    with engine.begin(), pytest.raises(DBAPIError, match="locked"), other.begin():
        pass
    with other.begin():
        pass
    for each in (engine, other):
        each.dispose()


def test_nothing_personal_lies_in_clear_on_the_disk(space: Space) -> None:
    """Names, numbers and titles are in no file of the folder, while open and after, in no usual writing."""
    canaries = [word.encode() for word in ("Lefort", "2420399999042", "40071936", "Radio du genou", "Amlodipine")]
    writings = [
        form
        for word in canaries
        for form in (word, word.decode().encode("utf-16-le"), word.hex().encode(), base64.b64encode(word)[:-4])
    ]
    with space.store.begin() as records:
        records.documents.newest_first(space.people["odette"])
    open_files = b"".join(path.read_bytes() for path in space.folder.rglob("*") if path.is_file())
    assert len(open_files) > 100_000
    assert [form for form in writings if form in open_files] == []


@pytest.mark.parametrize("limit", [5_000, 60_000])
def test_a_first_start_on_a_full_disk_says_so_and_can_be_made_again(tmp_path: Path, limit: int) -> None:
    """No file may grow further: the operator is told in one line, and the next start finds nothing in its way."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(StoreError, match="is the disk full"):
            open_store(tmp_path / "site")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    open_store(tmp_path / "site").close()


def test_what_is_no_file_is_refused_in_one_line(site: Path) -> None:
    """Somebody made a folder of its name: no error of the driver's own reaches the operator."""
    (site / STORE_FILE).unlink()
    (site / STORE_FILE).mkdir()
    with pytest.raises(StoreError, match="can't be used now"):
        open_store(site)
