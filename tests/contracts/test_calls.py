"""What every store promises of telephone calls: a queue that opens with the site's key alone, sums that add up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.acts.perform import Door
from core.acts.request_call_back import RequestCallBack
from core.domain.audit import Channel
from core.domain.call_backs import CallBack
from core.domain.call_steps import StepCount, StepOfDay
from core.storage.keys import open_keys
from core.storage.tables import call_backs
from core.storage.unit_of_work import Store
from service.chance import SystemChance
from service.clock import SettableClock
from tests.people import YVONNE, as_patient, as_stranger

NOW = datetime(2026, 11, 27, 9, 42, tzinfo=UTC)
TODAY, YESTERDAY = date(2026, 11, 27), date(2026, 11, 26)
FIRST = CallBack(call_back_id="111111", number="0199001111", asked_at=NOW - timedelta(hours=1))
SECOND = CallBack(call_back_id="000000", number="0199002222", asked_at=NOW, topic="main-menu--documents")


def put(store: Store, *waiting: CallBack) -> None:
    with store.begin() as records:
        records.call_backs.hold()
        for each in waiting:
            records.call_backs.put(each)


def test_who_waits_is_found_as_they_were_put(store: Store) -> None:
    """By number, by name, and in their order; again replaces it."""
    tried = replace(FIRST, tries=2, tried_at=NOW)
    put(store, SECOND, FIRST)
    put(store, tried)
    with store.begin() as records:
        assert records.call_backs.all() == (tried, SECOND)
        assert records.call_backs.to("0199002222") == SECOND
        assert records.call_backs.get("111111") == tried
        assert records.call_backs.to("0199003333") is None
        assert records.call_backs.count() == 2
        assert records.call_backs.get("222222") is None


def test_what_is_done_or_old_is_gone(store: Store) -> None:
    """Nothing of it is left."""
    put(store, FIRST, SECOND)
    with store.begin() as records:
        assert records.call_backs.forget_before(NOW) == 1
        assert records.call_backs.all() == (SECOND,)
        records.call_backs.forget("000000")
        records.call_backs.forget("000000")
    with store.begin() as records:
        assert records.call_backs.all() == ()


def test_a_number_waits_once(store: Store) -> None:
    """The table itself refuses a second one."""
    put(store, FIRST)
    with pytest.raises(IntegrityError):
        put(store, replace(SECOND, number=FIRST.number))


def test_neither_number_nor_topic_can_be_read_in_the_database(store: Store) -> None:
    """Sealed; a plain digest of ten digits could be turned back by trying them all."""
    put(store, SECOND)
    with store.transaction() as transaction:
        row = transaction.connection.execute(select(call_backs)).mappings().one()
    held = b"".join(value for value in row.values() if isinstance(value, bytes))
    assert b"0199002222" not in held
    assert b"documents" not in held
    assert "0199002222" not in repr(dict(row))
    assert len(row["number_index"]) == 16


def test_a_stranger_and_somebody_proved_wait_in_one_queue(store: Store, tmp_path: Path) -> None:
    """Through the door, on every engine: the row is the site's, the leaf is about whoever proved who they are."""
    door = Door(store=store, clock=SettableClock(NOW), ids=SystemChance(), keys=open_keys(tmp_path / "keys"))
    patient = replace(as_patient(YVONNE, channel=Channel.PHONE, key="1"), caller="+33199001111")
    door.perform(RequestCallBack(topic="Vos documents"), patient)
    assert not door.perform(RequestCallBack(topic="Vos documents"), replace(patient, idempotency_key="2")).is_new
    door.perform(RequestCallBack(number="0199002222"), as_stranger(Channel.PHONE, key="1"))
    with store.begin() as records:
        waiting = [(each.number, each.topic) for each in records.call_backs.all()]
        leaves = records.audit.all()
    assert sorted(waiting) == [("0199001111", "Vos documents"), ("0199002222", "")]
    assert [bool(leaf.patient) for leaf in leaves] == [True, True, False]


def test_sums_of_a_day_add_up(store: Store) -> None:
    """Call after call; other days and steps stay what they are."""
    with store.begin() as records:
        records.call_steps.add(YESTERDAY, {"main-menu": StepCount(reached=1)})
        records.call_steps.add(TODAY, {"main-menu": StepCount(reached=2, strikes=1), "documents": StepCount(reached=1)})
    with store.begin() as records:
        records.call_steps.add(TODAY, {"main-menu": StepCount(reached=1, hung_up=1, wanted_human=1, fell_silent=1)})
        everything = StepCount(reached=3, hung_up=1, fell_silent=1, wanted_human=1, strikes=1)
        assert records.call_steps.since(TODAY) == (
            StepOfDay(day=TODAY, step="documents", count=StepCount(reached=1)),
            StepOfDay(day=TODAY, step="main-menu", count=everything),
        )
        assert len(records.call_steps.since(YESTERDAY)) == 3
