"""What the site leaves on the machine and on the wire: nothing personal, nothing for others to read, and it stops."""

import resource
import signal
import socket
import time
from pathlib import Path
from urllib.parse import urlparse

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from core.demo.people import MARCEL, ODETTE
from core.storage.opening import open_store
from tests.service.site_process import PATIENCE_S, calling, running_site

CANARIES = ("Lefort", "Odette", "Aubigny", "Aubry", ODETTE.nir[:13], MARCEL.nir[:13], "Analyse de sang", ODETTE.secret)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
STOPPED_WITHIN_S = 9.0
WALK = ("organ-donation", "next", "next", "refuse", "some-organs", "heart", "right")
"""From the menu to the last question."""


def written_in_clear(folder: Path) -> list[str]:
    """Every canary that a file holds as it is written, in letters, in hexadecimal or upside down."""
    marks = {mark.encode(encoding) for mark in CANARIES for encoding in ENCODINGS}
    marks |= {mark.encode().hex().encode() for mark in CANARIES}
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            held = path.read_bytes()
            found += [f"{path.name}: {mark!r}" for mark in marks if mark in held]
    return found


def test_a_visit_leaves_nothing_in_clear_and_nothing_for_others(tmp_path: Path) -> None:
    """While it runs, write-ahead log included, and once it is stopped: no name, number or title; owner only."""
    with running_site(tmp_path / "site") as site:
        with calling(site) as kiosk:
            kiosk.prove()
            kiosk.touch("documents")
            kiosk.touch(kiosk.screen.keys[0].id if kiosk.screen else "")
        assert (tmp_path / "site" / "space.db-wal").stat().st_size > 0
        assert written_in_clear(tmp_path) == []
        assert resource.prlimit(site.process.pid, resource.RLIMIT_CORE) == (0, 0)
        site.process.terminate()
        assert site.process.wait(PATIENCE_S) == -signal.SIGTERM or site.process.returncode == 0
    assert written_in_clear(tmp_path) == []
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "site").iterdir()}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert (tmp_path / "site").stat().st_mode & 0o077 == 0


def test_a_site_stops_soon_whoever_is_connected(tmp_path: Path) -> None:
    """A visit under way, a terminal that never says hello, and a form that never ends: SIGTERM ends them all."""
    with running_site(tmp_path / "site") as site, calling(site) as kiosk:
        kiosk.prove()
        place = urlparse(site.address)
        assert place.hostname is not None
        with socket.create_connection((place.hostname, place.port or 0)) as slow:
            slow.sendall(b"POST /phone/twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nCallSid=")
            began = time.monotonic()
            site.process.terminate()
            site.process.wait(PATIENCE_S)
            assert time.monotonic() - began < STOPPED_WITHIN_S


def test_the_site_tells_no_name_and_writes_no_request(tmp_path: Path) -> None:
    """No header names the server; what is asked, query included, is in no log."""
    with running_site(tmp_path / "site") as site:
        answer = httpx.get(f"{site.address}/health", params={"who": "Odette"})
        assert answer.json() == {"status": "serving"}
        assert "server" not in answer.headers
        assert httpx.get(f"{site.address}/phone/twilio/voice?Digits=314159").status_code == 405
        assert httpx.post(f"{site.address}/phone/twilio/voice?Digits=314159").status_code == 403
        site.process.terminate()
        site.process.wait(PATIENCE_S)
        journal = site.journal.read_text(encoding="utf-8")
    assert "Odette" not in journal
    assert "314159" not in journal


def test_a_terminal_that_calls_twice_is_served_once(tmp_path: Path) -> None:
    """The visit on the first connection ends; the second goes on, alone."""
    with running_site(tmp_path / "site") as site, calling(site) as first:
        first.prove()
        with calling(site) as second:
            with pytest.raises(ConnectionClosed):
                first.hear_all()
            assert second.prove(MARCEL).band.person == "Marcel Aubry"


def test_a_site_killed_at_the_last_yes_keeps_the_choice_once_or_not_at_all(tmp_path: Path) -> None:
    """SIGKILL at a different moment each time: choices, receipts and leaves always agree."""
    folder = tmp_path / "site"
    kept = 0
    for turn in range(6):
        with running_site(folder) as site, calling(site) as kiosk:
            kiosk.prove()
            kiosk.touch(*WALK)
            kiosk.answer("yes")
            if turn % 2:
                kiosk.see()
            deadline = time.monotonic() + 0.001 * turn
            while time.monotonic() < deadline:
                pass
            site.process.kill()
            site.process.wait(PATIENCE_S)
        store = open_store(folder)
        with store.begin() as records:
            leaves = [leaf for leaf in records.audit.all() if leaf.act == "state-organ-donation-choice"]
            odette = records.credentials.by_access_number(ODETTE.access_number)
            assert odette is not None
            receipts = records.receipts.chain(odette.patient_id)
        with store.database.engine.connect() as connection:
            choices = connection.exec_driver_sql("SELECT count(*) FROM organ_donation_choices").scalar_one()
        store.close()
        assert choices == len(leaves) == len(receipts)
        assert [receipt.leaf_hash for receipt in receipts] == [leaf.digest().hex() for leaf in leaves]
        assert [receipt.previous for receipt in receipts[1:]] == [receipt.chain_hash() for receipt in receipts[:-1]]
        assert choices in (kept, kept + 1)
        assert choices == kept + 1 or not turn % 2, "the person saw that it was kept"
        kept = choices
