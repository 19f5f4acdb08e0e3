"""Holds the published log against the database it came from. Changes nothing; hashes no leaf: verifiers do."""

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, func, select

from core.domain.checkpoints import unsigned_checkpoint
from core.domain.merkle import Frontier
from core.storage.audit import NEWEST_CHECKPOINT
from core.storage.audit_log.reading import TileReader
from core.storage.database import Database
from core.storage.tables import audit_leaves

_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What was seen of a log whose checkpoint covers some number of leaves."""

    first_difference: int | None
    """The first place that holds another leaf in the database, or none."""
    kept_size: int
    """Leaves under the newest checkpoint that the database remembers."""
    has_other_root: bool
    """That checkpoint is not of the beginning of this log."""
    waiting: int
    """Leaves of the database that this log does not cover yet."""


def compare(database: Database, folder: Path, size: int) -> Comparison:
    """Hold the first `size` leaves of the log in `folder` against the records as they are now; nobody waits for it."""
    reader = TileReader(folder)
    with database.snapshot() as connection:
        note = connection.scalar(NEWEST_CHECKPOINT)
        kept = unsigned_checkpoint(note) if note else None
        is_covered = kept is not None and kept.size <= size
        return Comparison(
            first_difference=_first_difference(connection, reader, size),
            kept_size=kept.size if kept else 0,
            has_other_root=kept is not None and is_covered and Frontier.of(kept.size, reader.node).root() != kept.root,
            waiting=_waiting(connection, size),
        )


def _first_difference(connection: Connection, reader: TileReader, size: int) -> int | None:
    leaves = select(audit_leaves.c.leaf_index, audit_leaves.c.body).where(audit_leaves.c.leaf_index < size)
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(leaves.order_by(audit_leaves.c.leaf_index))
    published = enumerate(reader.entries(0, size))
    recorded = ((index, body.encode()) for index, body in rows)
    for place, (here, there) in enumerate(zip_longest(recorded, published)):
        if here != there:
            return place
    return None


def _waiting(connection: Connection, size: int) -> int:
    is_waiting = audit_leaves.c.leaf_index.is_(None) | (audit_leaves.c.leaf_index >= size)
    return connection.scalar(select(func.count()).select_from(audit_leaves).where(is_waiting)) or 0
