"""From a finger's release to the next screen on the glass, beside a bare Kivy ScreenManager with the same content.

Ours is the whole program: the answer goes to a site over a WebSocket, which shows the next screen at once; that is
laid out, drawn and put on the glass. The bare one has no site. Two processes, in turn, both offscreen by software.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.protocol import Screen, ScreenKind
from service.bench.rounds import CONTROL_SLOWDOWN, ROUNDS
from service.bench.table import Row
from service.bench.terminal_site import real_screens, screen_site
from service.bench.verdicts import limit_row

AT_MOST = 1.2
TIMES = 3
"""There and back, in a round: two touches, for one of both screens is heavier."""
Touch = Callable[[float], float]
"""One touch, with seconds burnt on purpose; gives milliseconds."""


@dataclass(frozen=True, kw_only=True)
class Touched:
    """The median of one round for each side."""

    ours: float
    peer: float
    again: float
    slowed: float


def measure(*, rounds: int = ROUNDS, times: int = TIMES) -> list[Row]:
    """One row: the median of the ratios of all rounds."""
    seen, kept = _watch(rounds, times)
    ratios, noises, controls = (
        [each.ours / each.peer for each in seen],
        [each.again / each.peer for each in seen],
        [each.slowed / each.ours for each in seen],
    )
    ratio, noise, control = map(statistics.median, (ratios, noises, controls))
    is_blurred = abs(ratio / AT_MOST - 1) < abs(noise - 1)
    return [
        limit_row(
            "touch to next screen / bare Kivy ScreenManager",
            ratio,
            "x",
            AT_MOST,
            is_control_seen=control > max(noise, 1 / noise) and not is_blurred,
            context={
                "low": min(ratios),
                "high": max(ratios),
                "noise": noise,
                "control": control,
                "ms": statistics.median(each.ours for each in seen),
                "bare ms": statistics.median(each.peer for each in seen),
                "bare, screens made before, ms": kept,
            },
        )
    ]


def _watch(rounds: int, times: int) -> tuple[list[Touched], float]:
    words, screens = real_screens()
    pair = two_screens(screens)
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as folder, ExitStack() as stack:
        site = stack.enter_context(screen_site(words, pair))
        site.show(pair[0], 1)
        file = Path(folder) / "screens.json"
        file.write_bytes(msgspec.json.encode(pair))
        keys = [screen.keys[0].id for screen in pair]
        ours = stack.enter_context(_touched("service.bench.touched_terminal", site.address, *keys))
        peer = stack.enter_context(_touched("service.bench.bare_application", str(file)))
        kept = stack.enter_context(_touched("service.bench.bare_application", str(file), "--kept"))
        usual = _round(ours, 0.0, times)
        _round(peer, 0.0, times)
        burnt = usual / 1000 * (CONTROL_SLOWDOWN - 1)
        seen = [_turn(ours, peer, burnt, times, is_reversed=bool(index % 2)) for index in range(rounds)]
        return seen, _round(kept, 0.0, times)


def two_screens(screens: Sequence[Screen]) -> list[Screen]:
    """A menu and a list."""
    return [next(screen for screen in screens if screen.kind is kind) for kind in (ScreenKind.CHOOSE, ScreenKind.LIST)]


def _turn(ours: Touch, peer: Touch, burnt: float, times: int, *, is_reversed: bool) -> Touched:
    sides = [("ours", ours, 0.0), ("peer", peer, 0.0), ("again", peer, 0.0), ("slowed", ours, burnt)]
    ordered = reversed(sides) if is_reversed else sides
    return Touched(**{name: _round(touch, burn, times) for name, touch, burn in ordered})


def _round(touch: Touch, burnt: float, times: int) -> float:
    return statistics.median((touch(burnt) + touch(burnt)) / 2 for _ in range(times))


@contextmanager
def _touched(module: str, *arguments: str) -> Iterator[Touch]:
    """One program that is touched when told to."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**environment, "SDL_VIDEODRIVER": "offscreen"},
    ) as process:
        said, heard = process.stdin, process.stdout
        if said is None or heard is None:
            raise OSError("no way to talk to the program")
        heard.readline()

        def touch(burnt_s: float) -> float:
            said.write(f"{burnt_s}\n")
            said.flush()
            return float(json.loads(heard.readline())["ms"])

        try:
            yield touch
        finally:
            process.terminate()
