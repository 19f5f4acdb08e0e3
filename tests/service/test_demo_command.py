"""`relais demo` without a display: every step happens, leaves what it must, and a lost step is not hidden."""

import json
import subprocess
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from core.demo.people import PEOPLE
from core.domain.identifiers import PatientId
from core.domain.patients import parse_nir
from service.demonstration.visit import STEPS
from service.premises import open_premises
from tests.service.canary import found_in, spellings
from tests.service.relais_command import relais


@dataclass(frozen=True)
class Played:
    """One whole demonstration."""

    out: Path
    ended: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play it once, for every test here; some thirty seconds."""
    out = tmp_path_factory.mktemp("demo") / "out"
    return Played(out, relais("demo", "--out", out))


@pytest.mark.timeout(240)
def test_every_step_happens(played: Played) -> None:
    """Visit, call and records: exit 0, and a report that says so step by step."""
    assert played.ended.returncode == 0, played.ended.stdout + played.ended.stderr
    assert "LOST" not in played.ended.stdout
    report = json.loads((played.out / "report.json").read_text(encoding="utf-8"))
    assert report["whole"] is True
    names = [step["name"] for step in report["steps"]]
    assert names[: len(STEPS)] == [f"visit: {name}" for name in STEPS]
    assert sum(name.startswith("call: ") for name in names) == 1
    assert sum(name.startswith("records: ") for name in names) == 4


def test_each_step_of_the_visit_leaves_its_picture(played: Played) -> None:
    """visit/NN-name.png, of the whole glass, none of one colour."""
    pictures = sorted(path.name for path in (played.out / "visit").iterdir())
    assert pictures == [f"{number:02}-{name}.png" for number, name in enumerate(STEPS, 1)]
    for name in pictures:
        with Image.open(played.out / "visit" / name) as picture:
            assert picture.size == (1280, 1024)
            assert len(picture.convert("RGB").getcolors(2**24) or ()) > 8


def test_papers_are_left_as_pictures_and_words(played: Played) -> None:
    """Each receipt twice: what the printer drew, what it was asked to say."""
    files = {path.suffix for path in (played.out / "receipts").iterdir()}
    stems = {path.stem for path in (played.out / "receipts").iterdir()}
    assert files == {".png", ".txt"}
    assert len(list((played.out / "receipts").iterdir())) == 2 * len(stems)


def test_a_paper_of_the_visit_is_checked_from_its_picture(played: Played) -> None:
    """By anybody with the public keys and the log; another number on it is not a receipt of this site."""
    site, papers = played.out / "site", played.out / "receipts"
    proofs = [path for path in sorted(papers.glob("*.txt")) if "RS2|" in path.read_text(encoding="utf-8")]
    assert proofs, "the visit gave at least one receipt"
    log = ("--key", site / "receipts.pem", "--log", site / "audit", "--log-key", site / "audit.vkey")
    good = relais("receipt", "verify", *(path.with_suffix(".png") for path in proofs), *log)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.endswith("in the log\n")
    text = next(line for line in proofs[0].read_text(encoding="utf-8").splitlines() if line.startswith("RS2|"))
    number = text.split("|")[5]
    altered = relais("receipt", "verify", text.replace(f"|{number}|", f"|{(int(number) + 1) % 10**6:06}|"), *log)
    assert (altered.returncode, altered.stdout.partition(":")[0]) == (1, "first bad position 1")


def test_the_call_is_left_in_writing_and_in_sound(played: Played) -> None:
    """call/transcript.txt with message ids, call/call.wav of at least a minute of speech."""
    transcript = (played.out / "call" / "transcript.txt").read_text(encoding="utf-8")
    assert transcript.startswith("[phone-welcome.spoken] ")
    with wave.open(str(played.out / "call" / "call.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() > 60


def test_nothing_personal_is_in_a_log_of_the_demonstration(played: Played) -> None:
    """No name, number, code, birth date, title or health word, in clear, in base64 or in hexadecimal (promise 1)."""
    logs = {name: (played.out / name).read_bytes() for name in ("site.log", "kiosk.log")}
    logs["standard error"] = played.ended.stderr.encode()
    assert b"visit-ended" in logs["site.log"], "the journal is not empty: there is something to look into"
    words = list(spellings(_titles(played.out / "site")))
    assert {name: found_in(log, words) for name, log in logs.items()} == {name: [] for name in logs}


def test_the_canary_sings() -> None:
    """Whatever is looked for would be found."""
    for word in spellings(["Analyse de sang"]):
        assert found_in(b"2026-11-23 event=" + word + b" end", [word]) == [word]


@pytest.mark.timeout(240)
def test_a_lost_step_is_told_and_ends_with_1(tmp_path: Path) -> None:
    """A call that does not hear what it expects: report and exit code say so, the rest is played all the same."""
    script = tmp_path / "call.script"
    script.write_text("expect Relais santé\npress 1\nexpect une licorne\n", encoding="utf-8")
    ended = relais("demo", "--out", tmp_path / "out", "--call", script)
    assert ended.returncode == 1
    assert "LOST call: 3 lines of its script: see call/transcript.txt" in ended.stdout
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["whole"] is False
    assert all(step["happened"] for step in report["steps"] if step["name"].startswith("visit: "))


def _titles(folder: Path) -> set[str]:
    """Every document title of the demonstration."""
    with open_premises(folder) as premises, premises.door.store.begin() as records:
        owners: Iterator[PatientId] = (
            patient.patient_id for person in PEOPLE for patient in records.patients.find(parse_nir(person.nir)[0])
        )
        return {document.title for owner in owners for document in records.documents.newest_first(owner)}
