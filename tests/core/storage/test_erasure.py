"""Nothing of a person lies in clear anywhere; and once they are erased, nothing of theirs lies anywhere, or opens."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from core.acts.erase_space import Erased, EraseSpace
from core.acts.list_documents import ListDocuments
from core.acts.perform import _digest
from core.acts.request import Scene
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.audit import OutcomeClass
from core.domain.identifiers import PatientId
from core.domain.organ_donation import Organ, Position
from core.storage.backup.restoring import restore_backup
from core.storage.erasures import ERASURES_FILE, record_erasure, recorded_erasures
from core.storage.errors import KeyWrappingError, StoreError
from core.storage.opening import STORE_FILE, open_store
from core.storage.rotation import retire, rotate, wrap_anew
from core.storage.tables import patient_keys, remembered
from core.storage.unit_of_work import Store
from core.storage.vault import WrappedKey
from service.bench.postgres_server import PostgresServer
from service.couriers.blobs import BlobsCourier
from tests.conftest import MORNING
from tests.core.storage.backup_samples import backup_of, keys_alone
from tests.core.storage.canaries import bytes_under, found_in, writings
from tests.core.storage.cipher_pages import in_clear
from tests.core.storage.planted import (
    CANARIES,
    NUMBER,
    PlantedSite,
    cells_of,
    opened_cells,
    planted_site,
    rows_of,
)
from tests.engines import ENGINES
from tests.people import as_operator, as_patient, filing
from tests.real_stacks import requires

CONTROL = "TÉMOIN-EN-CLAIR-9731"
"""Planted in clear where nothing personal may be, to see that it is found."""


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlantedSite]:
    """One of each engine; temporary files, if any, are made where the test looks."""
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    with planted_site(request.param, tmp_path / "site", request) as planted:
        yield planted


@pytest.fixture
def embedded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlantedSite]:
    """On SQLCipher alone."""
    with planted_site("sqlcipher", tmp_path / "site", request) as planted:
        yield planted


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


def carry_out_what_is_owed(site: PlantedSite) -> None:
    courier = BlobsCourier(site.store.vault.blobs)
    with site.store.begin() as records:
        leased = records.outbox.lease(MORNING, MORNING + timedelta(minutes=5), 10)
    for errand in leased:
        courier.deliver(errand)


# --- While the person is here ---------------------------------------------------------------------


def test_every_writing_is_recognised() -> None:
    """The search finds each writing that it claims to know, wherever base64 begins; and nothing in noise."""
    for word in CANARIES:
        for form in writings(word):
            assert found_in(b"\0\1" + form + b"\2", [word]) == [word]
    assert found_in(bytes(range(256)) * 50, CANARIES) == []


def test_nothing_of_a_person_lies_in_clear(
    site: PlantedSite, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    """Database, log ahead of it, blobs, backup, what was printed, temporary files: no trait, number, title or word."""
    site.door.perform(ListDocuments(), as_patient(site.zephyrine))
    printed = "".join(capfd.readouterr()).encode()
    everywhere = disk_of(site, request) + backup_of(site.store, site.folder) + printed
    assert found_in(everywhere, CANARIES) == []


def test_the_search_looks_where_the_records_are(site: PlantedSite, request: pytest.FixtureRequest) -> None:
    """Control: under the seals each word is there; and a word in clear in a table is seen on the disk."""
    assert found_in(opened_cells(site.store, site.zephyrine), CANARIES) == list(CANARIES)
    with site.store.begin() as records:
        records.quarantine.add("planted", b"", CONTROL, MORNING)
    everywhere = disk_of(site, request)
    in_database = everywhere if is_fleet(site) else in_clear(site.folder)
    assert found_in(in_database, [CONTROL]) == [CONTROL]
    if not is_fleet(site):
        assert found_in(everywhere, [CONTROL]) == []


def test_no_digest_can_be_tried(site: PlantedSite) -> None:
    """Requests are few (which organs?), keys of documents are made of their bytes: no plain digest of them is kept."""
    request = StateOrganDonationChoice(position=Position.REFUSAL, organs=frozenset({Organ.HEART}))
    document = hashlib.sha256(b"received").hexdigest()
    site.door.perform(filing(original=b"received"), as_operator(site.zephyrine, key=document))
    with site.store.transaction(site.zephyrine) as transaction:
        mine = select(remembered).where(remembered.c.patient_id == site.zephyrine)
        rows = transaction.connection.execute(mine).all()
    kept = "".join(f"{row.key} {row.digest} " for row in rows)
    for plain in (_digest(request), document, "choice-heart"):
        assert plain not in kept


def test_under_sqlciphers_own_encryption_all_is_sealed(embedded: PlantedSite) -> None:
    """Whoever has the key of the file and no other finds pages, and no word of hers in them."""
    pages = in_clear(embedded.folder)
    assert b"CREATE TABLE patient_keys" in pages
    assert found_in(pages, CANARIES) == []


# --- Once they are erased -------------------------------------------------------------------------


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


# --- Copies made before ---------------------------------------------------------------------------


def test_after_a_rotation_no_copy_opens(site: PlantedSite) -> None:
    """Her wrapped key, kept by whoever copied the disk: the old version is destroyed, the new one does not open it."""
    vault, kept = site.store.vault, wrapped_key(site.store, site.zephyrine)
    assert vault.unwrap(site.zephyrine, kept)
    erase(site)
    assert vault.unwrap(site.zephyrine, kept)  # as long as the version under which it was wrapped is there
    version = rotate(site.store)
    list(wrap_anew(site.store))
    retire(site.store, kept.kek_version)
    for under in (kept.kek_version, version):
        with pytest.raises(KeyWrappingError):
            vault.unwrap(site.zephyrine, WrappedKey(version=kept.version, wrapped=kept.wrapped, kek_version=under))
    assert opened_cells(site.store, site.yvonne)


def test_an_old_copy_of_the_folder_opens_no_more(embedded: PlantedSite, tmp_path: Path) -> None:
    """The records as they were, the keys as they are: refused, and the missing key is named."""
    copy = tmp_path / "copy"
    shutil.copytree(embedded.folder, copy)
    erase(embedded)
    rotate(embedded.store)
    list(wrap_anew(embedded.store))
    retire(embedded.store, 1)
    (copy / "kek-1.key").unlink()
    shutil.copy2(embedded.folder / "kek-2.key", copy)
    with pytest.raises(StoreError, match=r"kek-1\.key"):
        open_store(copy)


def test_a_restored_backup_brings_nobody_back(embedded: PlantedSite, tmp_path: Path) -> None:
    """She was erased after the backup: what is restored has neither row nor blob of hers, and says so."""
    backup = backup_of(embedded.store, embedded.folder)
    erase(embedded)
    folder = keys_alone(embedded.folder, tmp_path / "again")
    shutil.copy2(embedded.folder / ERASURES_FILE, folder)
    done = restore_backup([backup], folder)
    assert done.people_erased == 1
    store = open_store(folder)
    assert not any(rows_of(store, embedded.zephyrine).values())
    assert list(store.vault.blobs.names(embedded.zephyrine)) == []
    assert opened_cells(store, embedded.yvonne) == opened_cells(embedded.store, embedded.yvonne)
    store.close()


# --- The list of those who were erased -------------------------------------------------------------


def test_an_erasure_that_is_undone_is_not_written_down(site: PlantedSite) -> None:
    """Refused, or broken off before its end: she is here, and in no list."""

    class BrokenOff(EraseSpace):
        def carry_out(self, scene: Scene) -> Erased:
            super().carry_out(scene)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        site.door.perform(BrokenOff(), as_operator(site.zephyrine))
    assert recorded_erasures(site.folder) == ()
    assert all(rows_of(site.store, site.zephyrine).values())
    erase(site)
    assert recorded_erasures(site.folder) == (site.zephyrine,)


def test_an_erasure_that_cannot_be_written_down_does_not_happen(embedded: PlantedSite) -> None:
    """Otherwise a restored backup would bring her back."""
    (embedded.folder / ERASURES_FILE).mkdir()
    with pytest.raises(OSError, match=ERASURES_FILE):
        erase(embedded)
    assert all(rows_of(embedded.store, embedded.zephyrine).values())


def test_a_line_broken_off_hides_no_other(tmp_path: Path) -> None:
    """The list goes on after a power cut in the middle of a line; nobody stands in it twice."""
    one, two = PatientId("ab" * 16), PatientId("cd" * 16)
    assert recorded_erasures(tmp_path) == ()
    record_erasure(tmp_path, one)
    with (tmp_path / ERASURES_FILE).open("ab") as file:
        file.write(b"ef01")
    record_erasure(tmp_path, two)
    record_erasure(tmp_path, one)
    assert [each for each in recorded_erasures(tmp_path) if len(each) == 32] == [one, two]
    assert (tmp_path / ERASURES_FILE).stat().st_mode & 0o777 == 0o600


def test_canaries_are_in_the_plain_file_of_a_store_without_seals(embedded: PlantedSite) -> None:
    """Control of the whole page search: her number in clear in a row is found in the pages, and not in the file."""
    with embedded.store.begin() as records:
        records.quarantine.add("planted", b"", NUMBER, MORNING)
    assert found_in(in_clear(embedded.folder), CANARIES) == [NUMBER]
    assert found_in((embedded.folder / STORE_FILE).read_bytes(), CANARIES) == []
