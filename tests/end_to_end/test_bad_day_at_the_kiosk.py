"""What goes wrong in a public place, on the real terminal program: a real site process, a real ESC/POS line."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.demo.people import MARCEL, ODETTE
from core.domain.organ_donation import OrganDonationChoice, Position
from core.domain.patients import parse_nir
from service.demonstration.report import Report, read_report
from service.premises import open_premises
from tests.end_to_end.bad_day import BACK_WITHIN_S, MISHAPS, TOLD_WITHIN_S, WIPED_WITHIN_S

ROOT = Path(__file__).parents[2]
LONGEST_S = 240
pytestmark = pytest.mark.timeout(LONGEST_S + 60)


@dataclass(frozen=True)
class Day:
    """What is left of the day."""

    report: Report
    measured: dict[str, float]
    """Seconds."""
    told: dict[str, str]
    """Every word on the glass at the end of each mishap."""
    choices: dict[str, OrganDonationChoice | None]
    acts: Counter[str]
    journal: str

    def happened(self, name: str) -> None:
        """Fail with the reason, unless this mishap went as promised."""
        step = next(step for step in self.report.steps if step.name == name)
        assert step.happened, f"{name}: {step.fault}"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Played once, in a process of its own; then the records are looked at."""
    folder = tmp_path_factory.mktemp("bad-day")
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "KIVY_HOME"}}
    done = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.bad_day", str(folder)],
        cwd=ROOT,
        env={**environment, "SDL_VIDEODRIVER": "offscreen"},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
    with open_premises(folder / "site") as premises, premises.door.store.begin() as records:
        choices = {
            person.name: records.organ_donation.latest(records.patients.find(parse_nir(person.nir)[0])[0].patient_id)
            for person in (ODETTE, MARCEL)
        }
        acts = Counter(leaf.act for leaf in records.audit.all())
    journal = (folder / "site.log").read_text(encoding="utf-8") + done.stdout + done.stderr
    return Day(read_report(folder / "report.json", MISHAPS), seen["measured"], seen["told"], choices, acts, journal)


@pytest.mark.parametrize("name", MISHAPS)
def test_it_goes_as_promised(day: Day, name: str) -> None:
    """Each mishap of the day, as told step by step in bad_day.py."""
    day.happened(name)


def test_a_card_that_cannot_be_read_is_told_with_three_gestures(day: Day) -> None:
    """Put in by the dock's virtual reader: no « erreur », what to do, and other ways."""
    told = day.told["unreadable"]
    assert "La borne ne lit" in told
    assert "Tournez la puce vers le bas" in told
    assert "Aide d’une personne" in told


@pytest.mark.parametrize("name", ["card-out-while-reading", "card-out-while-printing"])
def test_a_card_out_wipes_the_glass_within_two_seconds(day: Day, name: str) -> None:
    """Measured from the hand to the glass; the next person finds the welcome."""
    assert day.measured[name] < WIPED_WITHIN_S
    assert "Glissez votre" in day.told[name]


def test_a_dead_site_is_told_within_seconds_with_the_number_of_help(day: Day) -> None:
    """What is sure, the telephone, the card; nothing of the person."""
    assert day.measured["site-killed"] < TOLD_WITHIN_S
    told = day.told["site-killed"]
    assert "01 99 00 12 34" in told
    assert "Reprenez votre carte" in told
    assert "Lefort" not in told


def test_the_terminal_comes_back_by_itself(day: Day) -> None:
    """Nobody touched anything; the card that was left in is asked its code like any other."""
    assert day.measured["site-back"] < BACK_WITHIN_S
    assert "code secret" in day.told["site-back"].replace("\n", " ")


def test_a_last_yes_that_nobody_heard_is_neither_kept_nor_said_kept(day: Day) -> None:
    """« Nous ne savons pas encore », then the truth at the next visit."""
    told = day.told["site-killed-at-the-last-yes"].replace("\n", " ")
    assert "Nous ne savons pas encore si votre choix est gardé" in told
    assert "01 99 00 12 34" in told
    assert "Le Relais ne garde aucune position" in day.told["told-at-the-next-visit"].replace("\n", " ")


def test_a_printer_that_dies_in_a_receipt_is_told_as_unknown(day: Day) -> None:
    """What is sure comes first: the choice is kept. Then the paper, then the number."""
    told = day.told["printer-dies-first"].replace("\n", " ")
    assert told.index("Votre choix est gardé") < told.index("Nous ne savons pas si le reçu est sorti")
    assert "imprimé" not in told
    assert "Votre numéro de reçu" in day.told["printer-dies"]


def test_each_choice_is_kept_once_whatever_the_paper_did(day: Day) -> None:
    """Odette's receipt came at the second try; Marcel left before his."""
    for choice in day.choices.values():
        assert choice is not None
        assert choice.position is Position.REFUSAL
    assert day.acts["state-organ-donation-choice"] == 2
    assert day.acts["record-receipt-given"] == 3


def test_nobody_is_named_in_any_journal(day: Day) -> None:
    """Site and terminal, crashes included."""
    journal = day.journal.lower()
    for person in (ODETTE, MARCEL):
        personal = (person.identity.birth_name.lower(), person.nir, person.secret, person.access_number)
        assert not [word for word in personal if word in journal]
