"""Draws every sample screen to `gallery/*.png`, and a contact sheet: `python -m tests.gallery.draw [DIR] [LOOKS]`."""

import sys
from pathlib import Path
from typing import Any

from PIL import Image

from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.program import prepare
from kiosk.terminal.settings import TerminalSettings
from kiosk.terminal.theme import Look
from tests.gallery.samples import every, menu, settled

LOOKS = {
    "clair": Look(),
    "noir": Look(is_dark=True),
    "grand": Look(is_large=True),
    "bas": Look(is_low=True),
}
THUMB = (320, 256)
ACROSS = 6


def main(to: Path, names: list[str]) -> list[Path]:
    """Write the pictures, then all of them small on one sheet."""
    settings = TerminalSettings(site="", device="gallery", token="")
    prepare(settings, has_dock=False)
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from kiosk.terminal.drawing.type import KivyRuler
    from kiosk.terminal.drawing.view import GlassView

    view = GlassView(settings.glass, lambda _: None)
    Window.add_widget(view)
    EventLoop.ensure_window()
    to.mkdir(parents=True, exist_ok=True)
    drawn: list[Path] = []

    def keep(name: str) -> None:
        EventLoop.idle()
        drawn.append(to / f"{name}.png")
        view.export_to_png(str(drawn[-1]))

    for name in names:
        look = LOOKS[name]
        studio = Studio(ruler=KivyRuler(settings.glass), labels=Labels(settled()), look=look, glass=settings.glass)
        suffix = "" if name == "clair" else f"-{name}"
        for sample in every():
            scene = compose(sample.screen, sample.local, studio)
            view.show(scene, is_dark=look.is_dark, is_fresh=True)
            keep(f"{sample.name}{suffix}")
            if not scene.fits:
                sys.stdout.write(f"does not fit: {sample.name}{suffix}\n")
        _press(view, compose(menu(), every()[0].local, studio), look)
        keep(f"04-menu-enfoncee{suffix}")
    contact_sheet(drawn, to / "00-planche.png")
    return drawn


def _press(view: Any, scene: Any, look: Look) -> None:
    """The menu with one key under a finger."""
    view.show(scene, is_dark=look.is_dark, is_fresh=True)
    view.keys()["health"].state = "down"


def contact_sheet(pictures: list[Path], to: Path) -> None:
    """All pictures small, in order."""
    rows = -(-len(pictures) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (THUMB[0] + 8), rows * (THUMB[1] + 8)), "#888888")
    for at, file in enumerate(pictures):
        with Image.open(file) as picture:
            small = picture.convert("RGB").resize(THUMB, Image.Resampling.LANCZOS)
        sheet.paste(small, (at % ACROSS * (THUMB[0] + 8) + 4, at // ACROSS * (THUMB[1] + 8) + 4))
    sheet.save(to)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"), sys.argv[2:] or list(LOOKS))
