"""A clock that only beats, in a process of its own beside a measure: how unquiet the machine itself was meanwhile.

`python -m service.bench.bare_clock` beats each 20 ms until its input ends, then tells its p99 gap in milliseconds.
"""

import itertools
import select
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from service.bench.rounds import quantile
from service.bench.table import Row
from service.bench.verdicts import limit_row

BEAT_S = 0.02
UNQUIET_MS = 25.0
"""p99 gap beyond which the machine is busy with others."""
_Result = TypeVar("_Result")


def beside_a_clock(work: Callable[[], _Result]) -> tuple[_Result, float]:
    """What the work gives, and the clock's p99 gap: where that is long, whatever else beat there says little."""
    command = [sys.executable, "-m", "service.bench.bare_clock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            result = work()
        finally:
            told, _ = process.communicate()
    return result, float(told)


def gap_row(name: str, gaps: list[float], limit_ms: float, *, standing_still: list[float], bare_ms: float) -> Row:
    """The p99 of gaps that are given in order of length; `standing_still` are those of a worker made worse.

    A limit missed is void where the clock beside it, which does nothing else, is late by half of what the line may be:
    noise of the machine makes gaps longer, never shorter.
    """
    p99, control = quantile(gaps, 0.99), quantile(standing_still, 0.99)
    return limit_row(
        name,
        p99,
        "ms",
        limit_ms,
        is_control_seen=control > limit_ms and (p99 <= limit_ms or bare_ms <= UNQUIET_MS),
        context={
            "p50": quantile(gaps, 0.5),
            "p95": quantile(gaps, 0.95),
            "longest": gaps[-1],
            "counted": len(gaps),
            "standing-still control": control,
            "bare clock beside": bare_ms,
        },
    )


def main() -> None:
    """Beat until the input ends."""
    due = time.perf_counter()
    beats = [due]
    while True:
        due += BEAT_S
        ended, _, _ = select.select([sys.stdin], [], [], max(due - time.perf_counter(), 0))
        if ended:
            break
        beats.append(time.perf_counter())
    gaps = sorted((after - before) * 1000 for before, after in itertools.pairwise(beats))
    sys.stdout.write(f"{quantile(gaps, 0.99) if gaps else 0.0}\n")


if __name__ == "__main__":
    main()
