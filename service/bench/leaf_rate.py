"""How many leaves a second get their place, their tiles and a signed checkpoint, durably, on either engine."""

import itertools
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import insert

from core.domain.identifiers import LeafId
from core.storage.audit import StoredAuditLog
from core.storage.audit_log.sequencer import BATCH, Sequencer
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.tables import audit_leaves
from core.storage.unit_of_work import Store
from service.bench.crowd import LEAF
from service.bench.crowded_site import bench_server
from service.bench.rounds import Work, milliseconds, slowed
from service.bench.table import Row
from service.bench.verdicts import floor_row

TARGET = 1000.0
BATCHES = 9


@dataclass(frozen=True, kw_only=True)
class Sequencing:
    """A store, its sequencer, and leaves to come."""

    store: Store
    sequencer: Sequencer = field(repr=False)
    _drawn: Iterator[int] = field(default_factory=itertools.count)

    def add_pending(self) -> None:
        """A batch, as business writes them."""
        leaves = (replace(LEAF, leaf_id=LeafId(f"leaf-{next(self._drawn)}")) for _ in range(BATCH))
        rows = [{"leaf_id": leaf.leaf_id, "body": leaf.canonical().decode()} for leaf in leaves]
        with self.store.transaction() as transaction:
            transaction.connection.execute(insert(audit_leaves), rows)

    def catch_up(self) -> None:
        """The real round."""
        if self.sequencer.catch_up() != BATCH:
            raise ValueError("the batch is not whole")

    def number(self) -> None:
        """The part of it in the database."""
        with self.store.transaction() as transaction:
            if StoredAuditLog(transaction).number_pending(BATCH) != BATCH:
                raise ValueError("the batch is not whole")


def measure(*, batches: int = BATCHES) -> list[Row]:
    """SQLCipher."""
    with _sequencing("") as sequencing:
        return [_row("SQLCipher", sequencing, batches)]


def measure_postgres(*, batches: int = BATCHES) -> list[Row]:
    """PostgreSQL."""
    with bench_server() as server, _sequencing(server.create_database("leaves")) as sequencing:
        return [_row("PostgreSQL", sequencing, batches)]


@contextmanager
def _sequencing(database: str) -> Iterator[Sequencing]:
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as name:
        folder = Path(name)
        with (
            closing(open_store(folder, database=database)) as store,
            closing(Sequencer(store, open_keys(folder), folder)) as sequencer,
        ):
            yield Sequencing(store=store, sequencer=sequencer)


def _row(engine: str, sequencing: Sequencing, batches: int) -> Row:
    """Plain, again and slowed in turn; then numbering alone."""

    def rate(work: Work) -> float:
        sequencing.add_pending()
        return BATCH * 1000 / milliseconds(work)

    turns = [
        [rate(work) for work in (sequencing.catch_up,) * 2 + (slowed(sequencing.catch_up),)] for _ in range(batches)
    ]
    once, again, late = (statistics.median(column) for column in zip(*turns, strict=True))
    numbered = statistics.median(_numbering(sequencing) for _ in range(batches))
    return floor_row(
        f"leaves sequenced a second, {engine}",
        once,
        TARGET,
        is_control_seen=late < min(once, again),
        context={"noise": again / once, "control": late / once, "numbered alone": numbered},
    )


def _numbering(sequencing: Sequencing) -> float:
    sequencing.add_pending()
    taken = milliseconds(sequencing.number)
    sequencing.catch_up()
    return BATCH * 1000 / taken
