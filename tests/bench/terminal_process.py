"""One terminal's glass in a process of its own: draws screens and writes what it took, for `terminal_memory`."""

import itertools
import json
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from kiosk.terminal.program import prepare
from kiosk.terminal.settings import TerminalSettings

WARM = 100


def resident_mb() -> float:
    """Memory of this process that is really there."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def main(started: float, screens: int, *, keeps: bool) -> dict[str, Any]:
    """Draw the first frame, then `screens` more after a warm-up."""
    settings = TerminalSettings(site="http://127.0.0.1:1", device="bench", token="bench")
    prepare(settings, has_dock=False)
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from kiosk.terminal.drawing.type import KivyRuler
    from kiosk.terminal.drawing.view import GlassView
    from kiosk.terminal.showing import Showing
    from tests.gallery import samples

    glass = settings.glass
    view = GlassView(glass, lambda _: None)
    Window.add_widget(view)
    EventLoop.ensure_window()
    showing = Showing(view, KivyRuler(glass), glass)
    showing.put(samples.before_proof()[0].screen)
    EventLoop.idle()
    seen = {"first_frame_s": monotonic() - started, "first_mb": resident_mb()}
    kept: list[Any] = []

    def draw(count: int) -> None:
        for sample in itertools.islice(itertools.cycle(samples.every()), count):
            showing.put(sample.screen)
            showing.change(sample.local)
            EventLoop.idle()
            if keeps:
                kept.append(bytearray(64 * 1024))

    draw(WARM)
    warm = resident_mb()
    draw(screens)
    return {**seen, "grown_mb": resident_mb() - warm}


if __name__ == "__main__":
    answer = main(float(sys.argv[1]), int(sys.argv[2]), keeps=sys.argv[3] == "1")
    sys.stdout.write(json.dumps(answer) + "\n")
