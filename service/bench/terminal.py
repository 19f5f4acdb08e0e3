"""The terminal program as a public place has it: first frame, memory, 500 screens, time to draw one."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from kiosk.protocol import Screen
from service.bench.rounds import quantile
from service.bench.table import Row
from service.bench.terminal_site import ScreenSite, real_screens, screen_site
from service.bench.verdicts import AbsentError, limit_row

FIRST_FRAME_S, RESIDENT_MB, GROWTH_MB, OWN_MS, IDLE_SHARE = 3.0, 250.0, 5.0, 60.0, 0.05
IDLE_S = 20.0
STARTS = 3
SETTLED_AFTER, MEASURED, HOARDED = 100, 500, 100
"""Fonts and pictures met for the first time are kept; from the hundredth screen on, nothing more may be."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One screen on the glass."""

    resident_mb: float
    ms: float
    """From the message sent by the site to the frame handed to the display."""
    own_ms: float
    """Of it, our own code: layout and drawing orders; the rest is the frame itself."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the measured terminals did."""

    starts: Sequence[float]
    late_start: float
    drawn: Sequence[Drawn]
    idle_share: float
    """Of one processor, while nobody is there."""
    busy_share: float
    """The same with a tenth burnt on purpose."""


def measure() -> list[Row]:
    """First frame, memory and its growth; each with something that must be seen as too much."""
    _watched.cache_clear()
    seen = _watched()
    settled, last, leaked = (
        seen.drawn[number - 1].resident_mb for number in (SETTLED_AFTER, MEASURED, MEASURED + HOARDED)
    )
    most = max(each.resident_mb for each in seen.drawn[:MEASURED])
    growth, leak = last - settled, leaked - last
    own = sorted(each.own_ms for each in seen.drawn[SETTLED_AFTER:MEASURED])
    slowed = [each.own_ms for each in seen.drawn[MEASURED:]]
    return [
        limit_row(
            "terminal, own code for the next screen, p95",
            quantile(own, 0.95),
            "ms",
            OWN_MS,
            is_control_seen=min(slowed) > OWN_MS,
            context={"p50": quantile(own, 0.5), "longest": own[-1], "slowed, control": min(slowed)},
        ),
        limit_row(
            "terminal, share of a processor while nobody is there",
            seen.idle_share,
            "",
            IDLE_SHARE,
            is_control_seen=seen.busy_share > IDLE_SHARE,
            context={"a tenth burnt, control": seen.busy_share},
        ),
        limit_row(
            "terminal, first frame",
            statistics.median(seen.starts),
            "s",
            FIRST_FRAME_S,
            is_control_seen=seen.late_start > FIRST_FRAME_S,
            context={"low": min(seen.starts), "high": max(seen.starts), "late-start control s": seen.late_start},
        ),
        limit_row(
            f"terminal, most memory over {MEASURED} screens",
            most,
            "MB",
            RESIDENT_MB,
            is_control_seen=leak > GROWTH_MB,
            context={"at the first screen MB": seen.drawn[0].resident_mb},
        ),
        limit_row(
            f"terminal, growth from screen {SETTLED_AFTER} to {MEASURED}",
            growth,
            "MB",
            GROWTH_MB,
            is_control_seen=leak > GROWTH_MB,
            context={f"leak of {HOARDED} x 128 KiB seen as MB": leak},
        ),
    ]


def drawing_ms() -> tuple[float, float]:
    """The median time of our own code for one screen, and from the same screen sent to its frame on the glass."""
    drawn = _watched().drawn[SETTLED_AFTER:MEASURED]
    return statistics.median(each.own_ms for each in drawn), statistics.median(each.ms for each in drawn)


@cache
def _watched() -> Seen:
    """What all rows speak of."""
    return watch_terminals(starts=STARTS, late_s=FIRST_FRAME_S, measured=MEASURED, hoarded=HOARDED)


def watch_terminals(*, starts: int, late_s: float, measured: int, hoarded: int, idle_s: float = IDLE_S) -> Seen:
    """Start terminals on a display of our own, one of them late; show screens on one; leave two alone.

    The last screens are slow and leak on purpose, and one of those left alone burns time: what must be seen.
    """
    words, screens = real_screens()
    with display() as environment, screen_site(words) as site:
        return Seen(
            starts=[_first_frame(site, environment) for _ in range(starts)],
            late_start=_first_frame(site, environment, "--late", str(late_s)),
            drawn=_draw(site, environment, screens, (measured, hoarded)),
            idle_share=_idle(site, environment, idle_s),
            busy_share=_idle(site, environment, idle_s, "--busy"),
        )


def _first_frame(site: ScreenSite, environment: dict[str, str], *more: str) -> float:
    start = time.monotonic()
    with _terminal(site, environment, *more) as lines:
        return float(next(lines)["at"]) - start


def _idle(site: ScreenSite, environment: dict[str, str], seconds: float, *more: str) -> float:
    with _terminal(site, environment, "--idle", str(seconds), *more) as lines:
        return float(next(lines)["idle_share"])


def _draw(
    site: ScreenSite, environment: dict[str, str], screens: Sequence[Screen], counts: tuple[int, int]
) -> list[Drawn]:
    count, drawn = sum(counts), list[Drawn]()
    with _terminal(site, environment, "--screens", str(count), "--hoarded", str(counts[1])) as lines:
        next(lines)
        for number in range(1, count + 1):
            sent = time.monotonic()
            site.show(screens[number % len(screens)], number)
            line = next(lines)
            ms = (line["at"] - sent) * 1000
            drawn.append(Drawn(resident_mb=line["resident_mb"], ms=ms, own_ms=line["own_ms"]))
    return drawn


@contextmanager
def _terminal(site: ScreenSite, environment: dict[str, str], *more: str) -> Iterator[Iterator[dict[str, float]]]:
    """One terminal; its lines as they come."""
    command = [sys.executable, "-m", "service.bench.terminal_probe", site.address, *more]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        try:
            yield (json.loads(line) for line in process.stdout or ())
        finally:
            process.terminate()


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """An X server of our own, drawn by software, ended by its own process id."""
    if shutil.which("Xvfb") is None:
        raise AbsentError("Xvfb")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as told:
            display = told.readline().strip()
        try:
            yield {**os.environ, "DISPLAY": f":{display}"}
        finally:
            server.terminate()
