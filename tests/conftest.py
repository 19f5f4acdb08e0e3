"""What most tests start from: a clock that stands still, and a space with the fictional people, fresh for each test."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.acts.perform import Door
from core.demo.seed import seed
from core.domain.audit import AuditLeaf
from core.domain.identifiers import PatientId
from core.storage.keys import SiteKeys, open_keys
from core.storage.opening import open_store
from core.storage.secret_hasher import Argon2Hasher
from core.storage.unit_of_work import Store
from service.bench.postgres_server import PostgresServer
from service.chance import SystemChance
from service.clock import SettableClock

MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)


@dataclass(frozen=True)
class Space:
    """A site's store with its people, and what is needed to act on it."""

    folder: Path
    store: Store
    keys: SiteKeys
    clock: SettableClock
    door: Door
    hasher: Argon2Hasher
    people: dict[str, PatientId]
    """By short name: « odette », « marcel »; see core/demo/people.toml."""

    def leaves(self, since: int = 0) -> Sequence[AuditLeaf]:
        """The trace, without the first `since` leaves."""
        with self.store.begin() as records:
            return records.audit.all()[since:]


@pytest.fixture
def clock() -> SettableClock:
    """Monday 23 November 2026, 9 h 42 UTC, until a test moves it."""
    return SettableClock(MORNING)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, PatientId]]:
    """A data folder with everybody in it, made once: copy it, never open it."""
    folder = tmp_path_factory.mktemp("seeded") / "site"
    store = open_store(folder)
    people = seed(Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=open_keys(folder)))
    store.close()
    return folder, people


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The run's PostgreSQL; a test that asks for it is marked `requires("postgres")`, and drops what it creates."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def hasher() -> Argon2Hasher:
    """Argon2id at its real cost for what was hashed so, at the smallest for what a test hashes."""
    return Argon2Hasher(time_cost=1, memory_kib=8)


@pytest.fixture
def space(
    tmp_path: Path, seeded: tuple[Path, dict[str, PatientId]], clock: SettableClock, hasher: Argon2Hasher
) -> Iterator[Space]:
    """A seeded site of this test's own."""
    folder = tmp_path / "site"
    shutil.copytree(seeded[0], folder)
    store, keys = open_store(folder), open_keys(folder)
    door = Door(store=store, clock=clock, ids=SystemChance(), keys=keys)
    yield Space(folder, store, keys, clock, door, hasher, seeded[1])
    store.close()


@pytest.fixture
def door(space: Space) -> Door:
    """The door of the seeded site."""
    return space.door
