"""The log of a site that runs, seen from outside: close behind, verified beside it, whole after it was killed."""

from pathlib import Path
from threading import Event

import pytest

from service.log_check import LogCheck
from service.premises import open_premises
from tests.service.relais_command import relais
from tests.service.site_process import calling, running_site

BEHIND_SECONDS = 2.0


def check_of(folder: Path) -> LogCheck:
    return LogCheck(data=folder, vkey=(folder / "audit.vkey").read_text(encoding="ascii").strip())


def published(folder: Path) -> int:
    return int((folder / "audit" / "checkpoint").read_text(encoding="utf-8").split("\n")[1])


@pytest.mark.timeout(240)
def test_what_a_person_does_is_in_the_published_log_two_seconds_later(tmp_path: Path) -> None:
    """By files alone, beside the site; the command says the same; killed then, the site has left nothing behind."""
    folder = tmp_path / "site"
    with running_site(folder) as site, calling(site) as kiosk:
        before = published(folder)
        kiosk.prove()
        kiosk.touch("documents")
        kiosk.touch(kiosk.screen.keys[0].id if kiosk.screen else "")
        Event().wait(BEHIND_SECONDS)
        size = published(folder)
        assert size >= before + 3
        done = relais("audit", "verify", "--data", folder)
        assert (done.returncode, done.stdout) == (0, (folder / "audit" / "checkpoint").read_text(encoding="utf-8"))
        assert "; 0 more wait" in done.stderr
        site.process.kill()
        site.process.wait(10)
    assert published(folder) == size
    with open_premises(folder) as premises, premises.store.begin() as records:
        assert len(records.audit.all()) == size
    verdict, waiting = check_of(folder).log_and_records()
    assert (verdict.is_good, waiting) == (True, 0)


@pytest.mark.timeout(240)
def test_commands_that_write_leave_a_log_that_is_whole(tmp_path: Path) -> None:
    """An import without a running site publishes what it did."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "bad.xml").write_text("<!DOCTYPE x><x/>", encoding="utf-8")
    assert relais("import", tmp_path / "letters", "--data", tmp_path / "site").returncode == 0
    verdict, waiting = check_of(tmp_path / "site").log_and_records()
    assert (verdict.is_good, waiting) == (True, 0)
