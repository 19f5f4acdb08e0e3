"""The sequencer killed at every stage of its work, on either engine: nothing is lost, nothing doubled, all verifies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.storage.audit_log.sequencer import BATCH, Sequencer
from core.storage.audit_log.tiles import TiledLog
from core.storage.errors import StoreError
from core.storage.unit_of_work import Store
from tests.core.storage.audit_log.failing_disk import FailingDisk, PowerCut
from tests.waiting_leaves import LoggedSite, UnsteadyKeys


@pytest.fixture
def site(store: Store, tmp_path: Path) -> LoggedSite:
    """A site without a leaf."""
    return LoggedSite(store, tmp_path)


class LateSequencer(Sequencer):
    """With a defect: a leaf gets its place in the database after it was published, and nothing is taken back."""

    def _number(self, _log: TiledLog) -> list[bytes]:
        with self._audit() as audit:
            return [leaf.canonical() for leaf in audit.all()[audit.numbered() :]]

    def _publish(self, log: TiledLog, bodies: list[bytes]) -> int:
        done = super()._publish(log, bodies)
        with self._audit() as audit:
            audit.number_pending(BATCH)
        return done

    def _take_back(self, log: TiledLog, numbered: int) -> None:
        """Nothing."""


def killed_everywhere(site: LoggedSite) -> Iterator[str]:
    """Four leaves more each time, and a round cut at every step of the disk, then at signing."""
    for at in range(1000):
        site.add(4)
        try:
            site.one_round(FailingDisk(site.log, at))
        except PowerCut:
            yield f"step {at}"
        else:
            yield "no more step"
            break
    assert at > 10, "there were steps to cut"
    site.add(4)
    with pytest.raises(PowerCut):
        site.one_round(keys=UnsteadyKeys(site.keys, fails_at=0))
    yield "signing"


def test_killed_at_any_stage_nothing_is_lost_or_doubled(site: LoggedSite) -> None:
    """Numbered, written in part, signed, kept, published in part: the next start finishes, wherever it was cut."""
    site.add(240)
    site.restart()
    older, count = [site.checkpoint], 240
    for at in killed_everywhere(site):
        count += 4
        assert site.verdict(*older).is_good, at
        site.restart()
        assert site.is_whole(count), at
        assert site.verdict(*older).is_good, at
        older.append(site.checkpoint)


def test_a_sequencer_that_numbers_late_is_caught(site: LoggedSite) -> None:
    """The control of the kills: cut at some step, its next start refuses, or doubles leaves."""
    late = LoggedSite(site.store, site.folder, LateSequencer)
    late.add(240)
    late.restart()
    assert any(is_caught(late, 240 + 4 * rank) for rank, _ in enumerate(killed_everywhere(late), start=1))


def is_caught(site: LoggedSite, count: int) -> bool:
    """Whether its next start shows that something went wrong."""
    try:
        site.restart()
    except StoreError:
        return True
    return not site.is_whole(count)
