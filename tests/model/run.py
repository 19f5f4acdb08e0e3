"""Runs the model on one engine: `python -m tests.model.run ENGINE STEPS SEED`. The same seed takes the same steps.

Prints one line of JSON at the end; when a step is not as the model says, the steps that led there, made few.
"""

import gc
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from service.bench.postgres_server import PostgresServer
from tests.model.canaries import found_under
from tests.model.known import FINDING, NAME, TITLE, traits
from tests.model.machine import Machine
from tests.model.site import Site
from tests.model.witness import Witness

STEPS_OF_A_SITE = 25_000
"""Then another is opened, on nothing: an old one returns more slowly from each death."""
_STEPS_OF_A_RUN = 250
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, with a name nobody can guess
_SETTINGS = settings(
    stateful_step_count=_STEPS_OF_A_RUN,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    print_blob=False,
    report_multiple_bugs=False,
)
SEARCH = settings(_SETTINGS, phases=(Phase.generate,), stateful_step_count=60)
"""Stops at the first step that is not as it must, and does not look for a shorter way there."""


def run(engine: str, steps: int, chance: int) -> int:
    """How many steps were made, on as many sites as they need; AssertionError at the first that is not as it must."""
    made = 0
    while made < steps:
        with _place(engine) as (folder, database):
            made += live(Site(folder, database, chance + made), min(steps - made, STEPS_OF_A_SITE), chance + made)
    return made


def live(site: Site, steps: int, chance: int, how: settings = _SETTINGS) -> int:
    """One site, from its opening to its end."""
    witness = Witness(site)
    machine = type("OnThisSite", (Machine,), {"site": site, "witness": witness})
    while machine.steps < steps:
        runs = -(-(steps - machine.steps) // _STEPS_OF_A_RUN)
        seeded = seed(chance + machine.steps)(machine)
        run_state_machine_as_test(seeded, settings=settings(how, max_examples=runs))
    witness.look_back()
    site.close()
    return machine.steps


@contextmanager
def _place(engine: str) -> Iterator[tuple[Path, str]]:
    """A folder and a database, in memory, for no power is cut here. What was written there at the end tells nothing."""
    with tempfile.TemporaryDirectory(prefix="relais-model-", dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        folder = Path(name)
        if engine == "sqlcipher":
            yield folder, ""
            demand_silence(folder)
            return
        with PostgresServer() as server:
            yield folder, server.create_database("model")
            server.stop()
            demand_silence(folder, server.folder)


def demand_silence(*folders: Path) -> None:
    """No name, number, title or finding of anybody in any byte of any file."""
    leaked = found_under(folders, (NAME, TITLE, FINDING, traits(1).nir.number))
    assert not leaked, leaked


if __name__ == "__main__":
    # What is imported stays: nothing of it has to be looked at again.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    started = monotonic()
    done = run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    json.dump({"steps": done, "seconds": round(monotonic() - started, 1)}, sys.stdout)
