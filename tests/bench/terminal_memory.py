"""How soon the terminal draws, how much memory it takes, and whether 500 screens leave it flat (issue 2, figures).

Each run is a process of its own under Xvfb: the offscreen driver keeps memory of its own (kiosk.md 4.3).
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from service.bench.table import Row, Verdict

FIRST_FRAME_S = 3.0
MEMORY_MB = 250.0
SCREENS = 500
FLAT_MB = 8.0
"""The most that 500 screens may add, once 100 have warmed the caches: 16 kB a screen, less than its smallest icon."""
ROOT = Path(__file__).parents[2]


def measure(*, screens: int = SCREENS, runs: int = 3) -> list[Row]:
    """Three figures. The control keeps every screen drawn: a growth that the bench must see."""
    with _display() as environment:
        plain = [_run(environment, screens, keeps=False) for _ in range(runs)]
        control = _run(environment, screens, keeps=True)
    first = sorted(run["first_frame_s"] for run in plain)
    memory = max(run["first_mb"] for run in plain)
    growths = sorted(run["grown_mb"] for run in plain)
    seen = control["grown_mb"] > FLAT_MB
    context = {"control MB": control["grown_mb"], "noise MB": growths[-1] - growths[0]}
    return [
        _row("terminal: start to first frame", first[len(first) // 2], "s", FIRST_FRAME_S, {"slowest": first[-1]}),
        _row("terminal: memory at first frame", memory, "MB", MEMORY_MB, {}),
        _row(f"terminal: growth over {screens} screens", growths[-1], "MB", FLAT_MB, context, can_tell=seen),
    ]


def _row(name: str, value: float, unit: str, limit: float, context: dict[str, float], *, can_tell: bool = True) -> Row:
    reached = Verdict.REACHED if value <= limit else Verdict.MISSED
    verdict = reached if can_tell else Verdict.VOID
    return Row(name=name, value=value, unit=unit, target=f"<= {limit:g} {unit}", verdict=verdict, context=context)


def _run(environment: dict[str, str], screens: int, *, keeps: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.terminal_process", str(monotonic()), str(screens), str(int(keeps))]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180, check=True)
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


@contextmanager
def _display() -> Iterator[dict[str, str]]:
    """An X server of our own, on a number that it chooses; without one, the offscreen driver."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "SDL_VIDEODRIVER"}}
    if shutil.which("Xvfb") is None:
        yield {**environment, "SDL_VIDEODRIVER": "offscreen"}
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield {**environment, "DISPLAY": f":{number.readline().strip()}"}
    finally:
        server.terminate()
        server.wait(10)
