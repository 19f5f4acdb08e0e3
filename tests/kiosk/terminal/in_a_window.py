"""A whole terminal in a window of its own process, played by a script; what was seen is written as JSON.

Run: `python -m tests.kiosk.terminal.in_a_window FOLDER`. Kivy has one window a process, so tests start this one.
"""

import json
import logging
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import Any

from hardware.card_reader.virtual import VirtualCardReader
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.recogniser.virtual import VirtualRecogniser
from hardware.speech.virtual import VirtualSpeaker
from kiosk.protocol import (
    Answer,
    Card,
    CardState,
    Certified,
    Hello,
    Press,
    Restart,
    Show,
    SiteMessage,
    TerminalMessage,
    Wipe,
)
from kiosk.terminal.program import run
from kiosk.terminal.settings import Devices, TerminalSettings
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import ODETTE
from tests.kiosk.terminal.small_site import WELCOME, SmallSite

SECRET = "Odette a un secret"


def answered(message: TerminalMessage) -> list[SiteMessage]:
    """A visit in three screens."""
    match message:
        case Card(state=CardState.READ):
            return [Show(screen=samples.spoken_menu())]
        case Card(state=CardState.GONE):
            return [Wipe(), Show(screen=WELCOME)]
        case Answer(keys=("documents",)):
            return [Show(screen=samples.documents())]
        case Answer():
            return [Show(screen=samples.reading()[0].screen)]
        case _:
            return []


class Play:
    """What is done, and what was seen of it."""

    def __init__(self, site: SmallSite, devices: Devices, folder: Path) -> None:
        self.site, self.devices, self.folder = site, devices, folder
        self.seen: dict[str, Any] = {}

    def script(self, driver: Any) -> None:
        self.driver = driver
        driver.wait_for("Votre espace santé")
        driver.picture(self.folder / "welcome.png")
        self.site.say(Certified(certificate="of today"))
        self.visit()
        self.slide()
        self.two_fingers()
        self.palm()
        self.fault()
        self.pull_from_a_dead_site()
        self.restart()

    def visit(self) -> None:
        """Card in, a list, a document; the second touch of a trembling hand counts for nothing."""
        driver = self.driver
        self.devices.card_reader.insert(ODETTE)
        driver.wait_for("que voulez-vous faire")
        driver.picture(self.folder / "menu.png")
        driver.say("bonjour")
        driver.wait_for("Je n’ai pas compris")
        driver.picture(self.folder / "not-understood.png")
        started = monotonic()
        driver.touch("documents")
        self.seen["press_s"] = monotonic() - started
        driver.wait_for("Quel document ouvrir")
        driver.picture(self.folder / "list.png")
        driver.touch("Plus anciens")
        driver.wait_for("page 2 sur 5")
        driver.touch("row-4")
        driver.wait_for("cardiologue")
        driver.picture(self.folder / "document.png")

    def slide(self) -> None:
        """A finger that slides off a key and lets go elsewhere answers nothing."""
        before = self.site.said.qsize()
        self.driver.slide_off("Imprimer")
        self.driver.on_glass(lambda: None)
        self.seen["said_by_sliding"] = self.site.said.qsize() - before

    def two_fingers(self) -> None:
        """Two keys pressed at once: the first one answers, the other does not even change the page."""
        self.seen["said_by_two_fingers"] = self._answers_to("Imprimer", "Plus grand")
        self.seen["is_bigger"] = self.driver._terminal.conductor.showing.local.is_bigger

    def palm(self) -> None:
        """A hand flat on the keys, for a while, then away; then one finger, which counts."""
        keys = ("Imprimer", "Plus grand", "Retour", "Aide", "Terminer")
        self.seen["said_by_palm"] = self._answers_to(*keys)
        self.seen["said_after_palm"] = self._answers_to("Imprimer")

    def _answers_to(self, *keys: str) -> int:
        """How many answers leave when these keys are pressed together, then let go."""
        from kiosk.terminal.driver import Finger

        driver = self.driver
        driver.be_ready()
        heard = self.site.said.qsize()
        fingers = [Finger(*driver.middle(driver.find(key))) for key in keys]
        for finger in fingers:
            driver.on_glass(finger.down)
        driver.pause(0.3)
        for finger in fingers:
            driver.on_glass(finger.up)
        driver.pause(0.4)
        said = list(self.site.said.queue)[heard:]
        return sum(isinstance(message, Answer | Press) for message in said)

    def fault(self) -> None:
        """A bug in a callback, with words in its message that nobody may log."""
        self.driver.soon(broken)
        self.driver.wait_for("Excusez-nous")
        self.driver.picture(self.folder / "sorry.png")
        self.seen["sorry"] = self.driver.text()
        self.driver.touch("Essayer encore")
        self.driver.wait(lambda driver: "Excusez" not in driver.text())

    def pull_from_a_dead_site(self) -> None:
        """Card out after the site went: the glass must be clean within two seconds."""
        driver = self.driver
        driver.wait_for("que voulez-vous faire")
        driver.say("mes documents")
        driver.wait_for("Quel document ouvrir")
        self.seen["spoke"] = True
        self.site.answer = lambda _: []
        self.site.close()
        self.devices.card_reader.pull()
        started = monotonic()
        driver.wait(lambda seen: "Lefort" not in seen.text(), seconds=2)
        self.seen["clean_s"] = monotonic() - started
        driver.wait_for("01 99 00 12 34")
        driver.picture(self.folder / "cut.png")
        self.seen["cut"] = driver.text()
        self.site.open()
        driver.wait_for("Votre espace santé", seconds=12)

    def restart(self) -> None:
        """The site wants the program to start afresh: it ends, with the script still at work."""
        hellos = [message for message in self.site.said.queue if isinstance(message, Hello)]
        self.seen["certificates"] = [hello.certificate for hello in hellos]
        self.site.say(Restart())
        self.driver.wait(lambda _: False, seconds=30, what="the program goes on")


def broken() -> None:
    """A fault of ours."""
    raise RuntimeError(SECRET)


def main(folder: Path, make: Callable[[], SmallSite] = SmallSite) -> None:
    """Play, then write `seen.json`."""
    site = make()
    site.answer = answered
    site.open()
    devices = Devices(
        card_reader=VirtualCardReader(),
        printer=VirtualReceiptPrinter(),
        speaker=VirtualSpeaker(takes_time=True),
        recogniser=VirtualRecogniser(),
    )
    play = Play(site, devices, folder)
    heard = StringIO()
    logging.getLogger().addHandler(logging.StreamHandler(heard))
    logging.getLogger().setLevel(logging.DEBUG)
    run(TerminalSettings(site=site.address), devices, play.script)
    site.end()
    play.seen["logged"] = heard.getvalue()
    (folder / "seen.json").write_text(json.dumps(play.seen), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
