"""A hundred whole visits through the real terminal and the real site: memory is the same after the last as early on.

Under Xvfb, as kiosks have a display; the driver without one leaks by itself. Two people in turn, one of them with 300
documents. The first visits load fonts, pictures and code; what is kept after them would be somebody's.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.bench.table import Row
from service.bench.terminal import GROWTH_MB, RESIDENT_MB, display
from service.bench.verdicts import limit_row

SETTLED_AFTER, VISITS, HOARDED = 20, 100, 5


@dataclass(frozen=True, kw_only=True)
class Visited:
    """After one visit, in MB of memory."""

    terminal: float
    site: float


def measure(*, settled: int = SETTLED_AFTER, visits: int = VISITS) -> list[Row]:
    """Two rows: the most, and the growth from the twentieth visit to the hundredth."""
    seen = watch_visits(visits, HOARDED)
    most = max(each.terminal for each in seen[:visits])
    early, last, leaked = seen[settled - 1], seen[visits - 1], seen[-1]
    growth, leak = last.terminal - early.terminal, leaked.terminal - last.terminal
    return [
        limit_row(
            f"terminal, most memory over {visits} visits",
            most,
            "MB",
            RESIDENT_MB,
            is_control_seen=leak > GROWTH_MB,
            context={"after the first MB": seen[0].terminal},
        ),
        limit_row(
            f"terminal, growth from visit {settled} to {visits}",
            growth,
            "MB",
            GROWTH_MB,
            is_control_seen=leak > GROWTH_MB,
            context={
                f"leak of {HOARDED} x 2 MiB seen as MB": leak,
                "KB a visit": growth * 1024 / (visits - settled),
                "site MB": last.site,
                "site's growth MB": last.site - early.site,
            },
        ),
    ]


def watch_visits(visits: int, hoarded: int) -> list[Visited]:
    """Play them; a visit that stops on the way raises."""
    with (
        tempfile.TemporaryDirectory(prefix="relais-bench-") as folder,
        display() as environment,
        _site(Path(folder)) as (address, process_id),
        subprocess.Popen(
            [sys.executable, "-m", "service.bench.visits_probe", address, str(visits), str(hoarded)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        ) as terminal,
    ):
        seen = [
            Visited(terminal=json.loads(line)["resident_mb"], site=_resident_mb(process_id))
            for line in terminal.stdout or ()
        ]
    if len(seen) != visits + hoarded:
        raise ValueError(f"visit {len(seen) + 1} was not whole")
    return seen


@contextmanager
def _site(folder: Path) -> Iterator[tuple[str, int]]:
    """The product's own site with the people of the demonstration; its address and its process id."""
    command = [sys.executable, "-m", "service", "site", "--data", str(folder / "site"), "--port", "0", "--demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            word, _, address = (process.stdout.readline() if process.stdout else "").strip().partition(" ")
            if word != "ready":
                raise ValueError("the site did not start")
            yield address, process.pid
        finally:
            process.terminate()


def _resident_mb(process_id: int) -> float:
    pages = int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20
