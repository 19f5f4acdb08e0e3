"""Keys are replaced while a site goes on: cut anywhere, everything opens, and the same command finishes."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select

from core.acts.register_patient import RegisterPatient
from core.domain.accounts import AccountState
from core.domain.identifiers import PatientId
from core.domain.patients import Patient
from core.storage.envelope import SITE
from core.storage.errors import StoreError
from core.storage.opening import key_versions, open_store
from core.storage.renewal import renew_key
from core.storage.rotation import retire, rotate, wrap_anew
from core.storage.tables import document_bodies
from core.storage.transaction import KEY_ENCRYPTION_KEYS
from core.storage.unit_of_work import Store
from tests.core.storage.planted import PlantedSite, cells_of, opened_cells, planted_site
from tests.engines import ENGINES, database_of
from tests.people import as_operator, identity
from tests.real_stacks import requires

CUT = """
import os, signal, sys
from pathlib import Path
from core.storage.rotation import rotate, wrap_anew
from core.storage.opening import open_store
store = open_store(Path(sys.argv[1]), database=sys.argv[2])
rotate(store)
for count in wrap_anew(store, at_once=1):
    if count == 2:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@dataclass(frozen=True)
class Places:
    """Where a site is, to open it again after a cut."""

    folder: Path
    database: str

    def open(self) -> Store:
        return open_store(self.folder, database=self.database)


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlantedSite]:
    """One of each engine, with two people."""
    with planted_site(request.param, tmp_path / "site", request) as planted:
        yield planted


@pytest.fixture(params=ENGINES)
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    """A site of each engine, closed, with five people."""
    with database_of(request.param, request) as database:
        found = Places(tmp_path / "site", database)
        store = found.open()
        with store.begin() as records:
            for number in range(5):
                patient = Patient(patient_id=PatientId(f"person-{number}"), identity=identity())
                records.patients.add(patient, AccountState.OPEN)
        store.close()
        yield found


def people_of(store: Store) -> list[PatientId]:
    with store.database.snapshot() as connection:
        return [PatientId(each) for each in connection.exec_driver_sql("SELECT patient_id FROM nirs").scalars()]


# --- Rotate ---------------------------------------------------------------------------------------


def test_everybody_is_under_the_new_version_and_no_cell_has_changed(site: PlantedSite) -> None:
    """The site included; whoever comes afterwards is under it too."""
    before = {each: cells_of(site.store, each) for each in (site.zephyrine, site.yvonne)}
    assert key_versions(site.store.database) == {1: 3}
    assert rotate(site.store) == 2
    assert list(wrap_anew(site.store)) == [3]
    assert key_versions(site.store.database) == {2: 3}
    assert {each: cells_of(site.store, each) for each in before} == before
    assert all(opened_cells(site.store, each) for each in before)
    site.door.perform(RegisterPatient(identity=identity(first_name="Yvette")), as_operator())
    assert key_versions(site.store.database) == {2: 4}
    assert list(wrap_anew(site.store)) == []


def test_a_rotation_that_was_killed_goes_on(places: Places) -> None:
    """After two people's keys: some are under each version, all open; asked again, no third version is drawn."""
    ended = subprocess.run([sys.executable, "-c", CUT, places.folder, places.database], check=False)
    assert ended.returncode == -signal.SIGKILL
    store = places.open()
    assert key_versions(store.database) == {1: 4, 2: 2}
    for each in (SITE, *people_of(store)):
        with store.transaction(each) as transaction:
            assert transaction.key_of(each)
    with pytest.raises(StoreError, match="4 people"):
        retire(store, 1)
    assert rotate(store) == 2
    assert list(wrap_anew(store, at_once=3)) == [3, 4]
    assert key_versions(store.database) == {2: 6}
    retire(store, 1)
    store.close()
    store = places.open()
    assert store.vault.wrapping.versions == [2]
    with store.begin() as records:
        assert [records.patients.get(each) for each in people_of(store)]
    store.close()


def test_a_site_goes_on_while_keys_are_wrapped_anew(site: PlantedSite) -> None:
    """Another thread registers and reads between two steps, and nothing of it is lost."""
    rotate(site.store)
    steps = wrap_anew(site.store, at_once=1)
    next(steps)
    asked = RegisterPatient(identity=identity(first_name="Yvette"))
    other = Thread(target=lambda: site.door.perform(asked, as_operator()))
    other.start()
    other.join()
    assert opened_cells(site.store, site.zephyrine)
    with site.store.begin() as records:
        records.patients.erase(site.yvonne)
    list(steps)
    assert set(key_versions(site.store.database)) == {2}


# --- Retire ---------------------------------------------------------------------------------------


def test_a_version_in_use_is_not_destroyed(site: PlantedSite) -> None:
    """The newest, one that people are under, one that never was: refused, and all open."""
    for version, why in ((1, "rotate first"), (7, "not here")):
        with pytest.raises(StoreError, match=why):
            retire(site.store, version)
    rotate(site.store)
    with pytest.raises(StoreError, match="3 people"):
        retire(site.store, 1)
    assert opened_cells(site.store, site.zephyrine)


@requires("postgres")
def test_no_version_goes_under_somebody_who_is_being_registered(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Their key is wrapped and not committed yet: whoever retires waits for that, and then counts them."""
    with planted_site("postgres", tmp_path / "site", request) as site:
        ended = list[str]()

        def try_to_retire() -> None:
            try:
                retire(site.store, 1)
            except StoreError as fault:
                ended.append(str(fault))

        other = Thread(target=try_to_retire)
        with site.store.transaction() as transaction:
            transaction.make_key(PatientId("nadine"))
            rotate(site.store)
            other.start()
            other.join(0.3)
            assert other.is_alive()
        other.join()
        assert ended == ["4 people's keys are still under version 1: rotate first"]


def test_nobody_is_waited_for_who_only_reads(site: PlantedSite) -> None:
    """Control of the lock: it can be taken while nobody closes a key."""
    with site.store.transaction() as transaction:
        transaction.hold(KEY_ENCRYPTION_KEYS)


def test_a_lost_version_is_named_at_the_start(places: Places) -> None:
    """Nothing is drawn in its place, and nothing opens without it."""
    store = places.open()
    rotate(store)
    store.close()
    (places.folder / "kek-1.key").rename(places.folder / "elsewhere")
    with pytest.raises(StoreError, match=r"kek-1\.key .* 6 people"):
        places.open()
    (places.folder / "elsewhere").rename(places.folder / "kek-1.key")
    places.open().close()


# --- A person's own key ---------------------------------------------------------------------------


def test_a_persons_key_is_renewed_with_all_of_theirs(site: PlantedSite) -> None:
    """Every cell and blob is another and says the same; others' are untouched; old bytes are gone."""
    store, her = site.store, site.zephyrine
    cells, content, others = cells_of(store, her), opened_cells(store, her), cells_of(store, site.yvonne)
    blobs = set(store.vault.blobs.names(her))
    done = renew_key(store, her)
    assert (done.version, done.cells, done.blobs) == (2, len(cells), len(blobs))
    assert cells_of(store, her).keys() == cells.keys()
    assert not set(cells_of(store, her).values()) & set(cells.values())
    assert sorted(opened_cells(store, her)) == sorted(content)
    assert not set(store.vault.blobs.names(her)) & blobs
    assert cells_of(store, site.yvonne) == others
    with store.begin(her) as records:
        assert [records.documents.original(her, each.document_id) for each in records.documents.newest_first(her)]
    assert renew_key(store, her).version == 3


def test_a_renewal_that_fails_changes_nothing(site: PlantedSite) -> None:
    """One blob is damaged: the old key stays with all it sealed, and no new blob is left."""
    store, her = site.store, site.zephyrine
    with store.transaction(her) as transaction:
        last = transaction.connection.scalars(
            select(document_bodies.c.original_blob).where(document_bodies.c.patient_id == her)
        ).all()[-1]
    whole = store.vault.blobs.get(last)
    blobs, cells = set(store.vault.blobs.names(her)), cells_of(store, her)
    store.vault.blobs.put(last, whole[:-1])
    with pytest.raises(ValueError):  # noqa: PT011 - whichever says that it is damaged
        renew_key(store, her)
    store.vault.blobs.put(last, whole)
    assert set(store.vault.blobs.names(her)) == blobs
    assert cells_of(store, her) == cells
    assert opened_cells(store, her)


def test_the_sites_key_and_nobodys_are_not_renewed(site: PlantedSite) -> None:
    """The first seals what is in no personal table; the second does not exist."""
    with pytest.raises(ValueError, match="site"):
        renew_key(site.store, SITE)
    with pytest.raises(KeyError):
        renew_key(site.store, PatientId("nobody"))
