"""`relais keys` and `relais due`: what an operator does to keys and leftovers, beside a running site."""

from datetime import timedelta
from pathlib import Path

from core.demo.people import ODETTE
from service.clock import SystemClock
from tests.service.relais_command import relais
from tests.service.site_process import calling, running_site


def said(*words: str | Path) -> str:
    ended = relais(*words)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_keys_are_replaced_while_people_are_served(tmp_path: Path) -> None:
    """Listed, rotated, renewed, retired; somebody who comes in between and afterwards finds their documents."""
    data = tmp_path / "site"
    with running_site(data) as site:
        before = said("keys", "list", "--data", data)
        people = before.split()[3]
        assert before == f"version 1 (current): {people} people's keys\n"
        early = relais("keys", "retire", "1", "--data", data)
        assert (early.returncode, early.stdout) == (2, "")
        assert "nothing was destroyed" in early.stderr
        rotated = said("keys", "rotate", "--data", data).splitlines()
        assert rotated[:2] == ["version 2 closes from now on", f"{people} people's keys are under it"]
        with calling(site) as kiosk:
            kiosk.prove()
        assert said("keys", "list", "--data", data) == (
            f"version 1: 0 people's keys\nversion 2 (current): {people} people's keys\n"
        )
        assert "version 1 is destroyed here" in said("keys", "retire", "1", "--data", data)
        assert said("keys", "renew", ODETTE.access_number, "--data", data).startswith(
            "version 2 of this person's key: "
        )
        with calling(site) as kiosk:
            kiosk.prove()
            kiosk.touch("documents")
            assert kiosk.screen is not None
            assert len(kiosk.screen.keys) > 2
    assert not (data / "kek-1.key").exists()
    assert (data / "kek-2.key").exists()


def test_leftovers_go_when_they_are_due(tmp_path: Path) -> None:
    """A blob that nothing refers to stays a day, then goes; a moment without zone is refused."""
    data = tmp_path / "site"
    said("due", "--data", _made(data))
    (data / "blobs" / "nobody").mkdir()
    (data / "blobs" / "nobody" / "left").write_bytes(b"noise")
    assert said("due", "--data", data) == "blobs that nothing refers to: 0 let go\n"
    late = (SystemClock().now() + timedelta(days=2)).isoformat()
    assert said("due", "--data", data, "--now", late) == "blobs that nothing refers to: 1 let go\n"
    refused = relais("due", "--data", data, "--now", "2026-11-26T08:00:00")
    assert refused.returncode == 2
    assert "zone" in refused.stderr


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    return folder
