"""A database server that restarts costs people as little as it can."""

import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DataError

from core.acts.perform import Door
from core.acts.read_document import ReadDocument
from core.domain.identifiers import DocumentId
from core.ports import TransactionLostError
from core.storage.errors import StoreError
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.tables import patient_keys
from core.storage.unit_of_work import Store
from service.bench.call_mix import Caller, settle
from service.bench.postgres_server import PostgresServer
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.people import as_patient
from tests.real_stacks import requires

pytestmark = requires("postgres")
AT_ONCE = 6


def fill_pool(store: Store) -> None:
    """As many connections as people who act at once."""
    everybody = threading.Barrier(AT_ONCE)

    def act() -> None:
        with store.begin() as records:
            records.outbox.dead()
            everybody.wait()

    acting = [threading.Thread(target=act, daemon=True) for _ in range(AT_ONCE)]
    for each in acting:
        each.start()
    for each in acting:
        each.join()


def end_sessions(postgres: PostgresServer, database: str) -> int:
    """As a restart does; how many there were."""
    ending = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    with postgres.administering() as server:
        return len(server.execute(ending, (database,)).fetchall())


def test_connections_that_a_server_dropped_cost_one_act_and_not_one_each(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    """Whoever comes first after a restart is told to ask again; nobody after them is."""
    url = postgres.create_database("dropped")
    with closing(open_store(tmp_path / "site", database=url)) as store:
        fill_pool(store)
        assert end_sessions(postgres, "dropped") >= AT_ONCE
        with pytest.raises(TransactionLostError), store.begin() as records:
            records.outbox.dead()
        for _ in range(AT_ONCE):
            with store.begin() as records:
                assert records.outbox.dead() == ()
    postgres.drop_database("dropped")


def test_a_reader_that_loses_its_server_has_a_word_for_the_operator(postgres: PostgresServer, tmp_path: Path) -> None:
    """A backup, a sweep or a rotation then ends with it; no error of the driver's own comes out of them."""
    url = postgres.create_database("lost")

    def read(store: Store) -> None:
        with store.database.snapshot() as connection:
            assert end_sessions(postgres, "lost") > 0
            connection.scalar(select(func.count()).select_from(patient_keys))

    with closing(open_store(tmp_path / "site", database=url)) as store, pytest.raises(StoreError, match="went away"):
        read(store)
    postgres.drop_database("lost")


def test_a_statement_that_is_wrong_is_a_bug_and_no_lost_connection(postgres: PostgresServer, tmp_path: Path) -> None:
    """Asked again it would be as wrong: it leaves a leaf, and nobody is told to try again."""
    url = postgres.create_database("wrong")
    with closing(open_store(tmp_path / "site", database=url)) as store:
        settle(store, 1)
        caller, keys = Caller(number=0), open_keys(tmp_path / "site")
        door = Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=keys)
        with pytest.raises(DataError):  # PostgreSQL keeps no such character in a text
            door.perform(ReadDocument(document_id=DocumentId("\0")), as_patient(caller.patient_id))
        with store.begin() as records:
            assert [leaf.reason for leaf in records.audit.all()] == ["DataError"]
    postgres.drop_database("wrong")
