"""The bench beside the glass, in a demonstration only: cards, paper, keypad, headset, network, clock.

Plays virtual devices; a real one has no key here. No visitor ever sees it.
"""

from collections.abc import Callable
from pathlib import Path

from hardware.card_reader.virtual import VirtualCardReader
from hardware.headset.virtual import VirtualHeadset
from hardware.keypad.virtual import VirtualKeypad
from hardware.page_printer.virtual import VirtualPagePrinter
from hardware.ports import KeypadKey, PrinterStatus
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.recogniser.virtual import VirtualRecogniser
from kiosk.protocol import Lapse
from kiosk.terminal.drawing.type import KivyRuler
from kiosk.terminal.drawing.view import GlassView
from kiosk.terminal.labels import Labels, dock_words
from kiosk.terminal.layout.faces import inline_key
from kiosk.terminal.layout.sheet import Sheet
from kiosk.terminal.link import Link
from kiosk.terminal.scene import Fill, Rect
from kiosk.terminal.settings import DOCK_PX, Devices, TerminalSettings
from kiosk.terminal.theme import Glass, Look

_PAPER = {
    "ready": PrinterStatus.READY,
    "no_paper": PrinterStatus.NO_PAPER,
    "mute": PrinterStatus.UNREACHABLE,
    "cover": PrinterStatus.COVER_OPEN,
}
_SHEETS = {
    "sheets_ready": PrinterStatus.READY,
    "sheets_no_paper": PrinterStatus.NO_PAPER,
    "sheets_mute": PrinterStatus.UNREACHABLE,
}
_KEYS = {f"key_{key.value}": key for key in KeypadKey}
_SAYS = ("say", "say_other")
_PLUG = ("headset_in", "headset_out")
KEY_MM, GAP_MM, INSIDE_MM = 24.0, 4.0, 8.0
SMALLER = 0.6
"""The bench is for whoever shows the kiosk, not for its visitors."""


class Player:
    """Hands on the virtual devices, by the id of a key."""

    def __init__(self, settings: TerminalSettings, devices: Devices, link: Link) -> None:
        self._cards = settings.cards
        self._devices = devices
        self._link = link

    def __call__(self, id_: str) -> None:
        """Play one device."""
        reader, printer = self._devices.card_reader, self._devices.printer
        if isinstance(reader, VirtualCardReader):
            self._play_card(reader, id_)
        if isinstance(printer, VirtualReceiptPrinter) and id_ in _PAPER:
            printer.set_status(_PAPER[id_])
        if isinstance(self._devices.page_printer, VirtualPagePrinter) and id_ in _SHEETS:
            self._devices.page_printer.set_status(_SHEETS[id_])
        self._play_ear(id_)
        self._play_site(id_)
        self._play_voice(id_)

    def _play_card(self, reader: VirtualCardReader, id_: str) -> None:
        match id_:
            case "pull":
                reader.pull()
            case "unreadable":
                reader.insert_unreadable()
            case "foreign":
                reader.insert_foreign()
            case _:
                if id_.startswith("card-"):
                    reader.insert(*self._cards[int(id_.removeprefix("card-"))].holders)

    def _play_ear(self, id_: str) -> None:
        keypad, headset = self._devices.keypad, self._devices.headset
        if isinstance(keypad, VirtualKeypad) and id_ in _KEYS:
            keypad.press(_KEYS[id_])
        if isinstance(headset, VirtualHeadset) and id_ in _PLUG:
            (headset.plug_in if id_ == "headset_in" else headset.unplug)()

    def _play_site(self, id_: str) -> None:
        if id_ in {"cut_network", "join_network"}:
            self._link.bar(is_barred=id_ == "cut_network")
        if id_ == "wait":
            self._link.send(Lapse(seconds=60.0))

    def _play_voice(self, id_: str) -> None:
        ear = self._devices.recogniser
        # Said to nobody it would be heard later, by whoever listens then.
        if isinstance(ear, VirtualRecogniser) and ear.is_listening and id_ in _SAYS:
            ear.say(dock_words()[f"{id_}_words"])

    def names(self) -> list[tuple[str, str]]:
        """The keys that these devices can obey, with their words."""
        words = dock_words()
        reader, printer = self._devices.card_reader, self._devices.printer
        names: list[tuple[str, str]] = []
        if isinstance(reader, VirtualCardReader):
            names += [(f"card-{at}", card.name) for at, card in enumerate(self._cards)]
            names += [(name, words[name]) for name in ("pull", "unreadable", "foreign")]
        if isinstance(printer, VirtualReceiptPrinter):
            names += [(name, words[name]) for name in _PAPER]
        if isinstance(self._devices.page_printer, VirtualPagePrinter):
            names += [(name, words[name]) for name in _SHEETS]
        if isinstance(self._devices.keypad, VirtualKeypad):
            names += [(name, words[name]) for name in _KEYS]
        if isinstance(self._devices.headset, VirtualHeadset):
            names += [(name, words[name]) for name in _PLUG]
        if isinstance(self._devices.recogniser, VirtualRecogniser):
            names += [(name, words[name]) for name in _SAYS]
        return names + [(name, words[name]) for name in ("cut_network", "join_network", "wait", "picture")]


class Dock:
    """A strip of keys at the right of the glass."""

    def __init__(self, glass: Glass, player: Player, picture: Callable[[Path], None]) -> None:
        self._player = player
        self._picture = picture
        self._pictures = 0
        self._glass = Glass(width_px=DOCK_PX, height_px=glass.height_px, px_per_mm=glass.px_per_mm * SMALLER)
        self.view = GlassView(self._glass, self.touch, left_px=glass.width_px)
        self._draw()

    def touch(self, id_: str) -> None:
        """Play one device, or take a picture of the glass."""
        if id_ == "picture":
            self._pictures += 1
            self._picture(Path("gallery") / f"dock-{self._pictures:02}.png")
        else:
            self._player(id_)

    def _draw(self) -> None:
        area = Rect(INSIDE_MM, INSIDE_MM, self._glass.width - 2 * INSIDE_MM, self._glass.height - 2 * INSIDE_MM)
        sheet = Sheet(area, KivyRuler(self._glass), Labels(), Look(), 0.0)
        sheet.add(Fill(rect=Rect(0, 0, self._glass.width, self._glass.height), colour="sand"))
        y = sheet.title(dock_words()["title"], kind="label") + GAP_MM
        names = self._player.names()
        tall = min(KEY_MM, (area.bottom - y) / len(names) - GAP_MM)
        for at, (id_, name) in enumerate(names):
            rect = Rect(area.x, y + at * (tall + GAP_MM), area.w, tall)
            sheet.add(inline_key(sheet, rect, id_, name, kind="text"))
        self.view.show(sheet.scene(), is_dark=False, is_fresh=True)
