"""`relais import`: every file has its line in the report, a bad one never stops the batch, nothing is filed twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.interop.refused_file import FileRefusal
from service.intake import MAX_FILE_BYTES
from service.premises import open_premises
from tests.core.interop.cda_samples import as_bytes, matricule
from tests.core.interop.sample_files import SAMPLE_DATA, cda_files, needs_samples
from tests.service.relais_command import relais

FIELDS = {"file", "outcome", "reason", "type_code", "title", "warnings"}
HOSTILE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
OTHER_BIRTH = '<birthTime value="19410312"/>'

Lines = dict[str, dict[str, Any]]


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """One good file among bad ones."""
    folder = tmp_path / "batch"
    (folder / "deeper").mkdir(parents=True)
    files = {
        "1-broken.xml": as_bytes()[:900],
        "2-hostile.xml": HOSTILE,
        "3-good.xml": as_bytes(),
        "4-wrong-key.xml": as_bytes(
            ids=matricule("242039999904299"), identifier='<id root="1.2.250.1.999.1" extension="doc-2"/>'
        ),
        "5-other-person.xml": as_bytes(birth=OTHER_BIRTH),
        "6-nobody.xml": as_bytes(ids='<id root="1.2.250.1.999.2" extension="ipp-42"/>'),
        "7-empty.xml": b"",
        "8-huge.xml": b" " * (MAX_FILE_BYTES + 1),
        "deeper/9-good.XML": as_bytes(identifier='<id root="1.2.250.1.999.1" extension="doc-3"/>'),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "a.xml").mkdir()
    return folder


def _import(tmp_path: Path, *paths: Path) -> tuple[Lines, str, str]:
    report = tmp_path / "report.json"
    ended = relais("import", *paths, "--data", tmp_path / "site", "--report", report)
    assert ended.returncode == 0, ended.stderr
    lines = json.loads(report.read_text(encoding="utf-8"))
    assert all(set(line) == FIELDS for line in lines)
    return {Path(line["file"]).name: line for line in lines}, ended.stdout, ended.stderr


def _kept(folder: Path) -> tuple[int, int]:
    """How many documents are filed, and how many wait for a human."""
    with open_premises(folder) as premises, premises.door.store.begin() as records:
        filed = sum(leaf.act == "file-document" and leaf.outcome.value == "done" for leaf in records.audit.all())
        return filed, records.quarantine.count()


def test_every_file_has_its_line_and_the_batch_goes_on(tmp_path: Path, batch: Path) -> None:
    """Broken, hostile, wrong key, another person, nobody, empty, huge, absent: each says what became of it."""
    lines, told, _ = _import(tmp_path, batch, tmp_path / "absent.xml")
    said = {name: (line["outcome"], line["reason"]) for name, line in lines.items()}
    assert said == {
        "1-broken.xml": ("refused", FileRefusal.TRUNCATED.value),
        "2-hostile.xml": ("refused", FileRefusal.HAS_DOCTYPE.value),
        "3-good.xml": ("filed", ""),
        "4-wrong-key.xml": ("filed", ""),
        "5-other-person.xml": ("quarantined", "identity-mismatch"),
        "6-nobody.xml": ("quarantined", "identity-incomplete"),
        "7-empty.xml": ("refused", lines["7-empty.xml"]["reason"]),
        "8-huge.xml": ("refused", "too-many-bytes"),
        "9-good.XML": ("filed", ""),
        "absent.xml": ("refused", "FileNotFoundError"),
    }
    assert lines["4-wrong-key.xml"]["warnings"] == ["wrong-nir-key"]
    assert (lines["3-good.xml"]["type_code"], lines["3-good.xml"]["title"]) == ("11502-2", "Analyse de sang")
    assert told == "3 filed, 2 quarantined, 5 refused\n"
    assert _kept(tmp_path / "site") == (3, 2)


def test_a_second_run_keeps_nothing_twice(tmp_path: Path, batch: Path) -> None:
    """Filed stays filed, once, with a warning; what waits for a human waits once."""
    _import(tmp_path, batch)
    lines, told, _ = _import(tmp_path, batch)
    assert lines["3-good.xml"]["warnings"] == ["already-filed"]
    assert told == "3 filed, 2 quarantined, 4 refused\n"
    assert _kept(tmp_path / "site") == (3, 2)


def test_progress_is_on_standard_error_and_holds_nothing_personal(tmp_path: Path, batch: Path) -> None:
    """Standard output is one line for scripts; neither names anybody or anything."""
    _, told, progress = _import(tmp_path, batch)
    assert told.count("\n") == 1
    assert "9/9" in progress
    for word in ("lefort", "odette", "analyse", "2420399999042"):
        assert word not in (told + progress).lower()


def test_a_report_never_holds_a_trait(tmp_path: Path, batch: Path) -> None:
    """Why a document is set aside, not the value that differs."""
    _import(tmp_path, batch)
    report = (tmp_path / "report.json").read_text(encoding="utf-8").lower()
    for word in ("lefort", "odette", "2420399999042", "1942", "1941"):
        assert word not in report


def test_a_report_that_cannot_be_written_loses_no_document(tmp_path: Path, batch: Path) -> None:
    """One line names it, after the counts; all is filed, and importing again gives the report."""
    report = tmp_path / "absent" / "report.json"
    words = ("import", batch / "3-good.xml", "--data", tmp_path / "site", "--report", report)
    ended = relais(*words)
    assert (ended.returncode, ended.stdout) == (2, "1 filed\n")
    assert ended.stderr.splitlines()[-1].startswith(f"relais: {report}: No such file or directory")
    assert relais("audit", "verify", "--data", tmp_path / "site").returncode == 0
    report.parent.mkdir()
    assert relais(*words).returncode == 0
    assert [line["warnings"] for line in json.loads(report.read_text(encoding="utf-8"))] == [["already-filed"]]


def test_a_site_that_runs_keeps_its_folder(tmp_path: Path, batch: Path) -> None:
    """The import says so on one line, and files nothing."""
    with open_premises(tmp_path / "site"):
        ended = relais("import", batch, "--data", tmp_path / "site")
    assert ended.returncode == 2
    assert ended.stderr.startswith("relais: ")
    assert ended.stderr.count("\n") == 1


def test_known_only_opens_no_space(tmp_path: Path, batch: Path) -> None:
    """An operator may keep spaces for people who came."""
    ended = relais("import", batch / "3-good.xml", "--known-only", "--data", tmp_path / "site")
    assert (ended.returncode, ended.stdout) == (0, "1 quarantined\n")


@needs_samples
def test_every_real_sample_comes_in(tmp_path: Path) -> None:
    """Thirty-four documents; two are of somebody whose traits differ from an earlier one's."""
    lines, told, _ = _import(tmp_path, SAMPLE_DATA / "cda")
    assert len(cda_files()) == 34
    assert told == "32 filed, 2 quarantined\n"
    assert {line["reason"] for line in lines.values()} == {"", "identity-mismatch"}
    assert sum("wrong-nir-key" in line["warnings"] for line in lines.values()) == 3
    assert all(line["type_code"] and line["title"] for line in lines.values())
