"""The real program in a real window, touched by real touch events: one process plays, tests read what it saw."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.real_stacks import requires

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """What was seen, and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("window")
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "KIVY_HOME"}}
    environment["SDL_VIDEODRIVER"] = "offscreen"
    done = subprocess.run(
        [sys.executable, "-m", "tests.kiosk.terminal.in_a_window", str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads((folder / "seen.json").read_text(encoding="utf-8")), folder


def test_a_press_is_seen_before_it_acts(played: tuple[dict[str, Any], Path]) -> None:
    """At least 120 ms: an old hand sees that the key took it."""
    assert played[0]["press_s"] >= 0.12


def test_an_answer_by_voice_reaches_the_site_as_a_touch_does(played: tuple[dict[str, Any], Path]) -> None:
    """Through the real program: « Parler », a word that is no answer, then one that is."""
    assert played[0]["spoke"] is True


def test_sliding_off_a_key_answers_nothing(played: tuple[dict[str, Any], Path]) -> None:
    """A touch counts on release inside the key."""
    assert played[0]["said_by_sliding"] == 0


def test_a_second_finger_is_ignored(played: tuple[dict[str, Any], Path]) -> None:
    """Two keys pressed at once are one answer, the first one's (EN 301 549, 5.9)."""
    assert played[0]["said_by_two_fingers"] == 1
    assert not played[0]["is_bigger"]


def test_a_palm_on_the_glass_does_nothing(played: tuple[dict[str, Any], Path]) -> None:
    """Five contacts at once, the first of them on a key; the finger that comes after it counts."""
    assert played[0]["said_by_palm"] == 0
    assert played[0]["said_after_palm"] == 1


def test_a_fault_in_a_callback_is_an_apology_and_the_program_goes_on(played: tuple[dict[str, Any], Path]) -> None:
    """Nothing of the person stays; the log knows the kind and the place of the fault, never its words."""
    seen = played[0]
    assert "Ce n’est pas votre faute" in seen["sorry"]
    assert "Lefort" not in seen["sorry"]
    assert "fault type=RuntimeError place=in_a_window.py:" in seen["logged"]
    assert "secret" not in seen["logged"]


def test_the_certificate_of_the_day_is_shown_at_the_next_call(played: tuple[dict[str, Any], Path]) -> None:
    """None at the first; then whatever the site gave last, for as long as the program runs."""
    first, *others = played[0]["certificates"]
    assert first == ""
    assert len(others) >= 2
    assert set(others) == {"of today"}


def test_the_program_ends_when_the_site_wants_it_afresh(played: tuple[dict[str, Any], Path]) -> None:
    """While the script still waits; whatever supervises it starts it again."""
    assert "certificates" in played[0]


@pytest.mark.parametrize(
    "word", ["Lefort", "Odette", "Aubigny", "242039999904228", "1942", "cardiologue", "Analyse", "mes documents"]
)
def test_nothing_personal_is_logged_even_when_everything_is(played: tuple[dict[str, Any], Path], word: str) -> None:
    """With every logger wide open, a whole visit leaves no name, no number and no health word."""
    assert word not in played[0]["logged"]


def test_the_glass_is_clean_within_two_seconds_of_the_card_leaving_a_dead_site(
    played: tuple[dict[str, Any], Path],
) -> None:
    """The telephone number of help is all that stands there."""
    assert played[0]["clean_s"] < 2
    assert "01 99 00 12 34" in played[0]["cut"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("welcome", ("Votre espace santé", "carte Vitale", "La puce vers le bas", "Voir mieux")),
        ("menu", ("que voulez-vous faire", "Documents", "2 nouveaux", "Odette Lefort", "Terminer")),
        ("list", ("Analyse de sang", "14 novembre", "Masqué", "page 1 sur 5", "Plus anciens")),
        ("document", ("Compte rendu de consultation", "La tension est bonne", "Plus grand", "Imprimer")),
        ("cut", ("la liaison est coupée", "ce que vous avez confirmé", "01 99 00 12 34", "Voir mieux")),
    ],
)
@requires("tesseract")
def test_a_stranger_can_read_the_screen(played: tuple[dict[str, Any], Path], name: str, words: tuple[str, ...]) -> None:
    """An independent reader finds the words on the picture; white words are beyond it."""
    command = ["tesseract", str(played[1] / f"{name}.png"), "-", "-l", "fra", "--psm", "11"]
    read = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    plain = " ".join(read.replace("’", "'").split()).lower()
    missing = [word for word in words if word.lower() not in plain]
    assert missing == [], plain
