"""`relais reopen`: a person closed out by too many tries is let in again by a human, and it is traced."""

import shutil
from pathlib import Path

import pytest

from core.demo.people import ODETTE
from core.domain.tries import TRIES_A_DAY, Tries
from service.premises import open_premises
from tests.conftest import MORNING
from tests.service.relais_command import relais


@pytest.fixture
def closed(tmp_path: Path, seeded: tuple[Path, dict[str, str]]) -> Path:
    """A site where Odette made all her tries."""
    folder = tmp_path / "site"
    shutil.copytree(seeded[0], folder)
    with open_premises(folder) as premises, premises.door.store.begin() as records:
        counter = premises.door.keys.pseudonym(seeded[1]["odette"])
        records.credentials.put_tries(counter, Tries(count=TRIES_A_DAY, last_at=MORNING))
    return folder


def test_an_access_is_reopened_and_traced(closed: Path, seeded: tuple[Path, dict[str, str]]) -> None:
    """The counter is back to nothing; one leaf says that the operator did it."""
    ended = relais("reopen", ODETTE.access_number, "--data", closed)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"reopened; tries forgotten: {TRIES_A_DAY}\n", "")
    with open_premises(closed) as premises, premises.door.store.begin() as records:
        counter = premises.door.keys.pseudonym(seeded[1]["odette"])
        assert records.credentials.tries(counter) == Tries()
        last = records.audit.all()[-1]
    assert (last.act, last.role.value, last.place) == ("reopen-access", "operator", "reopen")


def test_an_unknown_number_changes_nothing(closed: Path) -> None:
    """One line, code 2, and the number is not said back."""
    ended = relais("reopen", "00000000", "--data", closed)
    assert ended.returncode == 2
    assert ended.stderr == "relais: nobody has this access number; nothing was changed\n"


def test_an_absent_folder_is_not_made(tmp_path: Path) -> None:
    """A mistyped folder is no new site."""
    assert relais("reopen", "00000000", "--data", tmp_path / "nowhere").returncode == 2
    assert not (tmp_path / "nowhere").exists()
