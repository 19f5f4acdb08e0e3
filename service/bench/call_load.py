"""450 service calls a second on PostgreSQL for a minute: three times the fleet's peak (security.md 3.1).

The site's processes, the load and the server share this machine. A call is what a terminal asks of the core: proof of
identity (two acts), a list, a document, a choice read or stated; each leaves a leaf, so each commits and syncs. The
slow hash of a proof is left out. Where the bare driver cannot read lists so often, the machine is too slow to tell.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.bench.call_mix import settle
from service.bench.call_probe import Borne, Load
from service.bench.crowded_site import bench_server
from service.bench.rounds import quantile
from service.bench.table import Row
from service.bench.verdicts import floor_row, limit_row

RATE = 450.0
SECONDS = 60.0
P99_MS = 250.0
CALLERS = 1500
PROCESSES = 2
WARM_S = 5.0
CONTROL_S = 3.0
_HELD = 0.99
"""Of the calls offered in the minute, whose number is chance's."""


def measure(
    *, rate: float = RATE, seconds: float = SECONDS, callers: int = CALLERS, processes: int = PROCESSES
) -> list[Row]:
    """Two rows: the rate that was held, and the time of the slowest hundredth."""
    with bench_server() as server, tempfile.TemporaryDirectory(prefix="relais-bench-") as name:
        url = server.create_database("calls")
        with closing(open_store(Path(name), database=url)) as store:
            settle(store, callers)
        open_keys(Path(name))  # a first start, which two at once would spoil for each other
        load = Load(folder=name, database=url, callers=callers, rate=rate / processes, seconds=seconds, seed=1)
        _borne(replace(load, seconds=min(WARM_S, seconds), seed=100), processes)
        late_s = P99_MS * 1.2 / 1000
        slow = _borne(replace(load, rate=rate / processes / 50, seconds=CONTROL_S, seed=200, late_s=late_s), processes)
        bare = _borne(replace(load, seconds=min(CONTROL_S, seconds), is_bare=True), processes)
        borne = _borne(load, processes)
    ceiling = sum(len(each.times_ms) / each.ended_s for each in bare)
    return _rows(borne, slow, rate, seconds, ceiling)


def _rows(borne: Sequence[Borne], slow: Sequence[Borne], rate: float, seconds: float, ceiling: float) -> list[Row]:
    times, late = (sorted(time for each in run for time in each.times_ms) for run in (borne, slow))
    errors = sum(len(each.errors) for each in borne)
    answered = len(times) - errors
    held = answered / max(seconds, *(each.ended_s for each in borne))
    control = quantile(late, 0.99)
    can_tell = control > P99_MS and ceiling > rate
    return [
        floor_row(
            f"service calls a second, held for {seconds:.0f} s, PostgreSQL",
            held,
            rate * _HELD,
            is_control_seen=can_tell,
            context={"offered": len(times) / seconds, "errors": errors, "bare lists a second": ceiling},
        ),
        limit_row(
            f"p99 of service calls at {rate:.0f}/s, PostgreSQL",
            quantile(times, 0.99) if not errors else float("inf"),
            "ms",
            P99_MS,
            is_control_seen=can_tell,
            context={"p50": quantile(times, 0.5), "longest": times[-1], "errors": errors, "late-call control": control},
        ),
    ]


def _borne(load: Load, processes: int) -> list[Borne]:
    """The same load on each process, with chances of their own."""
    command = [sys.executable, "-m", "service.bench.call_probe"]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for place, process in enumerate(running):
        _say(process, json.dumps(asdict(replace(load, seed=load.seed + place))))
    for process in running:
        _hear(process)
    for process in running:
        _say(process, "go")
    borne = [Borne(**json.loads(_hear(process))) for process in running]
    for process in running:
        process.communicate()
    return borne


def _say(process: "subprocess.Popen[str]", line: str) -> None:
    if process.stdin is None:
        raise RuntimeError("the probe hears nothing")
    process.stdin.write(line + "\n")
    process.stdin.flush()


def _hear(process: "subprocess.Popen[str]") -> str:
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise RuntimeError("the probe ended before it told")
    return line
