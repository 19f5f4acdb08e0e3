"""Takes away bytes beside the database that no row refers to: what a cut left between a put and its commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select

from core.storage.database import Database
from core.storage.tables import document_bodies, quarantine
from core.storage.unit_of_work import Store

GRACE = timedelta(hours=24)
"""Far longer than any transaction, and than the clock of a bucket's server is wrong."""
_AT_ONCE = 500


def sweep_blobs(store: Store, now: datetime) -> int:
    """Delete what nothing refers to and was put more than a day ago; how many. `BlobsError` when out of reach."""
    swept = 0
    names = store.vault.blobs.names(before=now - GRACE)
    while some := list(islice(names, _AT_ONCE)):
        orphans = set(some) - _referred_to(store.database, some)
        for name in orphans:
            store.vault.blobs.delete(name)
        swept += len(orphans)
    return swept


def _referred_to(database: Database, names: Sequence[str]) -> set[str]:
    """Those of the names that a row has; a blob's name begins with its person."""
    people = {name.partition("/")[0] for name in names}
    bodies = select(document_bodies.c.original_blob).where(
        document_bodies.c.patient_id.in_(people), document_bodies.c.original_blob.in_(names)
    )
    aside = select(quarantine.c.original_blob).where(quarantine.c.original_blob.in_(names))
    with database.snapshot() as connection:
        return {str(each) for query in (bodies, aside) for each in connection.scalars(query)}
