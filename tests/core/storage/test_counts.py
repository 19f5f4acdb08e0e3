"""What an act costs, as counts that no noise can blur: queries, commits, syncs."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from core.acts.list_documents import ListDocuments
from core.acts.perform import Door
from core.acts.read_document import ReadDocument
from core.acts.read_organ_donation import ReadOrganDonation
from core.acts.request import Request
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.organ_donation import Position
from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.bench.call_mix import Caller, settle
from service.bench.postgres_server import PostgresServer
from service.bench.raw_driver import messages, spoken
from service.chance import SystemChance
from service.clock import SystemClock
from tests.conftest import Space
from tests.people import as_patient
from tests.real_stacks import requires

_ACTS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from core.acts.perform import Door
from core.acts.claims import NumberClaim
from core.acts.count_try import CountTry
from core.domain.audit import Channel
from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.chance import SystemChance
from service.clock import SettableClock
from tests.people import as_stranger

folder, count = Path(sys.argv[1]), int(sys.argv[2])
store = open_store(folder)
clock = SettableClock(datetime(2026, 11, 23, tzinfo=UTC))
door = Door(store=store, clock=clock, ids=SystemChance(), keys=open_keys(folder))
for _ in range(count):
    door.perform(CountTry(claim=NumberClaim(access_number="00000000")), as_stranger(Channel.PHONE))
store.close()
"""


@contextmanager
def counted(space: Space) -> Iterator[dict[str, list[str]]]:
    """The statements and commits that pass while the block runs."""
    seen: dict[str, list[str]] = {"statements": [], "commits": []}
    engine = space.store.database.engine

    def note_commit(_connection: object) -> None:
        seen["commits"].append("COMMIT")

    event.listen(engine, "commit", note_commit)
    with spoken(space.store) as said:
        yield seen
    seen["statements"] += [words for words, _ in said]
    event.remove(engine, "commit", note_commit)


@pytest.mark.parametrize("name", ["suzanne", "odette", "lucien"])
def test_the_list_is_one_query_without_bodies(space: Space, name: str) -> None:
    """None, eighteen or three hundred documents: one query for all, one for the person's key, and no block read."""
    with counted(space) as seen, space.store.begin() as records:
        records.documents.newest_first(space.people[name])
    keys, lists = [statement for statement in seen["statements"] if not statement.startswith("BEGIN")]
    assert "patient_keys" in keys
    assert "document_bodies" not in lists


def test_the_list_is_read_in_the_order_of_its_index(space: Space) -> None:
    """SQLite sorts nothing: 300 or 300,000 documents of others change nothing."""
    query = "SELECT * FROM documents WHERE patient_id = 'p' ORDER BY written_on DESC, filed_at DESC, document_id"
    with space.store.database.engine.connect() as connection:
        plan = [str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert plan == ["SEARCH documents USING INDEX ix_documents_newest_first (patient_id=?)"]


def test_reading_the_list_is_one_commit_with_its_leaf(space: Space) -> None:
    """The look and its trace are one transaction."""
    with counted(space) as seen:
        space.door.perform(ListDocuments(), as_patient(space.people["odette"]))
    assert len(seen["commits"]) == 1


def test_a_grave_act_is_one_commit(space: Space) -> None:
    """Choice, receipt, leaf, what opens it, and remembered outcome: all or none."""
    with counted(space) as seen:
        space.door.perform(
            StateOrganDonationChoice(position=Position.REFUSAL), as_patient(space.people["odette"], key="k")
        )
    assert len(seen["commits"]) == 1
    written = [statement for statement in seen["statements"] if statement.startswith("INSERT")]
    assert len(written) == 5


@requires("postgres")
def test_round_trips_to_postgresql(postgres: PostgresServer, tmp_path: Path) -> None:
    """BEGIN with whom it sees, decision and key, list or document; then whatever is written and COMMIT as one: four."""
    url = postgres.create_database("counted")
    with closing(open_store(tmp_path / "site", database=url)) as store:
        settle(store, 1)
        caller, chance = Caller(number=0), random.Random(0)  # noqa: S311 - names visits, guards nothing
        door = Door(store=store, clock=SystemClock(), ids=SystemChance(), keys=open_keys(tmp_path / "site"))

        def said(*requests: Request[object]) -> int:
            with messages(store) as seen:
                for request in requests:
                    door.perform(request, caller.context(chance))
            return len(seen)

        assert said(ListDocuments()) == 4
        assert said(ReadDocument(document_id=caller.document_id(0))) == 4
        assert said(ReadOrganDonation()) == 5
        assert said(ListDocuments(), ListDocuments()) == 8
    postgres.drop_database("counted")


@requires("strace")
def test_a_write_is_one_sync(tmp_path: Path) -> None:
    """Ten more acts are ten more syncs, seen by the kernel."""

    def syncs(count: int) -> int:
        trace = tmp_path / f"trace-{count}"
        watch = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", "signal=none", "-o", str(trace)]
        folder = tmp_path / f"site-{count}"
        subprocess.run([*watch, sys.executable, "-c", _ACTS, str(folder), str(count)], check=True)
        return len(trace.read_text().splitlines())

    assert syncs(11) - syncs(1) == 10
