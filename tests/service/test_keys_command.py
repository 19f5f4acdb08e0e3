"""`relais keys` and `relais due`: what an operator does to keys and leftovers, beside a running site."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.acts.claims import NumberClaim
from core.acts.count_try import CountTry
from core.demo.people import ODETTE
from core.domain.audit import Channel
from service.clock import SystemClock
from service.commands.due import Due
from service.commands.keys import ListKeys, RenewKey, RetireKeys, RotateKeys
from service.faults import OperatorError
from service.operator.asking import ask
from service.operator.operation import Operation
from service.operator.whom import ByCard
from service.premises import open_premises
from service.settings import Settings
from tests.people import as_stranger
from tests.service.relais_command import relais
from tests.service.site_process import calling, running_site


def said(operation: Operation, data: Path) -> list[str]:
    """What a command prints, without the two seconds that a process takes to start."""
    return list(map(str, ask(operation, data, Settings())))


def test_keys_are_replaced_while_people_are_served(tmp_path: Path) -> None:
    """Listed, rotated, renewed, retired; somebody who comes in between and afterwards finds their documents."""
    data = tmp_path / "site"
    with running_site(data) as site:
        listed = relais("keys", "list", "--data", data)
        people = listed.stdout.split()[3]
        assert listed.stdout == f"version 1 (current): {people} people's keys\n"
        with pytest.raises(OperatorError, match="nothing was destroyed"):
            said(RetireKeys(version=1), data)
        rotated = said(RotateKeys(), data)
        assert rotated[:2] == ["version 2 closes from now on", f"{people} people's keys are under it"]
        with calling(site) as kiosk:
            kiosk.prove()
        assert said(ListKeys(), data) == ["version 1: 0 people's keys", f"version 2 (current): {people} people's keys"]
        assert "version 1 is destroyed here" in said(RetireKeys(version=1), data)[0]
        renewed = said(RenewKey(whom=ByCard(ODETTE.access_number)), data)
        assert renewed[0].startswith("version 2 of this person's key: ")
        with calling(site) as kiosk:
            kiosk.prove()
            kiosk.touch("documents")
            assert kiosk.screen is not None
            assert len(kiosk.screen.keys) > 2
    assert not (data / "kek-1.key").exists()
    assert (data / "kek-2.key").exists()


def test_leftovers_go_when_they_are_due(tmp_path: Path) -> None:
    """A blob that nothing refers to stays a day, then goes; a moment without zone is refused."""
    assert said(Due(), tmp_path)[0] == "blobs that nothing refers to: 0 let go"
    (tmp_path / "blobs" / "nobody").mkdir()
    (tmp_path / "blobs" / "nobody" / "left").write_bytes(b"noise")
    assert said(Due(), tmp_path)[0] == "blobs that nothing refers to: 0 let go"
    late = SystemClock().now() + timedelta(days=2)
    assert said(Due(now=late), tmp_path)[0] == "blobs that nothing refers to: 1 let go"
    refused = relais("due", "--data", tmp_path, "--now", "2026-11-26T08:00:00")
    assert refused.returncode == 2
    assert "zone" in refused.stderr


def test_where_somebody_tried_is_forgotten_a_day_later(tmp_path: Path) -> None:
    """What was wrong stays against the person, or a day's wait would be ten more guesses."""
    with open_premises(tmp_path) as premises:
        premises.door.perform(CountTry(claim=NumberClaim(access_number="00000000")), as_stranger(Channel.PHONE))
    now = SystemClock().now()
    assert said(Due(now=now), tmp_path)[1] == "counts of tries that have worn away: 0 forgotten"
    late = now + timedelta(days=2)
    assert said(Due(now=late), tmp_path)[1] == "counts of tries that have worn away: 2 forgotten"
    with open_premises(tmp_path) as premises, premises.store.begin() as records:
        assert records.credentials.tries(premises.keys.pseudonym("number:00000000")).count == 1
