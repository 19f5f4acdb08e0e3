"""The power is cut at any moment: what was told is there, and the store opens. With weaker settings it is not so."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.breaking import Scenario
from tests.faults.how_many import how_many
from tests.faults.injection import Case, writing
from tests.faults.places import in_memory
from tests.faults.power_cuts import LOST, WHOLE, cut_often
from tests.faults.recording import Event, record
from tests.real_stacks import requires

pytestmark = [requires("strace"), pytest.mark.timeout(3 * 3600)]
SEED = 20261126


@pytest.fixture(scope="module")
def shelf() -> Iterator[Path]:
    with TemporaryDirectory(dir=in_memory()) as folder:
        yield Path(folder)


def recorded(shelf: Path, *pragmas: str) -> tuple[Path, list[Event]]:
    """A run that begins with a log to mend, does choices, filings and looks with a checkpoint now and then, and ends."""
    case = Case(Path(), deeds=tuple(range(3, 27)), pauses_before_opening=True, pragmas=("wal_autocheckpoint = 40", *pragmas))
    scenario = Scenario(shelf, case, held=(0, 1, 2))
    scenario.prepare()
    with writing() as writer:
        return shelf / "made", record(writer, scenario.fresh("recorded"), shelf / "trace")


def test_a_power_cut_loses_nothing_that_was_told(shelf: Path) -> None:
    """Un-synced sectors are lost or torn, names not yet synced are lost: the store opens, and holds what it said."""
    made, events = recorded(shelf / "full")
    images = how_many(1_500, 100_000)
    assert cut_often(made, events, images, shelf, seed=SEED) == {WHOLE: images}


@pytest.mark.parametrize(("setting", "images"), [("NORMAL", 150), ("OFF", 150)])
def test_weaker_settings_lose_what_was_told(shelf: Path, setting: str, images: int) -> None:
    """The control: the same cuts, on the same deeds, are seen to lose what a weaker setting risks."""
    made, events = recorded(shelf / setting, f"synchronous = {setting}")
    found = cut_often(made, events, images, shelf, seed=SEED)
    assert found[LOST] > images // 20
