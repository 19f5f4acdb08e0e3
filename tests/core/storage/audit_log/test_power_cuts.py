"""The writer killed, and the power cut, at every step it makes: the checkpoint found can always be verified."""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from core.storage.audit_log.layout import Tile
from core.storage.audit_log.tiles import TiledLog
from core.storage.errors import StoreError
from service.stand_alone_verifier import verify_log
from tests.audit_logs import KEY, HastyFiles, bodies, image_of, lay_out, note_of, publish, read_image
from tests.core.storage.audit_log.failing_disk import FailingDisk, ForgetfulDisk, PowerCut

BATCHES = (3, 250, 0, 8, 260)
"""Leaves written one after the other, each batch signed; nothing to sign is signed again."""
LEAVES = bodies(sum(BATCHES))
IMAGES = 30 if os.environ.get("RELAIS_NIGHTLY") else 2
"""Folders that could be left by one power cut."""


def write_batches(log: TiledLog, said: list[int] | None = None) -> None:
    """Write and sign batch by batch; note each size that was acknowledged."""
    for batch in BATCHES:
        log.append(log.size, LEAVES[log.size : log.size + batch])
        publish(log)
        if said is not None:
            said.append(log.size)


def until_cut(folder: Path, disk: FailingDisk, kind: type[TiledLog] = TiledLog) -> int:
    """Write until the disk fails; give the last size acknowledged."""
    folder.mkdir()
    said = [0]
    with suppress(PowerCut):
        write_batches(kind(folder, KEY, disk), said)
    return said[-1]


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> range:
    """Every step of the writing, and the end."""
    folder = tmp_path_factory.mktemp("whole") / "log"
    disk = FailingDisk(folder)
    until_cut(folder, disk)
    return range(disk.steps + 1)


def is_verified(folder: Path, said: int) -> bool:
    """Whether the checkpoint holds, and is not older than what was acknowledged."""
    if not (folder / "checkpoint").exists():
        return said == 0
    size = int((folder / "checkpoint").read_text(encoding="utf-8").split("\n")[1])
    return size >= said and verify_log(folder, KEY.text()).is_good


def finishes(folder: Path) -> bool:
    """Whether the next start brings the log to the very bytes of a writing that nothing interrupted."""
    log = TiledLog(folder, KEY, HastyFiles())
    log.append(log.size, LEAVES[log.size :])
    note = publish(log)
    return read_image(folder) == {**image_of(LEAVES), "checkpoint": note.encode()}


def test_killed_at_any_step_the_log_verifies_and_goes_on(tmp_path: Path, steps: range) -> None:
    """Every step, a file being written included."""
    for at in steps:
        folder = tmp_path / str(at)
        said = until_cut(folder, FailingDisk(folder, at))
        assert is_verified(folder, said), at
        assert finishes(folder), at


@pytest.mark.timeout(1800)
def test_with_the_power_cut_at_any_step_the_log_verifies_and_goes_on(tmp_path: Path, steps: range) -> None:
    """Names that were not synced are there or not, in any mixture."""
    for at in steps:
        folder = tmp_path / str(at)
        disk = FailingDisk(folder, at)
        said = until_cut(folder, disk)
        for seed in range(IMAGES):
            found = tmp_path / f"{at}-{seed}"
            lay_out(found, disk.after_power_cut(seed))
            assert is_verified(found, said), (at, seed)
            assert finishes(found), (at, seed)


def test_a_full_or_broken_disk_stops_the_writer_until_it_is_opened_again(tmp_path: Path, steps: range) -> None:
    """Every step: what was acknowledged holds, the writer refuses to guess, the next start goes on."""
    for at in steps[:-1]:
        folder = tmp_path / str(at)
        folder.mkdir()
        log = TiledLog(folder, KEY, FailingDisk(folder, at, OSError(errno.ENOSPC if at % 2 else errno.EIO, "failed")))
        with pytest.raises(OSError, match="failed"):
            write_batches(log)
        with pytest.raises(StoreError, match="open it again"):
            log.append(log.size, [b"one more"])
        with pytest.raises(StoreError, match="open it again"):
            log.publish(note_of(log.size, log.root()))
        assert is_verified(folder, 0), at
        assert finishes(folder), at


def test_a_disk_that_does_not_sync_is_caught(tmp_path: Path, steps: range) -> None:
    """The control of the power cuts: without syncs, some folder that could be found does not verify."""
    bad = 0
    for at in steps:
        folder = tmp_path / str(at)
        disk = ForgetfulDisk(folder, at)
        said = until_cut(folder, disk)
        found = tmp_path / f"{at}-found"
        found.mkdir()
        lay_out(found, disk.after_power_cut(at))
        bad += not is_verified(found, said)
    assert bad > 0


class CheckpointFirst(TiledLog):
    """A writer with a defect: it signs what it is about to write."""

    _late: Sequence[Tile] = ()

    def _write(self, tiles: Sequence[Tile]) -> None:
        self._late = tiles

    def publish(self, note: str) -> None:
        super().publish(note)
        super()._write(self._late)


def test_a_writer_that_signs_first_is_caught(tmp_path: Path, steps: range) -> None:
    """The control of the kills: some folder left by it does not verify."""
    bad = 0
    for at in steps:
        folder = tmp_path / str(at)
        said = until_cut(folder, FailingDisk(folder, at), CheckpointFirst)
        bad += not is_verified(folder, said)
    assert bad > 0
