"""A conductor with everything it needs, without a window: what it drew and sent is kept, time is moved by hand."""

from collections.abc import Callable
from datetime import date

from hardware.card_reader.virtual import VirtualCardReader
from hardware.headset.virtual import VirtualHeadset
from hardware.keypad.virtual import VirtualKeypad
from hardware.ports import CardHolder, HeadsetStatus, KeypadKey
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.recogniser.port import RecogniserStatus
from hardware.recogniser.virtual import VirtualRecogniser
from hardware.speech.virtual import VirtualSpeaker
from kiosk.protocol import EntryShape, Field, Screen, ScreenKind, Settled, Show, TerminalMessage
from kiosk.terminal.answering import Ear
from kiosk.terminal.conductor import Conductor
from kiosk.terminal.drawing.type import KivyRuler
from kiosk.terminal.papers import Papers
from kiosk.terminal.scene import Scene
from kiosk.terminal.showing import Showing
from kiosk.terminal.speech import Voice
from kiosk.terminal.theme import Glass
from tests.gallery import samples

ODETTE = CardHolder(nir="242039999904228", family_name="LEFORT", first_name="ODETTE", birth_date=date(1942, 3, 12))
SECRET = Screen(
    id=60,
    kind=ScreenKind.ENTER,
    band=samples.band("Votre code secret"),
    bar=samples.FULL,
    title="Votre code secret",
    field=Field(shape=EntryShape.SECRET, length=6),
)
"""A code of six digits, asked for."""


def at_once(what: Callable[[], None]) -> None:
    """A worker that does not wait."""
    what()


class BenchTop:
    """A terminal on the table."""

    def __init__(self, headset: HeadsetStatus = HeadsetStatus.UNPLUGGED, papers: Papers | None = None) -> None:
        self.now = 100.0
        self.drawn: list[tuple[Scene, bool, bool]] = []
        self.sent: list[TerminalMessage] = []
        self.calls: list[str] = []
        self.reader, self.printer = VirtualCardReader(), VirtualReceiptPrinter()
        self.speaker = VirtualSpeaker(takes_time=True)
        glass = Glass()
        self.showing = Showing(self, KivyRuler(glass), glass)
        self.papers = papers or Papers(self.printer, at_once, at_once)
        voice = Voice(self.speaker, at_once)
        self.recogniser = VirtualRecogniser()
        self.listening: list[Callable[[], None]] = []
        """What the ear's worker has to do: a test lets it, once somebody has spoken."""
        ear = Ear(self.recogniser, self.listening.append, at_once)
        self.conductor = Conductor(self.showing, self, voice, self.papers, lambda: self.now, ear)
        self.reader.watch(self.conductor.see_card)
        self.keypad, self.headset = VirtualKeypad(), VirtualHeadset(headset)
        self.keypad.watch(self.conductor.keys.press)
        self.headset.watch(self.conductor.see_headset)

    # The glass, and the way to the site.
    def show(self, scene: Scene, *, is_dark: bool, is_fresh: bool) -> None:
        self.drawn.append((scene, is_dark, is_fresh))

    def send(self, message: TerminalMessage) -> None:
        self.sent.append(message)

    def retry(self) -> None:
        self.calls.append("retry")

    def hang_up(self) -> None:
        self.calls.append("hang-up")

    # What a test does.
    def connect(self) -> None:
        self.conductor.hear(
            Settled(version=1, place="Mairie", help_number="01 99 00 12 34", is_demonstration=True, labels={})
        )
        self.sent.clear()

    def site_shows(self, screen: Screen) -> None:
        self.conductor.hear(Show(screen=screen))
        self.wait(1.0)

    def wait(self, seconds: float) -> None:
        """Let time pass, tick by tick."""
        for _ in range(round(seconds * 5)):
            self.now += 0.2
            self.conductor.tick()

    def touch(self, *ids: str) -> None:
        """Touch keys as a person does: one after the other, and only those that stand there."""
        for id_ in ids:
            self.wait(0.6)
            assert id_ in {shape.id for shape in self.showing.scene.touchable()}, f"no key {id_}"
            self.conductor.touch(id_)

    def hear(self, status: RecogniserStatus = RecogniserStatus.READY) -> None:
        """Have a recogniser, in some state, and let the terminal ask it."""
        self.recogniser.set_status(status)
        self.conductor.answering.look()
        self.listening.pop()()

    def say(self, words: str) -> None:
        """Somebody answers by voice; no words at all is a silence."""
        self.recogniser.say(words)
        self.listening.pop()()

    def press(self, *keys: KeypadKey) -> str:
        """Press keys of the keypad as a person does, one after the other; gives what was said last."""
        for key in keys:
            self.wait(0.6)
            self.keypad.press(key)
        return self.heard

    def seek(self, id_: str) -> None:
        """Go on with « suivant » until a stop is reached; a ring without it fails."""
        for _ in range(80):
            if self.showing.local.focused == id_:
                return
            self.press(KeypadKey.NEXT)
        raise AssertionError(f"{id_} can't be reached")

    @property
    def heard(self) -> str:
        """What was said last."""
        return self.speaker.said[-1].text if self.speaker.said else ""

    @property
    def text(self) -> str:
        """Every word on the glass."""
        return "\n".join(words.text for words in self.showing.scene.words()).replace("\N{NO-BREAK SPACE}", " ")

    def sent_of(self, kind: type) -> list[TerminalMessage]:
        return [message for message in self.sent if isinstance(message, kind)]
