"""What is on the glass: one screen, what was done on it, and how it is seen. Wiped as a whole."""

from dataclasses import replace
from typing import Protocol

from kiosk.protocol import Screen, ScreenKind
from kiosk.terminal import own_pages
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.page import Studio, compose
from kiosk.terminal.local import Local, Own, Spoken
from kiosk.terminal.scene import Scene
from kiosk.terminal.theme import Glass, Look
from kiosk.terminal.typesetting import Ruler


class Surface(Protocol):
    """Where scenes are drawn."""

    def show(self, scene: Scene, *, is_dark: bool, is_fresh: bool) -> None:
        """Replace what was there; `is_fresh` when it is another screen."""


class Showing:
    """The present screen. Every change draws at once."""

    def __init__(self, surface: Surface, ruler: Ruler, glass: Glass, labels: Labels | None = None) -> None:
        self._surface = surface
        self._ruler = ruler
        self._glass = glass
        self.labels = labels or Labels()
        self.look = Look()
        self.local = Local()
        self.screen = own_pages.starting(self.labels)
        self.scene = Scene(items=())
        self.hears = False
        """Whether an answer may be spoken here."""

    @property
    def is_own(self) -> bool:
        """Whether this is a page of the terminal itself."""
        return self.screen.id == own_pages.OWN_ID

    def put(self, screen: Screen) -> None:
        """Another screen, untouched; the same number again keeps what was typed."""
        is_same = screen.id == self.screen.id and not self.is_own and screen.kind is self.screen.kind
        kept = replace(self.local, is_waiting=False, own=Own.NONE, is_speaking=False, spoken=Spoken.NO)
        self.local = kept if is_same else Local(left_s=screen.countdown_s)
        self.screen = screen
        self.draw(is_fresh=not is_same)

    def change(self, local: Local, look: Look | None = None) -> None:
        """The same screen after a touch."""
        is_turned = local.page != self.local.page or local.own is not self.local.own
        is_same_look = look is None or look == self.look
        self.local, self.look = local, look or self.look
        self.draw(is_fresh=is_turned or not is_same_look)

    def wipe(self, instead: Screen) -> None:
        """Forget everything of the visit, and how it was seen; then show something that is nobody's."""
        self.local, self.look = Local(), Look()
        self.screen = instead
        self.draw(is_fresh=True)

    def draw(self, *, is_fresh: bool) -> None:
        """Compose and show."""
        studio = Studio(ruler=self._ruler, labels=self.labels, look=self.look, glass=self._glass, hears=self.hears)
        self.scene = compose(self.shown, self.local, studio)
        self._surface.show(self.scene, is_dark=self.look.is_dark, is_fresh=is_fresh)

    @property
    def shown(self) -> Screen:
        """The screen that is drawn: the site's, or the terminal's own over it."""
        match self.local.own:
            case Own.ALOUD:
                return own_pages.aloud(self.labels, self.screen)
            case Own.NO_SOUND:
                return own_pages.no_sound(self.labels, self.screen)
            case Own.VOICE:
                return own_pages.voice(self.labels, self.screen)
            case Own.NONE | Own.SEE:
                return self.screen

    @property
    def is_counting(self) -> bool:
        """Whether seconds are being counted aloud and shown."""
        return self.screen.kind is ScreenKind.IDLE and self.local.left_s > 0
