"""How many leaves a second get their place, their tiles and a signed checkpoint, durably, on either engine.

The steps are those of sequencing, in their order: numbered in the database, written as tiles, signed, remembered.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import insert

from core.domain.checkpoints import Checkpoint, sign_checkpoint
from core.domain.identifiers import LeafId
from core.storage.audit import StoredAuditLog
from core.storage.audit_log.tiles import TiledLog
from core.storage.keys import SiteKeys, open_keys
from core.storage.tables import audit_leaves
from core.storage.unit_of_work import Store, open_store
from service.bench.crowded_site import bench_server
from service.bench.rounds import Work, milliseconds, slowed
from service.bench.store_rate import _LEAF
from service.bench.table import Row
from service.bench.verdicts import floor_row

TARGET = 1000.0
BATCH = 1000
BATCHES = 9


@dataclass(frozen=True, kw_only=True)
class Sequencing:
    """What numbers, writes and signs."""

    store: Store
    keys: SiteKeys = field(repr=False)
    log: TiledLog

    def add_pending(self, count: int) -> None:
        """Leaves as business writes them."""
        start = self.log.size
        bodies = (replace(_LEAF, leaf_id=LeafId(f"{start}-{index}")) for index in range(count))
        rows = [{"leaf_id": leaf.leaf_id, "body": leaf.canonical().decode()} for leaf in bodies]
        with self.store.transaction() as transaction:
            transaction.connection.execute(insert(audit_leaves), rows)

    def number(self) -> None:
        """Give a batch its places; committed before any tile says so."""
        with self.store.transaction() as transaction:
            if StoredAuditLog(transaction).number_pending(BATCH) != BATCH:
                raise ValueError("the batch is not whole")

    def write(self) -> None:
        """Tiles, then the signed checkpoint, kept in the database too."""
        with self.store.transaction() as transaction:
            leaves = StoredAuditLog(transaction).leaves_from(self.log.size, BATCH)
        self.log.append(leaves[0].index, [leaf.body for leaf in leaves])
        key = self.keys.log_key
        note = sign_checkpoint(Checkpoint(key.name, self.log.size, self.log.root()), key, self.keys.sign_bytes)
        with self.store.transaction() as transaction:
            StoredAuditLog(transaction).keep_checkpoint(self.log.size, note)
        self.log.publish(note)

    def step(self) -> None:
        """The whole for one batch."""
        self.number()
        self.write()


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
        with closing(open_store(folder, database=database)) as store:
            keys = open_keys(folder)
            yield Sequencing(store=store, keys=keys, log=TiledLog(folder / "audit", keys.log_key))


def _row(engine: str, sequencing: Sequencing, batches: int) -> Row:
    """Plain, again and slowed in turn; then numbering alone."""

    def rate(work: Work) -> float:
        sequencing.add_pending(BATCH)
        return BATCH * 1000 / milliseconds(work)

    turns = [[rate(work) for work in (sequencing.step,) * 2 + (slowed(sequencing.step),)] for _ in range(batches)]
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
    sequencing.add_pending(BATCH)
    taken = milliseconds(sequencing.number)
    sequencing.write()
    return BATCH * 1000 / taken
