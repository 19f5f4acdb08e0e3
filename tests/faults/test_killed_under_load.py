"""A site is killed at any moment while people say yes at its kiosks: what they were told is kept, once, and no more."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from core.demo.people import DemoPerson
from core.domain.receipts import Receipt
from core.ports import Records
from core.storage.opening import open_store
from core.storage.unit_of_work import Store
from tests.faults.busy_kiosks import DEVICES, PEOPLE, BusyKiosk, visiting
from tests.faults.how_many import IS_NIGHTLY, how_many
from tests.faults.invariants import examine
from tests.service.relais_command import ROOT, environment
from tests.waiting_leaves import LoggedSite

pytestmark = pytest.mark.timeout(4 * 3600 if IS_NIGHTLY else 300)

LIVES = 20
"""Of one data folder: a person's access closes at their tenth unfinished try in a day."""
FOLDERS = how_many(1, 50)
LATEST_AFTER_S = (0.6, 0.03)
"""In turn: anywhere in the next visit or two, and close to somebody's yes."""
PATIENCE_S = 60.0
CHOICE = "state-organ-donation-choice"


class Sites:
    """Starts sites, and kills them."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def _line(self) -> list[str]:
        return self._program.stdout.readline().split()

    def live(self, folder: Path, kiosks: Sequence[BusyKiosk], moment: float, *, is_early: bool = False) -> None:
        """One life: start, serve everybody, die so long after the first yes; early ones while codes are being typed."""
        print(folder, file=self._program.stdin, flush=True)
        word, address, pid = self._line()
        assert word == "ready"
        with visiting(kiosks, address):
            if not is_early:
                _wait_for_a_yes(kiosks)
            Event().wait(moment)
            os.kill(int(pid), signal.SIGKILL)
        assert self._line() == ["ended", str(-signal.SIGKILL)]
        assert [kiosk.fault for kiosk in kiosks if kiosk.fault] == []


def _wait_for_a_yes(kiosks: Sequence[BusyKiosk]) -> None:
    """Everybody is proved, for an unfinished try is counted; then somebody has said yes."""
    for kiosk in kiosks:
        assert kiosk.is_proved.wait(PATIENCE_S)
    deadline = monotonic() + PATIENCE_S
    before = sum(kiosk.asked for kiosk in kiosks)
    while sum(kiosk.asked for kiosk in kiosks) == before and not any(kiosk.fault for kiosk in kiosks):
        assert monotonic() < deadline, "nobody says yes any more"
        Event().wait(0.002)


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    command = [sys.executable, "-m", "tests.faults.forking_site"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment(), **pipes) as program:
        yield Sites(program)
        program.stdin.close()


@pytest.fixture
def folder(tmp_path: Path, seeded: tuple[Path, dict[str, str]]) -> Path:
    """A site's data with the demonstration's people."""
    shutil.copytree(seeded[0], tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def kiosks() -> list[BusyKiosk]:
    return [BusyKiosk(device, person) for device, person in zip(DEVICES, PEOPLE, strict=True)]


def receipts_of(records: Records, person: DemoPerson) -> tuple[Receipt, ...]:
    credential = records.credentials.by_access_number(person.access_number)
    assert credential is not None
    return records.receipts.chain(credential.patient_id)


def check_choices(store: Store, kiosks: Sequence[BusyKiosk]) -> None:
    """What was told is there; what was asked and not told is there once or not; leaves are choices are receipts."""
    leaves = [leaf.digest().hex() for leaf in examine(store) if leaf.act == CHOICE]
    kept: list[str] = []
    for kiosk in kiosks:
        with store.begin() as records:
            chain = receipts_of(records, kiosk.person)
        assert set(kiosk.squares) <= {receipt.square() for receipt in chain}, "a receipt came out, and is not kept"
        assert kiosk.kept + kiosk.told <= len(chain) <= kiosk.kept + kiosk.asked
        assert [receipt.previous for receipt in chain[1:]] == [receipt.chain_hash() for receipt in chain[:-1]]
        kept += [receipt.leaf_hash for receipt in chain]
        kiosk.kept, kiosk.asked, kiosk.told = len(chain), 0, 0
    assert sorted(leaves) == sorted(kept)
    with store.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM organ_donation_choices").scalar_one() == len(kept)


def check_folder(folder: Path, kiosks: Sequence[BusyKiosk], checkpoint: str = "") -> str:
    """The folder as the dead site left it. Returns the checkpoint, which the log after the next life must continue."""
    log = LoggedSite(open_store(folder), folder)
    try:
        check_choices(log.store, kiosks)
        verdict = log.verdict(*([checkpoint] if checkpoint else []))
        assert verdict.is_good, verdict.text
        return log.checkpoint
    finally:
        log.store.close()


@pytest.mark.parametrize("seed", range(FOLDERS))
def test_what_was_told_is_kept_whenever_the_site_is_killed(
    sites: Sites, folder: Path, kiosks: list[BusyKiosk], seed: int
) -> None:
    """Life after life on the same data; the last one ends with a log of every leaf."""
    chance = random.Random(seed)  # noqa: S311 - the same moments in every run
    checkpoint, told, unsure = "", 0, 0
    for life in range(LIVES):
        sites.live(folder, kiosks, chance.uniform(0, LATEST_AFTER_S[life % 2]), is_early=life % 5 == 4)
        told += sum(kiosk.told for kiosk in kiosks)
        unsure += sum(kiosk.asked - kiosk.told for kiosk in kiosks)
        checkpoint = check_folder(folder, kiosks, checkpoint)
    assert told, "it was always killed before anybody was answered"
    assert unsure, "it was never killed between a yes and its answer"
    log = LoggedSite(open_store(folder), folder)
    log.one_round()
    assert log.is_whole(len(log.recorded()))
    assert log.verdict(checkpoint).is_good
    log.store.close()


def test_a_site_that_loses_what_it_told_is_found_out(sites: Sites, folder: Path, kiosks: list[BusyKiosk]) -> None:
    """The control: put back as it was before its last life, it has lost what people hold in their hands."""
    before = folder.with_name("before")
    shutil.copytree(folder, before)
    while not all(kiosk.squares for kiosk in kiosks):
        sites.live(folder, kiosks, 0.6)
    check_folder(folder, kiosks)
    older = open_store(before)
    with pytest.raises(AssertionError, match="a receipt came out, and is not kept"):
        check_choices(older, kiosks)
    older.close()
