"""`relais erase`: on their demand, nothing of a person stays; never by a slip, and never half."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.demo.people import MARCEL, ODETTE
from core.domain.identifiers import PatientId
from core.storage.erasures import recorded_erasures
from core.storage.opening import open_store
from service.commands.erase import Erase
from service.faults import OperatorError
from service.operator.asking import ask
from service.operator.whom import ByCard
from service.premises import open_premises
from service.settings import Settings
from tests.core.storage.planted import rows_of
from tests.service.relais_command import ROOT, relais
from tests.service.site_process import running_site

CUT = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from core.domain.identifiers import PatientId
from service.erasing import erase
from service.premises import open_premises
with open_premises(Path(sys.argv[1])) as premises:
    event.listen(premises.store.database.engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
    erase(premises.door, PatientId(sys.argv[2]))
"""
"""Killed when all is ready to be committed."""


@pytest.fixture
def folder(tmp_path: Path, seeded: tuple[Path, dict[str, PatientId]]) -> Path:
    """The fictional people's site, this test's own."""
    shutil.copytree(seeded[0], tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def odette(seeded: tuple[Path, dict[str, PatientId]]) -> PatientId:
    return seeded[1]["odette"]


def last_act(folder: Path) -> tuple[str, str, str]:
    with open_premises(folder) as premises, premises.store.begin() as records:
        leaf = records.audit.all()[-1]
    return leaf.act, leaf.role.value, leaf.place


def test_without_a_second_word_nothing_is_destroyed(folder: Path, odette: PatientId) -> None:
    """It says how much would be, names nobody, and ends with 2."""
    ended = relais("erase", ODETTE.access_number, "--data", folder)
    assert ended.returncode == 2
    assert ended.stdout.startswith("to be destroyed: ")
    assert "--yes" in ended.stderr
    assert ODETTE.access_number not in ended.stdout + ended.stderr
    with open_premises(folder) as premises:
        assert all(rows_of(premises.store, odette)[name] for name in ("patient_keys", "documents", "nirs"))
    assert recorded_erasures(folder) == ()


def test_a_person_is_erased_beside_a_running_site(tmp_path: Path) -> None:
    """Their blobs go too, by the site's own errand; a second time there is nobody; others stay."""
    data = tmp_path / "site"
    with running_site(data):
        done = relais("erase", ODETTE.access_number, "--data", data, "--yes")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("erased: ")
        with pytest.raises(OperatorError, match="nobody has this access number"):
            list(ask(Erase(whom=ByCard(ODETTE.access_number), is_confirmed=True), data, Settings()))
        others = ask(Erase(whom=ByCard(MARCEL.access_number), is_confirmed=False), data, Settings())
        assert str(next(others)).startswith("to be destroyed: ")
    [gone] = recorded_erasures(data)
    assert last_act(data)[:2] == ("erase-space", "operator")
    with open_premises(data) as premises:
        assert not any(rows_of(premises.store, gone).values())


def test_an_erasure_that_was_cut_is_finished_at_the_next_start(folder: Path, odette: PatientId) -> None:
    """Killed with the list written and nothing committed: it is done before anything else, and traced once."""
    ended = subprocess.run([sys.executable, "-c", CUT, folder, odette], check=False, cwd=ROOT)
    assert ended.returncode == -signal.SIGKILL
    assert recorded_erasures(folder) == (odette,)
    store = open_store(folder)
    assert rows_of(store, odette)["patient_keys"] == 1
    store.close()
    assert last_act(folder) == ("erase-space", "operator", "erase")
    with open_premises(folder) as premises:
        assert not any(rows_of(premises.store, odette).values())
        with premises.store.begin() as records:
            assert [leaf.act for leaf in records.audit.all()].count("erase-space") == 1


def test_a_demonstration_that_lost_somebody_is_told_on_one_line(folder: Path) -> None:
    """A trainer who tried the command begins again in a new folder; nothing is put in place of who was erased."""
    assert relais("erase", ODETTE.access_number, "--data", folder, "--yes").returncode == 0
    ended = relais("site", "--data", folder, "--port", "0", "--demo")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert "use a new folder" in ended.stderr
