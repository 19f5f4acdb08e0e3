"""A clock that is wrong by years: the site's own, or the terminal's. Connections under TLS are out of reach here.

What must hold: nobody is sent away sooner or later, what is shown is the site's date, and a choice is kept once, with
its paper. The terminal asks its own clock for nothing but how long ago: it may believe that it is 1970.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import hardware
import kiosk
from core.demo.people import ODETTE
from kiosk.protocol import LineKind, ScreenKind
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import TerminalSide
from tests.kiosk.test_gateway_card_out import confirm_everything

YEARS = pytest.mark.parametrize("year", [1970, 2016, 2036, 2099])
WALL_CLOCKS = {
    "time.time",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "datetime.now",
    "datetime.utcnow",
    "date.today",
}
HOUSES = (Path(hardware.__file__).parent, Path(kiosk.__file__).parent)


@YEARS
def test_a_visit_goes_on_when_the_sites_clock_jumps(kiosk: TerminalSide, site: Site, year: int) -> None:
    """In the middle of it, with a proof given before: the list, a document, and the ninety seconds as ever."""
    kiosk.prove(ODETTE)
    _jump(site, year)
    documents = kiosk.touch("documents")
    assert documents.kind is ScreenKind.LIST
    assert kiosk.touch(documents.keys[0].id).kind is ScreenKind.READ
    kiosk.timer.advance(89)
    kiosk.wait_until_heard()
    assert kiosk.present.kind is ScreenKind.READ
    kiosk.timer.advance(91)
    assert kiosk.see(ScreenKind.IDLE).countdown_s == 30


@YEARS
def test_a_visit_begins_and_keeps_a_choice_under_a_wrong_clock(kiosk: TerminalSide, site: Site, year: int) -> None:
    """Kept once; the paper bears the date that the site believes, which somebody can see to be wrong."""
    _jump(site, year)
    confirm_everything(kiosk)
    kiosk.see(ScreenKind.PAPER)
    said = [line.text for line in kiosk.printing().lines if line.kind is not LineKind.SQUARE]
    assert any(str(year) in text for text in said), said
    assert site.acts().count("state-organ-donation-choice") == 1


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.name)
def test_no_date_is_ever_asked_of_the_machine_in_the_public_place(house: Path) -> None:
    """Neither screen, nor paper, nor waiting knows what day it is there."""
    asked = [f"{file.name}: {name}" for file in house.rglob("*.py") for name in _calls(file) if name in WALL_CLOCKS]
    assert asked == []


def test_a_date_asked_would_be_found(tmp_path: Path) -> None:
    """The control."""
    planted = tmp_path / "planted.py"
    planted.write_text(
        "import time\nfrom datetime import datetime as d, date\ntime.time()\ndate.today()\n", encoding="utf-8"
    )
    assert set(_calls(planted)) & WALL_CLOCKS == {"time.time", "date.today"}


def _jump(site: Site, year: int) -> None:
    clock = site.space.clock
    clock.advance(datetime(year, 3, 4, 5, 6, tzinfo=UTC) - clock.now())


def _calls(file: Path) -> Iterator[str]:
    """The last two names of whatever is called, and of names that were imported by themselves."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ".".join(ast.unparse(node.func).split(".")[-2:])
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"time.{each.name}" for each in node.names)
