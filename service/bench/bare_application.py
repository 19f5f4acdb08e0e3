"""The same screens by a bare Kivy ScreenManager, touched when told to: `python -m service.bench.bare_application FILE`.

Plain labels and buttons, of equal number, text, place and type size; no transition. The screens are made when they
are shown, as what a site has just sent must be; with `--kept` both were made before, which nobody's documents can be.
"""

import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from kiosk.protocol import Screen
from kiosk.terminal.local import Local
from kiosk.terminal.program import prepare
from kiosk.terminal.scene import KeyShape, Rect, Words
from kiosk.terminal.settings import TerminalSettings
from kiosk.terminal.theme import Glass, Look


@dataclass(frozen=True, kw_only=True)
class Plain:
    """One label or button."""

    text: str = field(repr=False)
    font_px: int
    pos: tuple[int, int]
    size: tuple[int, int]
    is_key: bool


def plain(screen: Screen, glass: Glass) -> list[Plain]:
    """What the terminal would show, without its icons, colours and shapes."""
    from kiosk.terminal.drawing.type import KivyRuler
    from kiosk.terminal.labels import Labels
    from kiosk.terminal.layout.page import Studio, compose

    studio = Studio(ruler=KivyRuler(glass), labels=Labels(), look=Look(), glass=glass)
    scene = compose(screen, Local(), studio)
    return [_plain(item, glass) for item in scene.items if isinstance(item, (Words, KeyShape))]


def _plain(item: Words | KeyShape, glass: Glass) -> Plain:
    words = [item] if isinstance(item, Words) else [part for part in item.parts if isinstance(part, Words)]
    return Plain(
        text="\n".join(each.text for each in words),
        font_px=glass.font_px(words[0].size) if words else 20,
        **_box(item.rect, glass),
        is_key=isinstance(item, KeyShape),
    )


def _box(rect: Rect, glass: Glass) -> dict[str, tuple[int, int]]:
    bottom = glass.height_px - glass.px(rect.bottom)
    return {"pos": (glass.px(rect.x), bottom), "size": (glass.px(rect.w), glass.px(rect.h))}


class Bare:
    """Two screens in turn, whatever button is touched."""

    def __init__(self, contents: Sequence[list[Plain]], *, is_kept: bool) -> None:
        from kivy.uix.screenmanager import NoTransition, ScreenManager

        self._contents = contents
        self.manager = ScreenManager(transition=NoTransition())
        self.number = 0
        self._kept = [self._make(content) for content in contents] if is_kept else []
        for screen in self._kept:
            self.manager.add_widget(screen)
        if not is_kept:
            self.manager.switch_to(self._make(contents[0]))

    def go_on(self, *_: Any) -> None:
        """Show the other one."""
        self.number += 1
        content = self.number % len(self._contents)
        if self._kept:
            self.manager.current = self._kept[content].name
        else:
            self.manager.switch_to(self._make(self._contents[content]))

    def middle(self) -> tuple[float, float]:
        """Of a button that stands there."""
        content = self._contents[self.number % len(self._contents)]
        button = next(each for each in content if each.is_key)
        return button.pos[0] + button.size[0] / 2, button.pos[1] + button.size[1] / 2

    def _make(self, content: Sequence[Plain]) -> Any:
        from kivy.uix.button import Button
        from kivy.uix.label import Label
        from kivy.uix.screenmanager import Screen as Page

        page = Page(name=f"{id(content)}")
        for each in content:
            kind = Button if each.is_key else Label
            widget = kind(text=each.text, font_size=each.font_px, size_hint=(None, None), pos=each.pos, size=each.size)
            if each.is_key:
                widget.bind(on_release=self.go_on)
            page.add_widget(widget)
        return page


def main() -> None:
    """Run until the standard input ends."""
    screens = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=list[Screen])
    settings = TerminalSettings(site="")
    prepare(settings, has_dock=False)
    from kivy.base import runTouchApp, stopTouchApp

    from service.bench.one_touch import Hand, on_glass, serve

    bare = Bare([plain(screen, settings.glass) for screen in screens], is_kept="--kept" in sys.argv)

    def play() -> None:
        hand = Hand(lambda: bare.number)
        serve(lambda _: hand.touch(*bare.middle()))
        on_glass(stopTouchApp)

    threading.Thread(target=play, daemon=True).start()
    runTouchApp(bare.manager)


if __name__ == "__main__":
    main()
