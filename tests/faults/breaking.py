"""One fault at each system call of a run, one run for each: two writers side by side, each on its own folder."""

import shutil
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from tests.faults.deeds import open_counter
from tests.faults.injection import Case, Story, Writer, calls_of
from tests.faults.invariants import check_deeds

KINDS = {
    "killed": "signal=SIGKILL:when={nth}",
    "disk-full-from-there-on": "error=ENOSPC:when={nth}+",
    "disk-error": "error=EIO:when={nth}",
}
Point = tuple[str, int]
"""A system call, and which of its uses."""

_checking = threading.Lock()
"""Alembic keeps what it works on in its modules: two threads that mend two folders would mix them up."""


@dataclass(frozen=True)
class Scenario:
    """What a writer does while the fault falls, and on what."""

    shelf: Path
    case: Case
    held: Sequence[int] = ()
    """Deeds in the folder at the start, the last of them in its write-ahead log."""
    is_first_start: bool = False

    def prepare(self) -> None:
        """Make the folder that every run starts from: as a crash would leave it."""
        counter = open_counter(self.shelf / "used")
        for number in self.held:
            counter.do(number)
        shutil.copytree(self.shelf / "used", self.shelf / "made")
        counter.close()

    def fresh(self, name: str) -> Case:
        """A run of its own."""
        folder = self.shelf / name
        shutil.rmtree(folder, ignore_errors=True)
        if not self.is_first_start:
            shutil.copytree(self.shelf / "made", folder)
        return replace(self.case, folder=folder)

    def points(self, writer: Writer) -> list[Point]:
        """Every call that a run makes when nothing goes wrong."""
        calls = calls_of(writer, self.fresh("counted"), self.shelf / "trace")
        return [(call, nth) for call, count in calls.items() for nth in range(1, count + 1)]

    def break_at(self, writer: Writer, kind: str, point: Point, name: str) -> None:
        """One run with one fault; then what was told must hold, and what is asked again have one effect."""
        call, nth = point
        case, trace = self.fresh(name), self.shelf / f"{name}.trace"
        inject = f"inject={call}:{KINDS[kind].format(nth=nth)}"
        story = writer.run(case, "-o", str(trace), "-e", f"trace={call}", "-e", inject)
        assert was_hit(story, kind, trace), "the fault never came"
        with _checking:
            check_deeds(case.folder, story.told, [*case.before, *case.deeds], has_keys=case.has_keys)


def was_hit(story: Story, kind: str, trace: Path) -> bool:
    """A run that no fault touched proves nothing."""
    return story.ended == -signal.SIGKILL if kind == "killed" else "(INJECTED)" in trace.read_text()


def break_everywhere(writers: Sequence[Writer], scenario: Scenario, kind: str, points: Sequence[Point]) -> list[str]:
    """What went wrong, and at which call."""

    def work(nth: int) -> list[str]:
        wrong = []
        for point in points[nth :: len(writers)]:
            try:
                scenario.break_at(writers[nth], kind, point, f"writer-{nth}")
            except Exception as fault:  # noqa: BLE001 - whatever does not hold is told, with its call
                wrong.append(f"{kind} at {point[0]} {point[1]}: {type(fault).__name__}: {fault}")
        return wrong

    with ThreadPoolExecutor(len(writers)) as workers:
        return [each for wrong in workers.map(work, range(len(writers))) for each in wrong]
