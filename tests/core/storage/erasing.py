"""What tests of erasure do to a planted site, and all that is left on the disk."""

import pytest
from sqlalchemy import select

from core.acts.erase_space import EraseSpace
from core.domain.identifiers import PatientId
from core.storage.tables import patient_keys
from core.storage.unit_of_work import Store
from core.storage.vault import WrappedKey
from service.bench.postgres_server import PostgresServer
from tests.core.storage.canaries import bytes_under
from tests.core.storage.planted import (
    PlantedSite,
)
from tests.people import as_operator


def disk_of(site: PlantedSite, request: pytest.FixtureRequest) -> bytes:
    """Database, logs ahead of it, blobs, temporary files, and what a PostgreSQL server keeps and says."""
    folders = [site.folder.parent]
    if is_fleet(site):
        server: PostgresServer = request.getfixturevalue("postgres")
        with server.administering() as connection:
            connection.execute("CHECKPOINT")
        folders.append(server.folder)
    return bytes_under(*folders)


def is_fleet(site: PlantedSite) -> bool:
    return site.store.database.engine.dialect.name == "postgresql"


def wrapped_key(store: Store, patient_id: PatientId) -> WrappedKey:
    with store.transaction(patient_id) as transaction:
        columns = (patient_keys.c.version, patient_keys.c.wrapped, patient_keys.c.kek_version)
        mine = select(*columns).where(patient_keys.c.patient_id == patient_id)
        row = transaction.connection.execute(mine).one()
    return WrappedKey(version=row.version, wrapped=row.wrapped, kek_version=row.kek_version)


def erase(site: PlantedSite, key: str = "erase") -> None:
    site.door.perform(EraseSpace(), as_operator(site.zephyrine, key=key))
