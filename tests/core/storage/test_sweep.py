"""Bytes that no row refers to do not stay beside the database; those that one does refer to always do."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.storage.opening import open_store
from core.storage.sweep import GRACE, sweep_blobs
from tests.conftest import MORNING
from tests.core.storage.planted import PlantedSite, opened_cells, planted_site
from tests.engines import ENGINES
from tests.people import YVONNE

CUT = """
import os, signal, sys
from pathlib import Path
from core.domain.identifiers import PatientId
from core.storage.opening import open_store
store = open_store(Path(sys.argv[1]))
who = PatientId("yvonne")
with store.transaction(who) as transaction:
    transaction.make_key(who)
    transaction.put_blob(transaction.key_of(who), b"x" * 100_000)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlantedSite]:
    """One of each engine, with documents and a quarantine."""
    with planted_site(request.param, tmp_path / "site", request) as planted:
        with planted.store.begin() as records:
            records.quarantine.add("q", b"<xml/>", "identity-unknown", MORNING)
        yield planted


def a_day_after(site: PlantedSite) -> datetime:
    """When the newest file of the folder is old enough; the folder's clock is the machine's."""
    newest = max(path.stat().st_mtime for path in (site.folder / "blobs").rglob("*"))
    return datetime.fromtimestamp(newest, UTC) + GRACE + timedelta(seconds=1)


def test_what_a_row_refers_to_stays(site: PlantedSite) -> None:
    """Documents' and the quarantine's, however old."""
    before = sorted(site.store.vault.blobs.names())
    assert len(before) == 5
    assert sweep_blobs(site.store, a_day_after(site)) == 0
    assert sorted(site.store.vault.blobs.names()) == before


def test_what_nothing_refers_to_goes_after_a_day(site: PlantedSite) -> None:
    """Of somebody known, of nobody known, and the rest of a put that was cut; not what a transaction may still name."""
    before = sorted(site.store.vault.blobs.names())
    orphans = (
        f"{site.zephyrine}/{'ab' * 16}",
        f"nobody/{'cd' * 16}",
        f"{site.yvonne}/{'ef' * 16}.0123456789abcdef.part",
    )
    for name in orphans:
        site.store.vault.blobs.put(name, b"noise")
    late = a_day_after(site)
    assert sweep_blobs(site.store, late - timedelta(hours=1)) == 0
    assert sweep_blobs(site.store, late) == len(orphans)
    assert sorted(site.store.vault.blobs.names()) == before
    assert opened_cells(site.store, site.zephyrine)


def test_a_cut_between_put_and_commit_leaves_nothing_for_long(tmp_path: Path) -> None:
    """The process is killed with the bytes written and no row: the bytes go with the sweep."""
    ended = subprocess.run([sys.executable, "-c", CUT, tmp_path / "site"], check=False)
    assert ended.returncode == -signal.SIGKILL
    store = open_store(tmp_path / "site")
    [left] = store.vault.blobs.names()
    assert left.startswith(YVONNE)
    at = datetime.fromtimestamp((tmp_path / "site" / "blobs" / left).stat().st_mtime, UTC)
    assert sweep_blobs(store, at + GRACE + timedelta(seconds=1)) == 1
    assert list(store.vault.blobs.names()) == []
    store.close()
