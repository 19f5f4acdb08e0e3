"""A backup: taken while the site goes on, restored on either engine, whole or not at all."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.acts.list_documents import ListDocuments
from core.acts.perform import Door
from core.acts.read_document import ReadDocument
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.demo.seed import seed
from core.domain.identifiers import PatientId
from core.domain.organ_donation import Position
from core.storage.backup.form import Blob, read
from core.storage.backup.restoring import restore_backup
from core.storage.backup.taking import take_backup
from core.storage.errors import StoreError
from core.storage.keys import open_keys
from core.storage.opening import STORE_FILE, open_store
from core.storage.unit_of_work import Store
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.core.storage.backup_samples import KEYS_TO_KEEP, backup_of, blobs_of, everything, keys_alone
from tests.engines import ENGINES, database_of
from tests.people import as_operator, as_patient, filing
from tests.real_stacks import requires

ORIGINAL = bytes(range(256)) * 1000


@dataclass(frozen=True)
class Site:
    """A seeded site on one engine, open."""

    folder: Path
    store: Store
    door: Door
    odette: PatientId


def door_of(store: Store, folder: Path) -> Door:
    return Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=open_keys(folder))


def opened_site(folder: Path, database: str) -> Site:
    """With everybody, a document with its bytes, a paper, and what is owed outside."""
    store = open_store(folder, database=database)
    door = door_of(store, folder)
    odette = seed(door)["odette"]
    door.perform(filing(original=ORIGINAL), as_operator(odette))
    door.perform(StateOrganDonationChoice(position=Position.REFUSAL), as_patient(odette, key="refusal"))
    with store.begin() as records:
        records.outbox.add("errand", "access-closed", {"place": "kiosk"}, MORNING)
        records.quarantine.add("q1", b"<xml/>", "identity-unknown", MORNING)
    return Site(folder, store, door, odette)


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """One of each engine."""
    with database_of(request.param, request) as database:
        opened = opened_site(tmp_path / "site", database)
        yield opened
        opened.store.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Site]:
    """On SQLCipher alone, for what no engine changes."""
    opened = opened_site(tmp_path / "site", "")
    yield opened
    opened.store.close()


def pieces(backup: bytes, size: int = 10_000) -> Iterator[bytes]:
    return (backup[at : at + size] for at in range(0, len(backup), size))


@requires("postgres")
def test_there_and_back_again(embedded: Site, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """SQLCipher, PostgreSQL, SQLCipher: every row and blob the same, and what is sealed opens."""
    held, blobs = everything(embedded.store), blobs_of(embedded.store)
    with database_of("postgres", request, has_schema=False) as database:
        there = keys_alone(embedded.folder, tmp_path / "there")
        done = restore_backup(pieces(backup_of(embedded.store, embedded.folder)), there, database=database)
        assert (done.row_count, done.blob_count) == (sum(map(len, held.values())), len(blobs))
        assert done.people_opened > 1
        store = open_store(there, database=database)
        assert everything(store) == held
        assert blobs_of(store) == blobs
        backup = backup_of(store, there)
        store.close()
    back = keys_alone(embedded.folder, tmp_path / "back")
    restore_backup(pieces(backup), back)
    store = open_store(back)
    assert everything(store) == held
    assert blobs_of(store) == blobs
    with store.begin() as records, embedded.store.begin() as before:
        assert records.audit.all() == before.audit.all()
        assert records.receipts.last(embedded.odette) == before.receipts.last(embedded.odette)
    first, *_ = door_of(store, back).perform(ListDocuments(), as_patient(embedded.odette)).documents
    opened = door_of(store, back).perform(ReadDocument(document_id=first.document_id), as_patient(embedded.odette))
    assert opened.blocks
    store.close()


def test_a_site_goes_on_after_a_restore(site: Site, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """On its own engine: new acts find their place after the old ones, and an erased person stays erasable."""
    engine = "postgres" if site.store.database.engine.dialect.name == "postgresql" else "sqlcipher"
    backup = backup_of(site.store, site.folder)
    with database_of(engine, request, has_schema=False) as database:
        folder = keys_alone(site.folder, tmp_path / "again")
        restore_backup(pieces(backup), folder, database=database)
        store = open_store(folder, database=database)
        door = door_of(store, folder)
        with store.begin() as records:
            before = records.audit.all()
        door.perform(filing(original=b"another"), as_operator(site.odette))
        with store.begin() as records:
            assert records.audit.all()[:-1] == before
            records.patients.erase(site.odette)
        store.close()


def test_a_backup_is_one_moment_while_the_site_goes_on(site: Site, tmp_path: Path) -> None:
    """What is filed after it began is not in it, rows and leaves alike; the site waits for nothing."""
    held = everything(site.store)
    backup = take_backup(site.store, site.folder, MORNING)
    start = [next(backup) for _ in range(2)]
    for number in range(5):
        site.door.perform(filing(original=b"%d" % number), as_operator(site.odette))
    folder = keys_alone(site.folder, tmp_path / "again")
    restore_backup([*start, *backup], folder)
    store = open_store(folder)
    assert everything(store) == held
    store.close()


def test_no_key_is_in_a_backup(embedded: Site) -> None:
    """Under its seal neither: not one key file of the site, in bytes or in hexadecimal; a name neither."""
    backup = backup_of(embedded.store, embedded.folder)
    frames = list(read(pieces(backup), embedded.store.vault))
    inside = repr(frames).encode() + b"".join(frame.content for frame in frames if isinstance(frame, Blob))
    assert b"signing.key" in inside, "the form is read at all"
    for path in embedded.folder.glob("*.key"):
        key = path.read_text(encoding="ascii").strip()
        for form in (key.encode(), repr(bytes.fromhex(key))[2:-1].encode(), bytes.fromhex(key)):
            assert form not in inside
    for canary in (b"Lefort", b"Odette", b"Analyse de sang", ORIGINAL[:1000]):
        assert canary not in backup
        assert canary not in inside


def nothing_but_keys(folder: Path) -> bool:
    left = {path.name for path in folder.rglob("*") if path.is_file()}
    return left - {"owner.lock", "space.key", "receipts.pem", "audit.vkey"} == set(KEYS_TO_KEEP)


@pytest.mark.parametrize("kept", [0, 20, 40, 41, 65_591, 65_592, 65_593, -65_600, -17, -1])
def test_a_cut_backup_restores_nothing(embedded: Site, tmp_path: Path, kept: int) -> None:
    """Wherever it is cut, between two chunks too."""
    folder = keys_alone(embedded.folder, tmp_path / "again")
    with pytest.raises(StoreError, match="nothing was restored"):
        restore_backup(pieces(backup_of(embedded.store, embedded.folder)[:kept]), folder)
    assert nothing_but_keys(folder)


@pytest.mark.parametrize("share", [0.001, 0.3, 0.6, 0.9999])
def test_an_edited_backup_restores_nothing(embedded: Site, tmp_path: Path, share: float) -> None:
    """One bit anywhere."""
    backup = bytearray(backup_of(embedded.store, embedded.folder))
    backup[int(len(backup) * share)] ^= 1
    folder = keys_alone(embedded.folder, tmp_path / "again")
    with pytest.raises(StoreError, match="nothing was restored"):
        restore_backup(pieces(bytes(backup)), folder)
    assert nothing_but_keys(folder)
    restore_backup(pieces(backup_of(embedded.store, embedded.folder)), folder)


@requires("postgres")
def test_a_broken_off_restore_leaves_an_empty_database(
    embedded: Site, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One transaction, schema included: the same database takes the whole backup afterwards."""
    backup = backup_of(embedded.store, embedded.folder)
    folder = keys_alone(embedded.folder, tmp_path / "again")
    with database_of("postgres", request, has_schema=False) as database:
        with pytest.raises(StoreError, match="nothing was restored"):
            restore_backup(pieces(backup[:-1]), folder, database=database)
        assert nothing_but_keys(folder)
        restore_backup(pieces(backup), folder, database=database)


def test_what_is_there_is_never_written_over(site: Site) -> None:
    """A store in use, on either engine, or blobs that lie there."""
    backup = backup_of(site.store, site.folder)
    held, blobs = everything(site.store), blobs_of(site.store)
    database = getattr(site.store.database, "_url", "")
    with pytest.raises(StoreError):
        restore_backup(pieces(backup), site.folder, database=database)
    assert (everything(site.store), blobs_of(site.store)) == (held, blobs)


def test_blobs_that_lie_there_are_refused(embedded: Site, tmp_path: Path) -> None:
    """They may be somebody's; those of a restore that was killed are known, and go."""
    backup = backup_of(embedded.store, embedded.folder)
    folder = keys_alone(embedded.folder, tmp_path / "again")
    (folder / "blobs" / "p").mkdir(parents=True)
    (folder / "blobs" / "p" / "x").write_bytes(b"somebody's")
    with pytest.raises(StoreError, match="blobs already"):
        restore_backup(pieces(backup), folder)
    assert (folder / "blobs" / "p" / "x").read_bytes() == b"somebody's"
    (folder / "restore.unfinished").touch()
    (folder / f"{STORE_FILE}.restoring").write_bytes(b"half")
    restore_backup(pieces(backup), folder)
    assert not (folder / "blobs" / "p" / "x").exists()


@pytest.mark.parametrize("name", KEYS_TO_KEEP)
def test_a_missing_or_other_key_is_named(embedded: Site, tmp_path: Path, name: str) -> None:
    """Before anything is written; a site is never restored to sign with a new key."""
    backup = backup_of(embedded.store, embedded.folder)
    folder = keys_alone(embedded.folder, tmp_path / "again")
    kept = (folder / name).read_text(encoding="ascii")
    (folder / name).unlink()
    with pytest.raises(StoreError, match=r"missing|no key-encryption key"):
        restore_backup(pieces(backup), folder)
    (folder / name).write_text("11" * 32, encoding="ascii")
    (folder / name).chmod(0o600)
    with pytest.raises(StoreError, match=name if name != "root.key" else "nothing was restored"):
        restore_backup(pieces(backup), folder)
    (folder / name).write_text(kept, encoding="ascii")
    restore_backup(pieces(backup), folder)


def test_a_lost_blob_is_no_restore(embedded: Site, tmp_path: Path) -> None:
    """What a sample opens includes the bytes of a document: a backup that lacks them is refused."""
    shutil.rmtree(embedded.folder / "blobs" / str(embedded.odette))
    folder = keys_alone(embedded.folder, tmp_path / "again")
    with pytest.raises(StoreError, match="does not open"):
        restore_backup(pieces(backup_of(embedded.store, embedded.folder)), folder)
    assert nothing_but_keys(folder)
