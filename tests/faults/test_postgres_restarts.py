"""PostgreSQL crashes again and again under four clients: what was answered is kept, once, and the log holds it all."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from core.acts.perform import Door
from core.acts.register_patient import RegisterPatient
from core.domain.audit import AuditLeaf, OutcomeClass
from core.domain.identifiers import PatientId
from core.storage.audit_log.sequencer import BATCH
from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.bench.postgres_server import PostgresServer
from service.chance import SystemChance
from service.clock import SettableClock
from service.log_keeping import LogKeeper
from tests.faults.how_many import IS_NIGHTLY, how_many
from tests.faults.postgres_administrator import check_pages, hold_answers, let_answers_go, rows_of
from tests.faults.restless_clients import Client, WatchedStore, at_work
from tests.people import as_operator, identity
from tests.real_stacks import requires
from tests.waiting_leaves import LoggedSite

pytestmark = [requires("postgres"), pytest.mark.timeout(4 * 3600 if IS_NIGHTLY else 300)]

RESTARTS = how_many(4, 200)
ANSWERS_BETWEEN = 24
LATEST_AFTER_S = 0.1
PATIENCE_S = 60.0
SEED = 20261126
CHOICE, FILING, LOOK = "state-organ-donation-choice", "file-document", "read-organ-donation"
DATABASE = "restarted"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """One of this file's own: others are not to meet its crashes."""
    with PostgresServer() as running:
        yield running


@dataclass
class Trial:
    """Four clients of two people on one store, as they were left."""

    server: PostgresServer
    site: LoggedSite
    watched: WatchedStore
    clients: Sequence[Client]

    @property
    def answers(self) -> int:
        return sum(client.answers for client in self.clients)

    def of(self, patient_id: PatientId) -> list[Client]:
        return [client for client in self.clients if client.patient_id == patient_id]

    def wait_for_answers(self) -> None:
        """Until the clients are well at work again."""
        enough, deadline = self.answers + ANSWERS_BETWEEN, monotonic() + PATIENCE_S
        while self.answers < enough:
            assert monotonic() < deadline, "nobody is answered any more"
            assert [client.fault for client in self.clients if client.fault] == []
            Event().wait(0.01)


@pytest.fixture(scope="module")
def trial(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """What is left after all the crashes; the log's own thread went on meanwhile, as a site's does."""
    folder = tmp_path_factory.mktemp("restarts") / "site"
    store = open_store(folder, database=server.create_database(DATABASE))
    watched = WatchedStore(store)
    clock = SettableClock(datetime(2026, 11, 26, 8, tzinfo=UTC))
    door = Door(store=watched, clock=clock, ids=SystemChance(), keys=open_keys(folder))
    people = [
        door.perform(RegisterPatient(identity=identity(birth_date=day)), as_operator()).patient_id
        for day in (date(1953, 9, 4), date(1953, 9, 5))
    ]
    clients = [Client(f"client-{number}", door, people[number % 2]) for number in range(4)]
    trial = Trial(server, LoggedSite(store, folder), watched, clients)
    _crash_and_restart(trial)
    yield trial
    store.close()


def _crash_and_restart(trial: Trial) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same moments in every run
    sequencer = trial.site.sequencer()
    keeper = LogKeeper(sequencer)
    with at_work(list(trial.clients)):
        for turn in range(RESTARTS):
            trial.wait_for_answers()
            Event().wait(chance.uniform(0, LATEST_AFTER_S))
            if turn % 2:
                hold_answers(trial.server)
            trial.server.crash()
            keeper.round()
            trial.server.start()
            let_answers_go(trial.server)
            keeper.round()
        trial.wait_for_answers()
    while sequencer.catch_up() == BATCH:
        pass
    sequencer.close()


def leaves_of(trial: Trial) -> tuple[AuditLeaf, ...]:
    with trial.site.store.begin() as records:
        return records.audit.all()


def done(trial: Trial, act: str) -> list[AuditLeaf]:
    return [leaf for leaf in leaves_of(trial) if leaf.act == act]


def test_clients_meet_every_crash_and_are_answered_in_the_end(trial: Trial) -> None:
    """The control: transactions were lost, or nothing was tried; and some of them only after their commit."""
    assert [client.fault for client in trial.clients if client.fault] == []
    assert trial.server.log.read_text(encoding="utf-8").count("automatic recovery in progress") == RESTARTS
    assert len(trial.watched.lost) >= RESTARTS
    looked_twice = len(done(trial, LOOK)) - sum(client.looks for client in trial.clients)
    assert len(trial.watched.found) + looked_twice >= RESTARTS // 2


def test_what_was_answered_is_kept_once_and_receipts_are_one_chain(trial: Trial) -> None:
    """For each person: their receipts and documents are those that their clients were told of, no more, no less."""
    for patient_id in {client.patient_id for client in trial.clients}:
        told = [receipt for client in trial.of(patient_id) for receipt in client.receipts]
        filed = {name: original for client in trial.of(patient_id) for name, original in client.filed.items()}
        with trial.site.store.begin(patient_id) as records:
            chain = records.receipts.chain(patient_id)
            documents = [document.document_id for document in records.documents.newest_first(patient_id)]
            originals = {name: records.documents.original(patient_id, name) for name in documents}
            latest = records.organ_donation.latest(patient_id)
        assert sorted(receipt.square() for receipt in chain) == sorted(receipt.square() for receipt in told)
        assert [receipt.previous for receipt in chain] == ["", *(receipt.chain_hash() for receipt in chain[:-1])]
        assert len(documents) == len(filed)
        assert originals == filed
        assert latest is not None


def test_leaves_are_acts_one_for_one(trial: Trial) -> None:
    """A look whose answer was lost is looked at again, and is two looks; nothing else is there twice."""
    assert {leaf.outcome for leaf in leaves_of(trial)} == {OutcomeClass.DONE}
    receipts = [receipt for client in trial.clients for receipt in client.receipts]
    filed, looks = sum(len(client.filed) for client in trial.clients), sum(client.looks for client in trial.clients)
    assert sorted(leaf.digest().hex() for leaf in done(trial, CHOICE)) == sorted(
        receipt.leaf_hash for receipt in receipts
    )
    assert len(done(trial, FILING)) == filed == rows_of(trial.server, DATABASE, "documents")
    assert (
        rows_of(trial.server, DATABASE, "organ_donation_choices")
        == rows_of(trial.server, DATABASE, "receipts")
        == len(receipts)
    )
    assert rows_of(trial.server, DATABASE, "remembered") == len(receipts) + filed
    assert looks <= len(done(trial, LOOK)) <= looks + len(trial.watched.lost)


def test_the_log_verifies_and_is_that_of_the_database(trial: Trial) -> None:
    """By the stand-alone verifier, leaf for leaf."""
    assert trial.site.is_whole(len(leaves_of(trial)))


def test_no_page_and_no_index_is_damaged(trial: Trial) -> None:
    """PostgreSQL's own check finds nothing."""
    check_pages(trial.server, DATABASE)


def test_a_damaged_page_is_found(server: PostgresServer) -> None:
    """The control: PostgreSQL's own check sees a page that was written over."""
    server.create_database("damaged")
    with server.administering("damaged") as connection:
        connection.execute("CREATE TABLE kept AS SELECT number FROM generate_series(1, 1000) AS number")
        path = connection.execute("SELECT pg_relation_filepath('kept')").fetchone()[0]
    server.stop()
    table = Path(server.folder / "data" / path)
    table.write_bytes(table.read_bytes()[:4000] + bytes(200) + table.read_bytes()[4200:])
    server.start()
    with pytest.raises(RuntimeError):
        check_pages(server, "damaged")
