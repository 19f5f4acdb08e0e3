"""The planted-bug check: each defect of `planted.py` goes into a copy of the product, and its test must fail there."""

import os
import queue
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from tests.mutants.mutant import Mutant
from tests.mutants.planted import MUTANTS
from tests.real_stacks import has

ROOT = Path(__file__).parents[2]
COPIED = ("core", "hardware", "ivr", "kiosk", "service", "tests", "pyproject.toml")
AT_ONCE = 2
PATIENCE_S = 300
Answers = Mapping[Mutant | None, Future[subprocess.CompletedProcess[str]]]


class Copies:
    """As many copies of the product as work at once; each has one defect at a time, or none."""

    def __init__(self, folder: Path) -> None:
        self._free: queue.Queue[Path] = queue.Queue()
        for number in range(AT_ONCE):
            copy = folder / str(number)
            copy.mkdir()
            for name in COPIED:
                (shutil.copytree if (ROOT / name).is_dir() else shutil.copy2)(ROOT / name, copy / name)
            self._free.put(copy)

    def ask(self, tests: list[str], mutant: Mutant | None = None) -> subprocess.CompletedProcess[str]:
        """Run these tests on a copy that has this defect."""
        copy = self._free.get()
        try:
            with planted(mutant, copy) if mutant else nullcontext():
                return run(tests, copy)
        finally:
            self._free.put(copy)


@contextmanager
def planted(mutant: Mutant, copy: Path) -> Iterator[None]:
    """The old text stands there, once or more; the new one stands in its place for a while."""
    path = copy / mutant.path
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(written, encoding="utf-8")


def run(tests: list[str], copy: Path) -> subprocess.CompletedProcess[str]:
    """In a process that sees this copy alone, and writes no bytecode that could outlive the defect."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "--tb=line", "-p", "no:cacheprovider"]
    # Plugins that no test of the table needs take longer to load than the tests take to run.
    command += ["-p", "pytest_timeout"]
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(copy),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    return subprocess.run(
        [*command, *tests], cwd=copy, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Answers]:
    """What the tests say of each defect, and of the product as it is; two are asked at a time."""
    copies = Copies(tmp_path_factory.mktemp("copies"))
    everything = sorted({mutant.caught_by for mutant in MUTANTS})
    with ThreadPoolExecutor(AT_ONCE) as threads:
        asked = {
            mutant: threads.submit(copies.ask, [mutant.caught_by], mutant) for mutant in MUTANTS if may_run(mutant)
        }
        yield {None: threads.submit(copies.ask, everything), **asked}
        threads.shutdown(cancel_futures=True)


def may_run(mutant: Mutant) -> bool:
    """Whether what it needs is here; where it must be, its absence is a failure."""
    is_required = os.environ.get("RELAIS_REQUIRE_REAL") == "1"
    return not mutant.needs_postgres or has("postgres") or is_required


@pytest.mark.timeout(900)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.defect)
def test_a_planted_defect_is_caught(answers: Answers, mutant: Mutant) -> None:
    """By a test that ran and failed, not by a program that broke."""
    if mutant not in answers:
        pytest.skip("needs postgres")
    done = answers[mutant].result()
    said = done.stdout.splitlines()[-1] if done.stdout else done.stderr
    assert (done.returncode, "failed" in said, "error" in said) == (1, True, False), done.stdout[-3000:]


@pytest.mark.timeout(900)
def test_the_product_as_it_is_passes(
    answers: Answers,
) -> None:
    """Control: what fails with a defect passes without."""
    done = answers[None].result()
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.defect)
def test_a_defect_still_has_its_place(mutant: Mutant) -> None:
    """Said at once when the line it spoils has changed: the table follows the code."""
    assert mutant.old in (ROOT / mutant.path).read_text(encoding="utf-8")


def test_there_are_enough_of_them() -> None:
    """At least fifteen, in all four kinds of code."""
    assert len({mutant.defect for mutant in MUTANTS}) == len(MUTANTS) >= 15
