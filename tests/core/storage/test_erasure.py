"""Once a person is erased, nothing of theirs lies anywhere in the store, and nothing can be done for them."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from core.acts.list_documents import ListDocuments
from core.domain.audit import OutcomeClass
from service.bench.postgres_server import PostgresServer
from service.couriers.blobs import BlobsCourier
from tests.conftest import MORNING
from tests.core.storage.canaries import bytes_under
from tests.core.storage.cipher_pages import in_clear
from tests.core.storage.erasing import erase, wrapped_key
from tests.core.storage.planted import (
    PlantedSite,
    cells_of,
    opened_cells,
    planted_site,
    rows_of,
)
from tests.people import as_operator, as_patient, filing
from tests.real_stacks import requires


def carry_out_what_is_owed(site: PlantedSite) -> None:
    courier = BlobsCourier(site.store.vault.blobs)
    with site.store.begin() as records:
        leased = records.outbox.lease(MORNING, MORNING + timedelta(minutes=5), 10)
    for errand in leased:
        courier.deliver(errand)


def test_an_erased_person_has_no_row_and_no_blob(site: PlantedSite) -> None:
    """In no table at all; the tries made at her secrets are forgotten too."""
    counter = site.keys.pseudonym(site.zephyrine)
    assert all(rows_of(site.store, site.zephyrine).values())
    erase(site)
    assert not any(rows_of(site.store, site.zephyrine).values())
    with site.store.transaction() as transaction:
        counters = transaction.connection.execute(text("SELECT counter FROM tries")).scalars().all()
    assert counter not in counters
    assert list(site.store.vault.blobs.names(site.zephyrine))
    carry_out_what_is_owed(site)
    assert list(site.store.vault.blobs.names(site.zephyrine)) == []


def test_others_stay(site: PlantedSite) -> None:
    """Their list, their bytes, their blobs."""
    before = opened_cells(site.store, site.yvonne)
    erase(site)
    carry_out_what_is_owed(site)
    assert opened_cells(site.store, site.yvonne) == before
    assert len(site.door.perform(ListDocuments(), as_patient(site.yvonne)).documents) == 2


def test_an_erasure_leaves_one_leaf_under_a_pseudonym(site: PlantedSite) -> None:
    """Asked twice under one key, it is done once; what opens the leaf is kept nowhere."""
    with site.store.begin() as records:
        before = records.audit.all()
    for _ in range(2):
        erase(site)
    with site.store.begin() as records:
        leaves = records.audit.all()
        assert leaves[: len(before)] == before
        [leaf] = leaves[len(before) :]
        with pytest.raises(KeyError):
            records.audit.opening(site.zephyrine, leaf.leaf_id)
    assert (leaf.act, leaf.outcome) == ("erase-space", OutcomeClass.DONE)
    assert leaf.patient == site.keys.pseudonym(site.zephyrine)


def test_nothing_can_be_done_for_somebody_who_is_gone(site: PlantedSite) -> None:
    """Neither read nor filed: her key is not drawn anew."""
    erase(site)
    for request, context in (
        (ListDocuments(), as_patient(site.zephyrine)),
        (filing(original=b"late"), as_operator(site.zephyrine)),
    ):
        with pytest.raises(KeyError):
            site.door.perform(request, context)
    assert not any(rows_of(site.store, site.zephyrine).values())


def test_her_key_is_written_over_in_the_file(embedded: PlantedSite) -> None:
    """Wrapped key and sealed cells are in no page any more, free ones and the log ahead included; hers alone."""
    hers = [
        wrapped_key(embedded.store, embedded.zephyrine).wrapped,
        *cells_of(embedded.store, embedded.zephyrine).values(),
    ]
    others = wrapped_key(embedded.store, embedded.yvonne).wrapped
    pages = in_clear(embedded.folder)
    assert [cell for cell in hers if cell[:200] not in pages] == []
    erase(embedded)
    pages = in_clear(embedded.folder)
    assert [cell for cell in hers if cell[:28] in pages] == []
    assert others in pages


@requires("postgres")
def test_what_postgresql_still_holds(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """A full vacuum takes her wrapped key out of the tables; the write-ahead log keeps it until it is recycled.

    That is why a key-encryption key is rotated and retired after an erasure (docs/operations.md).
    """
    with planted_site("postgres", tmp_path / "site", request) as site:
        wrapped = wrapped_key(site.store, site.zephyrine).wrapped
        erase(site)
        server: PostgresServer = request.getfixturevalue("postgres")
        name = site.store.database.engine.url.database
        with server.administering(name or "") as connection:
            connection.execute("VACUUM FULL")
            connection.execute("CHECKPOINT")
        data = server.folder / "data"
        assert wrapped not in bytes_under(data / "base", data / "global")
        assert wrapped in bytes_under(data / "pg_wal")
