"""Draws every screen and paper to `gallery/`: the kinds by samples, then what people really meet, and a contact sheet.

`python -m tests.gallery.draw [DIR] [LOOKS]`; DIR gets `kinds/`, `visit/`, `papers/` and `contact-sheet.png`.
"""

import sys
from dataclasses import replace
from pathlib import Path

from msgspec import structs
from PIL import Image, ImageOps

from core.texts.words import Words, load_words
from kiosk.present import labels
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.program import prepare
from kiosk.terminal.scene import Scene
from kiosk.terminal.settings import TerminalSettings
from kiosk.terminal.theme import Look
from tests.gallery.reached import every_paper, every_real
from tests.gallery.samples import Sample, every, menu, settled

LOOKS = {
    "clair": Look(),
    "noir": Look(is_dark=True),
    "grand": Look(is_large=True),
    "bas": Look(is_low=True),
    "calme": Look(is_calm=True),
}
OTHERS = tuple(f"-{name}" for name in LOOKS if name != "clair")
THUMB = (240, 192)
ACROSS = 8
COLOURS = 256


def main(to: Path, names: list[str]) -> list[Path]:
    """Write the pictures, then those of the usual look small on one sheet."""
    for folder in ("kinds", "visit", "papers"):
        (to / folder).mkdir(parents=True, exist_ok=True)
    words = load_words()
    easel = Easel(to, words)
    real = every_real(words)
    for name in names:
        studio, suffix = easel.studio(LOOKS[name]), "" if name == "clair" else f"-{name}"
        for folder, samples in (("visit", real), ("kinds", every())):
            for sample in samples:
                easel.draw(sample, studio, f"{folder}/{sample.name}{suffix}")
        easel.press(compose(menu(), every()[0].local, studio), LOOKS[name], f"kinds/04-menu-enfoncee{suffix}")
    for name, paper in every_paper(words):
        easel.drawn.append(to / "papers" / f"{name}.png")
        paper.save(easel.drawn[-1])
    contact_sheet([file for file in easel.drawn if not file.stem.endswith(OTHERS)], to / "contact-sheet.png")
    return easel.drawn


class Easel:
    """A window that nobody sees, whose glass is kept as pictures."""

    def __init__(self, to: Path, words: Words) -> None:
        self.drawn: list[Path] = []
        self._to = to
        self._words = words
        self._settings = TerminalSettings(site="")
        self._labels = Labels(structs.replace(settled(), labels=labels(words)))
        prepare(self._settings, has_dock=False)
        from kivy.base import EventLoop
        from kivy.core.window import Window

        from kiosk.terminal.drawing.view import GlassView

        self._view = GlassView(self._settings.glass, lambda _: None)
        Window.add_widget(self._view)
        EventLoop.ensure_window()

    def studio(self, look: Look) -> Studio:
        """How things are drawn in one look."""
        from kiosk.terminal.drawing.type import KivyRuler

        glass = self._settings.glass
        return Studio(ruler=KivyRuler(glass), labels=self._labels, look=look, glass=glass)

    def scene(self, sample: Sample, studio: Studio) -> Scene:
        """What is drawn of a screen, under the words of its terminal."""
        chosen = settled(is_demonstration=sample.is_demonstration)
        named = Labels(structs.replace(chosen, labels=labels(self._words)))
        return compose(sample.screen, sample.local, replace(studio, labels=named, hears=sample.hears))

    def draw(self, sample: Sample, studio: Studio, name: str) -> None:
        """Keep one screen, and say when it does not fit."""
        scene = self.scene(sample, studio)
        self._view.show(scene, is_dark=studio.look.is_dark, is_fresh=True)
        self._keep(name)
        if not scene.fits:
            sys.stdout.write(f"does not fit: {name}\n")

    def press(self, scene: Scene, look: Look, name: str) -> None:
        """Keep the menu with one key under a finger."""
        self._view.show(scene, is_dark=look.is_dark, is_fresh=True)
        self._view.keys()["health"].state = "down"
        self._keep(name)

    def _keep(self, name: str) -> None:
        from kivy.base import EventLoop

        EventLoop.idle()
        self.drawn.append(self._to / f"{name}.png")
        self._view.export_to_png(str(self.drawn[-1]))


def contact_sheet(pictures: list[Path], to: Path) -> None:
    """All pictures small, in order."""
    rows = -(-len(pictures) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (THUMB[0] + 8), rows * (THUMB[1] + 8)), "#888888")
    for at, file in enumerate(pictures):
        with Image.open(file) as picture:
            small = ImageOps.contain(picture.convert("RGB"), THUMB, Image.Resampling.LANCZOS)
        sheet.paste(small, (at % ACROSS * (THUMB[0] + 8) + 4, at // ACROSS * (THUMB[1] + 8) + 4))
    # By octree: ochre is rare, and would be left out.
    few = sheet.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(to, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"), sys.argv[2:] or list(LOOKS))
