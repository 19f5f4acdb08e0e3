"""The scripted visit, played with a finger on the real terminal program: `python -m service.demonstration.visit`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.demo.people import ODETTE
from kiosk.protocol import Screen, ScreenKind
from kiosk.terminal.program import run
from kiosk.terminal.settings import TerminalSettings
from service.demonstration.bench_devices import BenchDevices, bench_devices
from service.demonstration.cards import holder
from service.demonstration.report import Report
from service.demonstration.settings import demonstration_identity
from service.journal import configure_journal

if TYPE_CHECKING:
    from kiosk.terminal.driver import Driver

STEPS = (
    "welcome",
    "card-in",
    "secret-code",
    "menu",
    "documents",
    "read-one",
    "read-on",
    "organ-donation-law",
    "held",
    "wish",
    "extent",
    "organs",
    "recap",
    "confirm",
    "kept",
    "ask-papers",
    "papers",
    "card-out",
)
WIPED_WITHIN_S = 2.0


class Visit:
    """One person at the kiosk, from the card in to the card out. Each step leaves a picture."""

    def __init__(self, driver: "Driver", bench: BenchDevices, report: Report, folder: Path) -> None:
        self._driver = driver
        self._bench = bench
        self._report = report
        self._folder = folder

    def play(self) -> None:
        """Go through every step of the report, in order; what goes wrong ends the visit."""
        acts: dict[str, Callable[[], object]] = {
            "welcome": lambda: self._see(ScreenKind.CARD),
            "card-in": self._insert_card,
            "secret-code": self._type_code,
            "menu": self._open_menu,
            "documents": lambda: self._touch("documents", ScreenKind.LIST),
            "read-one": self._read_first,
            "read-on": self._read_on,
            "organ-donation-law": self._open_organ_donation,
            "held": lambda: self._go_on(ScreenKind.TELL),
            "wish": lambda: self._go_on(ScreenKind.CHOOSE),
            "extent": lambda: self._touch("refuse", ScreenKind.CHOOSE),
            "organs": self._pick_organs,
            "recap": lambda: self._touch("~picked", ScreenKind.RECAP),
            "confirm": lambda: self._touch("right", ScreenKind.CONFIRM),
            "kept": self._confirm,
            "ask-papers": lambda: self._go_on(ScreenKind.CHOOSE),
            "papers": self._print_papers,
            "card-out": self._pull_card,
        }
        for number, step in enumerate(self._report.steps, 1):
            with self._report.step(step.name):
                acts[step.name]()
                self._driver.picture(self._folder / f"{number:02}-{step.name}.png")

    def _see(self, kind: ScreenKind, *, after: int = -1, seconds: float = 15.0) -> Screen:
        return self._driver.wait(
            lambda driver: driver.screen.kind is kind and driver.screen.id != after, seconds=seconds, what=kind.value
        )

    def _touch(self, key: str, then: ScreenKind) -> None:
        before = self._driver.screen.id
        self._driver.touch(key)
        self._see(then, after=before)

    def _go_on(self, then: ScreenKind) -> None:
        self._touch(next(key.id for key in self._driver.screen.keys if key.is_next), then)

    def _insert_card(self) -> None:
        self._bench.hand.insert(holder(ODETTE))
        self._see(ScreenKind.ENTER)

    def _type_code(self) -> None:
        self._driver.type(ODETTE.secret[:4])

    def _open_menu(self) -> None:
        self._driver.type(ODETTE.secret[4:])
        self._touch("~accept", ScreenKind.CHOOSE)

    def _read_first(self) -> None:
        self._touch(self._driver.screen.keys[0].id, ScreenKind.READ)

    def _read_on(self) -> None:
        if self._driver.find("~after") is not None:
            self._driver.touch("~after")

    def _open_organ_donation(self) -> None:
        self._touch("~back", ScreenKind.LIST)
        self._touch("~back", ScreenKind.CHOOSE)
        self._touch("organ-donation", ScreenKind.TELL)

    def _pick_organs(self) -> None:
        self._touch("some-organs", ScreenKind.PICK)
        self._driver.touch("kidneys")
        self._driver.touch("corneas")

    def _confirm(self) -> None:
        self._touch("yes", ScreenKind.DONE)

    def _print_papers(self) -> None:
        self._touch("print", ScreenKind.DONE)
        self._go_on(ScreenKind.DONE)

    def _pull_card(self) -> None:
        self._bench.hand.pull()
        self._driver.wait(
            lambda driver: not driver.screen.band.person, seconds=WIPED_WITHIN_S, what="wiped within two seconds"
        )


def main() -> None:
    """Play the visit on a site; the report and the pictures are left in the folder."""
    arguments = argparse.ArgumentParser(description="Play the scripted visit of the demonstration.")
    arguments.add_argument("--site", required=True)
    arguments.add_argument("--out", required=True, type=Path)
    given = arguments.parse_args()
    configure_journal()
    report = Report.of(STEPS)
    (given.out / "visit").mkdir(parents=True, exist_ok=True)
    terminal = TerminalSettings(site=given.site, identity=demonstration_identity(), is_demonstration=True)
    with bench_devices(given.out / "receipts") as bench:
        report.card_stack = bench.card_stack
        try:
            run(terminal, bench.devices, lambda driver: Visit(driver, bench, report, given.out / "visit").play())
        finally:
            report.write(given.out / "visit.json")


if __name__ == "__main__":
    main()
