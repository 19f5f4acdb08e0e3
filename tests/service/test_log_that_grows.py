"""A verifier beside a log that grows: whenever it looks, and however slowly, what it finds is good."""

from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pytest

from core.storage.audit_log.layout import Tile
from core.storage.audit_log.tiles import TiledLog
from service.stand_alone_verifier import verify_log
from tests.audit_logs import KEY, HastyFiles, bodies, publish

BATCHES = (3, 250, 1, 260, 8)
LEAVES = bodies(sum(BATCHES))
LONG = bodies(4000)


class WatchedFiles(HastyFiles):
    """Files that somebody verifies after every step of whoever writes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.looks: list[bool] = []

    def _look(self) -> None:
        if (self._folder / "checkpoint").exists():
            self.looks.append(verify_log(self._folder, KEY.text()).is_good)

    def put(self, path: Path, content: bytes) -> None:
        super().put(path, content)
        self._look()

    def move(self, source: Path, target: Path) -> None:
        super().move(source, target)
        self._look()

    def delete(self, path: Path) -> None:
        super().delete(path)
        self._look()


class CheckpointFirst(TiledLog):
    """A writer with a defect: it publishes what it is about to write."""

    _late: Sequence[Tile] = ()

    def _write(self, tiles: Sequence[Tile]) -> None:
        self._late = tiles

    def publish(self, note: str) -> None:
        super().publish(note)
        super()._write(self._late)


def looks_at(folder: Path, kind: type[TiledLog]) -> list[bool]:
    """What was found after each step of writing."""
    folder.mkdir()
    files = WatchedFiles(folder)
    log = kind(folder, KEY, files)
    for batch in BATCHES:
        log.append(log.size, LEAVES[log.size : log.size + batch])
        publish(log)
    return files.looks


def test_after_every_step_of_the_writer_the_log_verifies(tmp_path: Path) -> None:
    """Tiles written, named, replaced by wider ones, taken away."""
    looks = looks_at(tmp_path / "log", TiledLog)
    assert len(looks) > 30
    assert all(looks)


def test_a_writer_that_publishes_first_is_seen(tmp_path: Path) -> None:
    """The control: some look finds it out."""
    assert not all(looks_at(tmp_path / "log", CheckpointFirst))


@pytest.mark.timeout(300)
def test_a_verifier_that_reads_while_the_log_grows_finds_it_good(tmp_path: Path) -> None:
    """It reads the checkpoint, then tiles that have become wider meanwhile; each time the log has not shrunk."""
    log = TiledLog(tmp_path, KEY, HastyFiles())
    publish(log)

    def grow() -> None:
        while log.size < len(LONG):
            log.append(log.size, LONG[log.size : log.size + 7])
            publish(log)

    writer = Thread(target=grow)
    writer.start()
    kept, sizes = (tmp_path / "checkpoint").read_text(encoding="utf-8"), list[int]()
    while writer.is_alive() or not sizes:
        verdict = verify_log(tmp_path, KEY.text(), [kept])
        assert verdict.is_good, verdict.text
        kept = verdict.text
        sizes.append(int(kept.split("\n")[1]))
    writer.join()
    assert sizes == sorted(sizes)
    assert verify_log(tmp_path, KEY.text(), [kept]).is_good
