"""A terminal without a window on a real line to its site: the product's conductor, link and screens, and a finger."""

from collections.abc import Callable
from queue import Empty, Queue
from time import monotonic

from core.demo.people import DemoPerson
from hardware.card_reader.virtual import VirtualCardReader
from hardware.ports import CardHolder, Paper, PrinterStatus, PrintOutcome, ReceiptPrinter
from hardware.speech.virtual import VirtualSpeaker
from kiosk.protocol import Machine, Screen, ScreenKind
from kiosk.terminal.answering import Ear
from kiosk.terminal.conductor import Conductor
from kiosk.terminal.link import Link
from kiosk.terminal.papers import Papers
from kiosk.terminal.scene import Scene
from kiosk.terminal.showing import Showing
from kiosk.terminal.speech import Voice
from kiosk.terminal.theme import Glass
from tests.kiosk.terminal_side import hello

PATIENCE_S = 15.0
A_TOUCH_S = 1.0


class LineCutError(Exception):
    """The glass says that the site can't be reached."""


class EvenRuler:
    """Letters of one width: what is read counts here, not where it stands."""

    def width(self, text: str, size: float, *, bold: bool) -> float:
        return len(text) * size * (0.6 if bold else 0.5)


class Unpainted(Showing):
    """Composes the screen only when somebody looks at it."""

    def draw(self, *, is_fresh: bool) -> None:
        self._surface.show(self.scene, is_dark=self.look.is_dark, is_fresh=is_fresh)

    def look_at(self) -> Scene:
        super().draw(is_fresh=False)
        scene, self.scene = self.scene, Scene(items=())
        return scene


class PaperSlot(ReceiptPrinter):
    """Prints at once, and counts."""

    def __init__(self) -> None:
        self.papers = 0

    def status(self) -> PrinterStatus:
        return PrinterStatus.READY

    def print(self, paper: Paper) -> PrintOutcome:
        assert paper.parts
        self.papers += 1
        return PrintOutcome.PRINTED


class KioskOnALine:
    """One terminal. The test's own thread is the glass's: it runs what the link hands home."""

    def __init__(self, url: str, printer: ReceiptPrinter | None = None) -> None:
        self._home: Queue[Callable[[], None]] = Queue()
        self._now = 100.0
        self.kinds_seen: list[ScreenKind] = []
        self.reader, self.printer = VirtualCardReader(), printer or PaperSlot()
        self.showing = Unpainted(self, EvenRuler(), Glass())
        papers = Papers(self.printer, _at_once, _at_once)
        self.link = Link(url, hello, self._home.put)
        voice = Voice(VirtualSpeaker(), _at_once)
        self.conductor = Conductor(
            self.showing, self.link, voice, papers, lambda: self._now, Ear(None, _at_once, _at_once)
        )
        self.reader.watch(self.conductor.see_card)
        self.link.start(self.conductor.hear, self.conductor.cut)

    def close(self) -> None:
        """End the link's thread."""
        self.link.stop()

    def show(self, scene: Scene, *, is_dark: bool, is_fresh: bool) -> None:
        """Be the glass."""
        assert not is_dark
        assert scene.pages
        if is_fresh:
            self.kinds_seen.append(self.showing.screen.kind)

    @property
    def text(self) -> str:
        """Every word on the glass, on one line."""
        words = " ".join(words.text for words in self.showing.look_at().words())
        return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'").split())

    @property
    def is_cut(self) -> bool:
        """Whether the glass says that the line is cut."""
        return self.showing.is_own and self.showing.screen.kind is ScreenKind.APOLOGY

    # --- Eyes -------------------------------------------------------------------------------------------

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Let happen what comes from the site, until something is so."""
        deadline = monotonic() + PATIENCE_S
        while not is_so():
            assert monotonic() < deadline, f"never saw {what}, but: {self.text}"
            self.let_happen()

    def let_happen(self, seconds: float = 0.1) -> None:
        """Take the next thing that the link hands home, if one comes."""
        try:
            self._home.get(timeout=seconds)()
        except Empty:
            return

    def see(self, kind: ScreenKind, *, after: int = -1) -> Screen:
        """The next screen of the site, of this kind."""

        def is_there() -> bool:
            if self.is_cut:
                raise LineCutError
            screen = self.showing.screen
            return screen.kind is kind and not self.showing.is_own and screen.id != after

        self.until(is_there, kind.value)
        return self.showing.screen

    def see_welcome(self) -> None:
        """The screen that waits for a card."""
        self.see(ScreenKind.CARD)
        assert self.showing.screen.machine is Machine.CARD_WANTED

    # --- Hands ------------------------------------------------------------------------------------------

    def touch(self, key: str) -> None:
        """Touch a key, in a person's time."""
        self._now += A_TOUCH_S
        self.conductor.touch(key)

    def touch_and_see(self, key: str, kind: ScreenKind) -> None:
        """Touch, and wait for what follows."""
        before = self.showing.screen.id
        self.touch(key)
        self.see(kind, after=before)

    def insert(self, person: DemoPerson) -> None:
        """Put in this person's card."""
        one = person.identity
        names = {"family_name": one.birth_name.upper(), "first_name": one.first_names[0].upper()}
        self.reader.insert(CardHolder(nir=person.nir, birth_date=person.birth_date, **names))

    def type_code(self, code: str, then: ScreenKind) -> None:
        """Digit by digit."""
        for digit in code:
            self.touch(f"~type-{digit}")
        self.touch_and_see("~accept", then)


def _at_once(what: Callable[[], None]) -> None:
    what()
