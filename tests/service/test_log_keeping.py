"""The log beside a running site: soon, whatever fails, to the last leaf, and never on a log that somebody changed."""

import errno
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from structlog.testing import capture_logs

from core.acts.list_documents import ListDocuments
from core.demo.seed import seed
from core.domain.identifiers import PatientId
from core.storage.audit_log.sequencer import BATCH, Sequencer
from service.faults import OperatorError
from service.log_keeping import PAUSE_SECONDS, LogKeeper, keeping_log, publish_log
from service.premises import Premises, open_premises
from service.settings import Settings
from tests.core.storage.audit_log.failing_disk import FailingDisk
from tests.people import as_patient
from tests.waiting_leaves import LoggedSite

BEHIND_SECONDS = 2.0
LOAD_SECONDS = 3.0


@pytest.fixture
def premises(tmp_path: Path) -> Iterator[Premises]:
    """An open site without a person."""
    with open_premises(tmp_path / "site") as premises:
        yield premises


def logged(premises: Premises) -> LoggedSite:
    return LoggedSite(premises.store, premises.folder)


def test_the_log_is_there_before_the_site_serves_and_whole_when_it_ends(premises: Premises) -> None:
    """What waited is published at the start, what came last at the end."""
    site = logged(premises)
    site.add(3)
    with keeping_log(premises):
        assert site.is_whole(3)
        site.add(2)
    assert site.is_whole(5)


class BusyMachine(Sequencer):
    """A sequencer on invented time: leaves come steadily, a round takes its time, and now and then the disk is slow."""

    def __init__(self, leaves_a_second: float, pause_seconds: float) -> None:
        self._rate = leaves_a_second
        self._pause = pause_seconds
        self.now, self.published, self.rounds, self.furthest_behind = 0.0, 0, 0, 0.0

    def catch_up(self) -> int:
        oldest_waiting = self.published / self._rate
        done = min(BATCH, int(self.now * self._rate) - self.published)
        self.rounds += 1
        self.now += 0.05 + done / 1000 + (0.4 if self.rounds % 5 == 0 else 0.0)
        self.published += done
        if done:
            self.furthest_behind = max(self.furthest_behind, self.now - oldest_waiting)
        return done

    def play(self, seconds: float) -> float:
        """How far behind it was, at worst."""
        keeper = LogKeeper(self)
        while self.now < seconds:
            pause = keeper.round()
            self.now += self._pause if pause else 0.0
        return self.furthest_behind


def test_the_pace_keeps_the_log_within_two_seconds() -> None:
    """450 acts a second, 1,000 leaves sequenced a second, a slow disk every fifth round; a long pause would not do."""
    assert BusyMachine(450, PAUSE_SECONDS).play(600) < BEHIND_SECONDS
    assert BusyMachine(1, PAUSE_SECONDS).play(600) < BEHIND_SECONDS
    assert BusyMachine(450, 2.0).play(600) > BEHIND_SECONDS, "the control: the measure sees a log that is late"


def test_a_full_batch_is_followed_at_once(premises: Premises) -> None:
    """A burst is worked off without a pause, then it waits."""
    logged(premises).add(BATCH + 1)
    assert premises.sequencer is not None
    keeper = LogKeeper(premises.sequencer)
    assert [keeper.round() for _ in range(3)] == [0.0, PAUSE_SECONDS, PAUSE_SECONDS]


@pytest.mark.timeout(240)
def test_under_load_no_leaf_waits_two_seconds(tmp_path: Path) -> None:
    """Acts as fast as they go: what is committed at any moment is under a published checkpoint two seconds later."""
    with open_premises(tmp_path / "site") as premises:
        odette = seed(premises.door)["odette"]
        with keeping_log(premises):
            waited = list(looks_under_load(premises, odette))
    assert len(waited) > 10
    assert max(waited) < BEHIND_SECONDS


def looks_under_load(premises: Premises, odette: PatientId) -> Iterator[float]:
    """Look every now and then how many acts are done; give for each look how long all of them took to be published."""
    site = logged(premises)
    before, done, end = published(site), 0, time.monotonic() + LOAD_SECONDS
    looks: list[tuple[float, int]] = []
    while looks or time.monotonic() < end:
        if time.monotonic() < end:
            for _ in range(10):
                premises.door.perform(ListDocuments(), as_patient(odette))
            done += 10
            looks.append((time.monotonic(), done))
        else:
            Event().wait(0.02)
        while looks and published(site) - before >= looks[0][1]:
            yield time.monotonic() - looks.pop(0)[0]


def published(site: LoggedSite) -> int:
    return int(site.checkpoint.split("\n")[1])


def test_a_full_disk_is_told_once_and_waited_for(premises: Premises) -> None:
    """By its kind alone; when there is room again that is told too, and no leaf is lost."""
    site = logged(premises)
    site.add(5)
    with closing(site.sequencer(Full(site.log, rounds=3))) as sequencer, capture_logs() as journal:
        keeper = LogKeeper(sequencer)
        assert [keeper.round() for _ in range(5)] == [PAUSE_SECONDS] * 5
    assert journal == [
        {"event": "audit-log-behind", "kind": "OSError", "log_level": "error"},
        {"event": "audit-log-goes-on", "log_level": "info"},
    ]
    assert site.is_whole(5)


class Full(FailingDisk):
    """A disk without room for some rounds."""

    def __init__(self, root: Path, rounds: int) -> None:
        super().__init__(root)
        self._rounds = rounds

    def make_folder(self, folder: Path) -> None:
        if self._rounds:
            self._rounds -= 1
            raise OSError(errno.ENOSPC, "/a/path/that/nobody/may/read")
        super().make_folder(folder)


def test_a_site_does_not_start_on_a_log_that_somebody_changed(premises: Premises) -> None:
    """It says what to look at, and nothing is written over."""
    site = logged(premises)
    site.add(5)
    publish_log(premises)
    (entries,) = (site.log / "tile" / "entries" / "000.p").iterdir()
    entries.write_bytes(entries.read_bytes().replace(b"leaf-3", b"leaf-9"))
    again = replace(premises, sequencer=site.sequencer())
    with pytest.raises(OperatorError, match="somebody changed them"), keeping_log(again):
        pytest.fail("it serves")
    assert b"leaf-9" in entries.read_bytes()


def test_a_site_that_is_not_the_sequencer_leaves_the_log_alone(tmp_path: Path) -> None:
    """`sequencer = false`: no folder, no checkpoint, leaves wait for the site that is."""
    with open_premises(tmp_path / "site", Settings(sequencer=False)) as premises:
        logged(premises).add(3)
        with keeping_log(premises):
            publish_log(premises)
        assert not logged(premises).log.exists()
