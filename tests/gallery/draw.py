"""Draws every sample screen to `gallery/*.png`: `python -m tests.gallery.draw [DIR] [LOOKS]`."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_FILELOG="1", KIVY_LOG_MODE="PYTHON")
os.environ.setdefault("KIVY_HOME", tempfile.mkdtemp())

from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.theme import Glass, Look
from tests.gallery.samples import every, settled

LOOKS = {
    "clair": Look(),
    "noir": Look(is_dark=True),
    "grand": Look(is_large=True),
    "bas": Look(is_low=True),
}


def main(to: Path, names: list[str]) -> None:
    """Write the pictures."""
    from kivy.config import Config

    glass = Glass()
    Config.set("graphics", "width", str(glass.width_px))
    Config.set("graphics", "height", str(glass.height_px))
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from kiosk.terminal.drawing.type import KivyRuler
    from kiosk.terminal.drawing.view import GlassView

    view = GlassView(glass, lambda _: None)
    Window.add_widget(view)
    EventLoop.ensure_window()
    to.mkdir(parents=True, exist_ok=True)
    for name in names:
        look = LOOKS[name]
        studio = Studio(ruler=KivyRuler(glass), labels=Labels(settled()), look=look, glass=glass)
        for sample in every():
            scene = compose(sample.screen, sample.local, studio)
            view.show(scene, is_dark=look.is_dark, is_fresh=True)
            EventLoop.idle()
            suffix = "" if name == "clair" else f"-{name}"
            view.export_to_png(str(to / f"{sample.name}{suffix}.png"))
            if not scene.fits:
                sys.stdout.write(f"does not fit: {sample.name}{suffix}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"), sys.argv[2:] or list(LOOKS))
