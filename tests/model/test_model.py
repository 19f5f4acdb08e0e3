"""A hundred thousand steps of people, operator, strangers and faults, each as the model says (security.md 5.5)."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.engines import ENGINES
from tests.real_stacks import has

IS_NIGHTLY = os.environ.get("RELAIS_NIGHTLY") == "1"
STEPS = {"sqlcipher": 90_000, "postgres": 10_000}
SEED = 20261126
"""The same steps at each commit; others each night."""
PATIENCE_S = 1800.0


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, "subprocess.Popen[str]"]]:
    """Both engines at once, a process each."""
    times, chance = (10, random.SystemRandom().randrange(10**9)) if IS_NIGHTLY else (1, SEED)
    engines = [engine for engine in STEPS if engine == "sqlcipher" or has("postgres")]
    started = {engine: _start(engine, STEPS[engine] * times, chance) for engine in engines}
    yield started
    for process in started.values():
        if process.poll() is None:
            # Its own PostgreSQL ends with it.
            process.send_signal(signal.SIGINT)
            process.wait()


def _start(engine: str, steps: int, chance: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.model.run", engine, str(steps), str(chance)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.timeout(PATIENCE_S * (10 if IS_NIGHTLY else 1))
@pytest.mark.parametrize("engine", ENGINES)
def test_every_step_is_as_the_model_says(runs: dict[str, "subprocess.Popen[str]"], engine: str) -> None:
    """No access without basis, one leaf an act, nothing lost, doubled or mixed up, tries counted, no word in clear."""
    said, _ = runs[engine].communicate()
    assert runs[engine].returncode == 0, f"replay: {' '.join(map(str, runs[engine].args[1:]))}\n{said[-20_000:]}"
    assert json.loads(said.splitlines()[-1])["steps"] >= STEPS[engine] * (10 if IS_NIGHTLY else 1)
