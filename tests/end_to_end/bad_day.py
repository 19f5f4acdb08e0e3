"""A bad day at the kiosk, played on the real terminal program in front of a real site; what happened is a report.

Run: `python -m tests.end_to_end.bad_day FOLDER`. Kivy has one window a process, so tests start this one.
"""

import json
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from core.demo.people import MARCEL, ODETTE, DemoPerson
from hardware.card_reader.virtual import VirtualCardReader
from hardware.speech.virtual import VirtualSpeaker
from kiosk.protocol import Machine, Screen, ScreenKind
from kiosk.terminal.program import prepare
from kiosk.terminal.settings import Devices, TerminalSettings
from service.demonstration.cards import demonstration_cards, holder
from service.demonstration.report import Report
from service.demonstration.settings import demonstration_identity
from service.journal import configure_journal
from tests.end_to_end.site_process import SiteProcess
from tests.end_to_end.unlucky_printer import UnluckyPrinter

WIPED_WITHIN_S = 2.0
TOLD_WITHIN_S = 5.0
BACK_WITHIN_S = 20.0
MIDDLE_OF_A_RECEIPT = 9000
"""Bytes: past the questions and the first lines of paper."""
PERSONAL = ("lefort", "odette", "aubigny", "aubry", "marcel", "1942")
MISHAPS = (
    "card-unreadable",
    "card-out-while-reading",
    "site-killed",
    "site-back",
    "site-killed-at-the-last-yes",
    "told-at-the-next-visit",
    "printer-dies",
    "printed-again",
    "card-out-while-printing",
)


class BadDay:
    """Everything that can go wrong, one thing after the other; each begins at the welcome."""

    def __init__(self, terminal: Any, site: SiteProcess, devices: tuple[VirtualCardReader, UnluckyPrinter]) -> None:
        self._terminal = terminal
        self._site = site
        self._reader, self._printer = devices
        self.report = Report.of(MISHAPS)
        self.measured: dict[str, float] = {}
        self.told: dict[str, str] = {}

    def play(self, driver: Any, pictures: Path) -> None:
        """One mishap after the other; one that fails does not spare the next."""
        self._driver = driver
        for step in self.report.steps:
            try:
                with self.report.step(step.name):
                    getattr(self, step.name.replace("-", "_"))()
            except AssertionError as fault:
                print(step.name, fault, file=sys.stderr)  # noqa: T201 - a test's own program
            driver.picture(pictures / f"{step.name}.png")
            self.told[step.name] = driver.text()

    # --- Mishaps ----------------------------------------------------------------------------------------

    def card_unreadable(self) -> None:
        """The dock puts a worn card in; then it is taken out, and the same finger puts a good one in."""
        self._welcome()
        self._touch_dock("unreadable")
        self._driver.wait(lambda driver: driver.screen.machine is Machine.CARD_UNREADABLE, what="unreadable")
        self.told["unreadable"] = self._driver.text()
        self._touch_dock("pull")
        self._touch_dock("card-0")
        self._see(ScreenKind.ENTER)

    def card_out_while_reading(self) -> None:
        """A document is open; the card leaves."""
        self._proves(ODETTE)
        self._touch("documents", ScreenKind.LIST)
        self._touch(self._driver.screen.keys[0].id, ScreenKind.READ)
        self._pulls("card-out-while-reading")
        self._welcome()

    def site_killed(self) -> None:
        """The site dies while her documents are shown."""
        self._proves(ODETTE)
        self._touch("documents", ScreenKind.LIST)
        start = monotonic()
        self._site.kill()
        self._see(ScreenKind.APOLOGY, seconds=TOLD_WITHIN_S)
        self.measured["site-killed"] = monotonic() - start
        self._nobodys()

    def site_back(self) -> None:
        """Started again on the same port: nobody touches anything, and the card in the slot is asked its code."""
        self._site.start()
        start = monotonic()
        self._see(ScreenKind.ENTER, seconds=BACK_WITHIN_S)
        self.measured["site-back"] = monotonic() - start
        self._nobodys()

    def site_killed_at_the_last_yes(self) -> None:
        """The site hears her « oui » no more: neither « gardé » nor « pas gardé » may be told."""
        self._refuses(MARCEL)
        self._site.freeze()
        self._driver.touch("yes")
        self._site.kill()
        self._see(ScreenKind.APOLOGY, seconds=TOLD_WITHIN_S)
        self._nobodys()

    def told_at_the_next_visit(self) -> None:
        """What became of it is told: here, that nothing is kept."""
        self._site.start()
        self._proves(MARCEL)
        self._touch("organ-donation", ScreenKind.TELL)
        self._touch("next", ScreenKind.TELL)

    def printer_dies(self) -> None:
        """In the middle of her receipt. What is sure is said first; the number is there to be read."""
        self._refuses(ODETTE)
        self._printer.device.die_at_byte(MIDDLE_OF_A_RECEIPT)
        self._driver.touch("yes")
        self._see(ScreenKind.MISHAP, seconds=40)
        self.told["printer-dies-first"] = self._driver.text()
        self._touch("number", ScreenKind.RECAP)

    def printed_again(self) -> None:
        """Another printer is plugged in, and the receipt comes out of it."""
        self._printer.replace()
        self._touch("next", ScreenKind.MISHAP)
        self._touch("try-again", ScreenKind.DONE)
        assert len(self._printer.device.papers) == 1, "no receipt came out"

    def card_out_while_printing(self) -> None:
        """A slow printer; he leaves with his card before the receipt."""
        self._refuses(MARCEL)
        self._printer.hold()
        self._driver.touch("yes")
        self._see(ScreenKind.PAPER)
        assert self._printer.is_printing.wait(10)
        self._pulls("card-out-while-printing")
        self._welcome()
        self._printer.release()
        self._proves(ODETTE)
        self._reader.pull()
        self._welcome()

    # --- Gestures ---------------------------------------------------------------------------------------

    def _proves(self, person: DemoPerson) -> None:
        self._reader.pull()
        self._welcome()
        self._reader.insert(holder(person))
        self._see(ScreenKind.ENTER)
        self._driver.type(person.secret)
        self._touch("~accept", ScreenKind.CHOOSE)

    def _refuses(self, person: DemoPerson) -> None:
        """To the last question."""
        self._proves(person)
        self._touch("organ-donation", ScreenKind.TELL)
        self._touch("next", ScreenKind.TELL)
        self._touch("next", ScreenKind.CHOOSE)
        self._touch("refuse", ScreenKind.CHOOSE)
        self._touch("everything", ScreenKind.RECAP)
        self._touch("right", ScreenKind.CONFIRM)

    def _pulls(self, name: str) -> None:
        start = monotonic()
        self._reader.pull()
        self._driver.wait(lambda _: not self._personal(), seconds=WIPED_WITHIN_S, what="wiped within two seconds")
        self.measured[name] = monotonic() - start

    def _touch(self, key: str, then: ScreenKind) -> None:
        before = self._driver.screen.id
        self._driver.touch(key)
        self._see(then, after=before)

    def _see(self, kind: ScreenKind, *, after: int = -1, seconds: float = 15.0) -> Screen:
        return self._driver.wait(
            lambda driver: driver.screen.kind is kind and driver.screen.id != after, seconds=seconds, what=kind.value
        )

    def _welcome(self) -> None:
        self._driver.wait(
            lambda driver: driver.screen.kind is ScreenKind.CARD and driver.screen.machine is Machine.CARD_WANTED,
            what="the welcome",
        )

    def _personal(self) -> list[str]:
        text = self._driver.text().lower()
        return [word for word in PERSONAL if word in text]

    def _nobodys(self) -> None:
        assert not self._personal(), "somebody's facts are still on the glass"

    def _touch_dock(self, key: str) -> None:
        """A finger on the bench beside the glass."""
        from kiosk.terminal.driver import Finger

        dock = next(view for view in self._terminal._root.children if view is not self._terminal.view)
        shape = next(shape for shape in dock.scene.touchable() if shape.id == key)
        glass = dock._glass
        x = dock.x + glass.px(shape.rect.x + shape.rect.w / 2)
        finger = Finger(x, glass.height_px - glass.px(shape.rect.y + shape.rect.h / 2))
        self._driver.on_glass(finger.down)
        self._driver.on_glass(finger.up)


def main(folder: Path) -> None:
    """Play, and write what happened, what was told, and how long it took."""
    configure_journal()
    site = SiteProcess(folder)
    site.start()
    terminal_settings = TerminalSettings(
        site=site.address,
        identity=demonstration_identity(),
        is_demonstration=True,
        cards=demonstration_cards(),
    )
    prepare(terminal_settings, has_dock=True)
    from kiosk.terminal.app import Terminal
    from kiosk.terminal.driver import Driver

    reader, printer = VirtualCardReader(), UnluckyPrinter()
    devices = Devices(card_reader=reader, printer=printer, speaker=VirtualSpeaker())
    terminal = Terminal(terminal_settings, devices, has_dock=True)
    day = BadDay(terminal, site, (reader, printer))
    try:
        terminal.run(lambda it: day.play(Driver(it), folder / "pictures"))
    finally:
        site.stop()
        day.report.write(folder / "report.json")
        seen = {"measured": day.measured, "told": day.told}
        (folder / "seen.json").write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
