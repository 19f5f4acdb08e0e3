"""A terminal whose interface is frozen, or breaks again and again. Run: `python -m … FREEZE_OR_BREAK`."""

import sys
from threading import Event
from typing import Any

from hardware.card_reader.virtual import VirtualCardReader
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from kiosk.terminal.program import run
from kiosk.terminal.settings import Devices, TerminalSettings
from kiosk.terminal.supervision import FAULTS_AT_MOST

SECRET = "Odette a un secret"


def freeze(driver: Any) -> None:
    """Block the interface's thread at the word of whoever watches; this thread and the others go on."""
    sys.stdin.readline()
    driver.soon(Event().wait)
    sys.stdout.write("frozen\n")
    sys.stdout.flush()
    sys.stdin.readline()


def break_often(driver: Any) -> None:
    """As many faults as are too many."""
    for _ in range(FAULTS_AT_MOST):
        driver.soon(broken)
    sys.stdin.readline()


def broken() -> None:
    """A fault of ours."""
    raise RuntimeError(SECRET)


if __name__ == "__main__":
    devices = Devices(card_reader=VirtualCardReader(), printer=VirtualReceiptPrinter())
    settings = TerminalSettings(site="http://127.0.0.1:9")
    run(settings, devices, {"freeze": freeze, "break": break_often}[sys.argv[1]])
