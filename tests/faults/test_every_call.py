"""Killed, out of room or refused by the disk at any write, sync, rename, truncate or unlink: no deed lost or twice."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.breaking import KINDS, Point, Scenario, break_everywhere
from tests.faults.deeds import CHOICE, FILING, LOOK, act_of
from tests.faults.how_many import IS_NIGHTLY
from tests.faults.injection import Case, Writer, writing
from tests.faults.places import in_memory
from tests.real_stacks import requires

each_kind = pytest.mark.parametrize("kind", KINDS)
pytestmark = [requires("strace"), pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def shelf() -> Iterator[Path]:
    with TemporaryDirectory(dir=in_memory()) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def writers() -> Iterator[Sequence[Writer]]:
    """Two, for a fault mostly waits."""
    with ExitStack() as stack:
        yield [stack.enter_context(writing()) for _ in range(2)]


@pytest.fixture(scope="module")
def business(shelf: Path) -> Scenario:
    """A choice, a filing and a look, at a site that is at its ease, each with a checkpoint; then it closes."""
    scenario = Scenario(shelf / "business", Case(Path(), before=(3,), deeds=(6, 7, 8)), held=(0, 1, 2))
    scenario.prepare()
    return scenario


def share_of(points: Sequence[Point], kind: str, one_in: int) -> Sequence[Point]:
    """All of them at night; in CI one in so many, other ones for each fault."""
    return points if IS_NIGHTLY else points[list(KINDS).index(kind) :: one_in]


@each_kind
def test_a_transaction_survives_every_call(writers: Sequence[Writer], business: Scenario, kind: str) -> None:
    """What was told is kept; what was not told is there whole or not at all; asked again, it has one effect."""
    assert {act_of(number) for number in business.case.deeds} == {CHOICE, FILING, LOOK}
    points = business.points(writers[0])
    assert {"pwrite64", "fsync", "rename", "unlink", "ftruncate"} <= {call for call, _ in points}
    assert break_everywhere(writers, business, kind, points) == []


@each_kind
def test_mending_after_a_crash_survives_every_call(writers: Sequence[Writer], shelf: Path, kind: str) -> None:
    """A site that is killed while it comes back from a kill."""
    scenario = Scenario(shelf / f"mending-{kind}", Case(Path(), deeds=(3,), pauses_before_opening=True), held=range(3))
    scenario.prepare()
    assert break_everywhere(writers, scenario, kind, share_of(scenario.points(writers[0]), kind, 3)) == []


@each_kind
def test_a_first_start_survives_every_call(writers: Sequence[Writer], shelf: Path, kind: str) -> None:
    """A folder half made can be started again."""
    scenario = Scenario(
        shelf / f"first-{kind}", Case(Path(), deeds=(), pauses_before_opening=True), is_first_start=True
    )
    scenario.shelf.mkdir()
    assert break_everywhere(writers, scenario, kind, share_of(scenario.points(writers[0]), kind, 6)) == []


def test_a_site_without_keys_does_things_twice(writers: Sequence[Writer], shelf: Path) -> None:
    """The control: what was kept and not told is done again, and the check sees it."""
    case = Case(Path(), deeds=(6,), has_keys=False)
    scenario = Scenario(shelf / "keyless", case, held=(0, 1, 2))
    scenario.prepare()
    points = [point for point in scenario.points(writers[0]) if point[0] == "fsync"]
    wrong = break_everywhere(writers, scenario, "killed", points)
    assert any("carried out twice" in each for each in wrong)
