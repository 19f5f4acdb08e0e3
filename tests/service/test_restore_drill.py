"""The restore drill, with real commands: a site runs, is backed up, is lost, and comes back from file and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.demo.people import ODETTE
from core.domain.audit import AuditLeaf
from service.premises import open_premises
from service.settings import Settings
from tests.core.storage.backup_samples import keys_alone
from tests.engines import ENGINES, database_of
from tests.service.relais_command import relais
from tests.service.site_process import Caller, Running, calling, running_site

WALK = ("organ-donation", "next", "next", "refuse", "some-organs", "heart", "right", "yes")


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Where the site was, and where it will be."""
    with (
        database_of(request.param, request, has_schema=False) as old,
        database_of(request.param, request, has_schema=False) as new,
    ):
        yield old, new


def titles(kiosk: Caller) -> list[str]:
    kiosk.prove()
    kiosk.touch("documents")
    assert kiosk.screen is not None
    return [key.label for key in kiosk.screen.keys]


def stop(site: Running) -> None:
    site.process.terminate()
    assert site.process.wait(20) == 0


def leaves(folder: Path, database: str) -> tuple[AuditLeaf, ...]:
    with open_premises(folder, Settings(database=database)) as premises, premises.door.store.begin() as records:
        return records.audit.all()


def lose_a_site(folder: Path, database: str, backup: Path) -> list[str]:
    """She states a choice; a backup is taken beside her visit; something more happens; the site stops. Her titles."""
    with running_site(folder, database) as site, calling(site) as kiosk:
        kiosk.prove()
        kiosk.touch(*WALK)
        done = relais("backup", backup, "--data", folder, RELAIS_DATABASE=database)
        assert (done.returncode, done.stderr) == (0, "")
        assert backup.stat().st_mode & 0o777 == 0o600
        reopened = relais("reopen", ODETTE.access_number, "--data", folder, RELAIS_DATABASE=database)
        assert (reopened.stdout, reopened.stderr) == ("reopened; tries forgotten: 0\n", "")
        with calling(site) as again:
            seen = titles(again)
        stop(site)
    assert not (folder / "operator.sock").exists()
    return seen


def test_a_lost_site_comes_back(tmp_path: Path, databases: tuple[str, str]) -> None:
    """Afterwards she proves who she is with her code and finds her list; up to the backup, no leaf lacks."""
    old, new = databases
    before = lose_a_site(tmp_path / "site", old, tmp_path / "b.relais")
    folder = keys_alone(tmp_path / "site", tmp_path / "again")
    restored = relais("restore", tmp_path / "b.relais", "--data", folder, RELAIS_DATABASE=new)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "people's records open" in restored.stdout
    with running_site(folder, new) as site, calling(site) as kiosk:
        assert titles(kiosk) == before
        stop(site)
    lost, found = leaves(tmp_path / "site", old), leaves(folder, new)
    shared = [leaf.act for leaf in lost].index("reopen-access")
    assert found[:shared] == lost[:shared]
    assert [leaf.act for leaf in found].count("state-organ-donation-choice") == 1
    assert "record-proof" in [leaf.act for leaf in found[shared:]]


@pytest.mark.parametrize("url", ["postgresql://relais:CANARY-1@127.0.0.1:1/x", "postgresql://relais:CAN/ARY-1@h/x"])
def test_no_fault_says_a_password(tmp_path: Path, url: str) -> None:
    """A server that is not there, an address that is none: one line, 2, and not a letter of the secret."""
    ended = relais("site", "--data", tmp_path / "site", "--port", "0", "--database", url)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("relais: ")
    assert ended.stderr.count("\n") == 1
    assert "CAN" not in ended.stderr
    assert "ARY" not in ended.stderr
