"""The power is cut at any moment: what was told is there, and the store opens. With weaker settings it is not so."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.breaking import Scenario
from tests.faults.how_many import how_many
from tests.faults.injection import Case, Writer, writing
from tests.faults.places import in_memory
from tests.faults.power_cuts import DAMAGED, LOST, WHOLE, cut_often
from tests.faults.recording import Event, record
from tests.real_stacks import requires

pytestmark = [requires("strace"), pytest.mark.timeout(4 * 3600)]
WORKERS = 2
PER_TASK = 250


@pytest.fixture(scope="module")
def shelf() -> Iterator[Path]:
    with TemporaryDirectory(dir=in_memory()) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def writer() -> Iterator[Writer]:
    with writing() as writer:
        yield writer


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """New processes: what earlier tests left running in this one would not survive a fork."""
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        yield pool


def recorded(writer: Writer, shelf: Path, *pragmas: str) -> tuple[Path, list[Event]]:
    """A run that begins with a log to mend, does 18 deeds with a checkpoint now and then, and closes."""
    deeds = tuple(range(3, 21))
    case = Case(Path(), deeds=deeds, pauses_before_opening=True, pragmas=("wal_autocheckpoint = 40", *pragmas))
    scenario = Scenario(shelf, case, held=(0, 1, 2))
    scenario.prepare()
    return shelf / "made", record(writer, scenario.fresh("recorded"), shelf / "trace")


def cut(pool: ProcessPoolExecutor, made: Path, events: Sequence[Event], images: int) -> Counter[str]:
    """So many power cuts, shared out; the number of a task is its seed."""
    tasks = range(-(-images // PER_TASK))
    counts = [min(PER_TASK, images - task * PER_TASK) for task in tasks]
    with ExitStack() as stack:
        shelves = [Path(stack.enter_context(TemporaryDirectory(dir=made.parent))) for _ in tasks]
        same = len(tasks)
        return sum(pool.map(cut_often, [made] * same, [events] * same, counts, shelves, tasks), Counter())


def test_a_power_cut_loses_nothing_that_was_told(writer: Writer, pool: ProcessPoolExecutor, shelf: Path) -> None:
    """Un-synced sectors are lost or torn, names not yet synced are lost: the store opens, and holds what it said."""
    made, events = recorded(writer, shelf / "full")
    images = how_many(1_500, 100_000)
    assert cut(pool, made, events, images) == {WHOLE: images}


def test_a_power_cut_at_the_first_start_loses_nothing(writer: Writer, pool: ProcessPoolExecutor, shelf: Path) -> None:
    """Keys included: the folder opens again, empty, or with what was told in it."""
    for name in ("nothing", "first"):
        (shelf / name).mkdir()
    case = Case(shelf / "first", deeds=(0, 1, 2), pauses_before_opening=True)
    events = record(writer, case, shelf / "first.trace")
    images = how_many(60, 2_000)
    assert cut(pool, shelf / "nothing", events, images) == {WHOLE: images}


@pytest.mark.parametrize(("setting", "what"), [("NORMAL", LOST), ("OFF", DAMAGED)])
def test_weaker_settings_are_seen_to_fail(
    writer: Writer, pool: ProcessPoolExecutor, shelf: Path, setting: str, what: str
) -> None:
    """The control: the same cuts and deeds; NORMAL loses what was told, OFF leaves files that do not open."""
    made, events = recorded(writer, shelf / setting, f"synchronous = {setting}")
    images = 150
    found = cut(pool, made, events, images)
    assert found[what] > images // 10, found
