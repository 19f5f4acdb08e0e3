"""The walks. Each story is played bare, then by touch, then by voice, where it can happen that way."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.acts.perform import Door
from core.domain.identifiers import PatientId
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.secret_hasher import Argon2Hasher
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING, Space
from tests.journeys.walks import Walk
from tests.journeys.ways import AT_A_KIOSK, AT_A_TOWN_HALL, BY_PHONE, USUAL, Way


def _walk(space: Space, way: Way) -> Iterator[Walk]:
    walk = Walk(space=space, way=way)
    yield walk
    walk.close()


@pytest.fixture(params=USUAL, ids=lambda way: way.value)
def walk(request: pytest.FixtureRequest, space: Space) -> Iterator[Walk]:
    """Odette's story, at a kiosk and by telephone."""
    yield from _walk(space, request.param)


@pytest.fixture(params=AT_A_KIOSK, ids=lambda way: way.value)
def kiosk_walk(request: pytest.FixtureRequest, space: Space) -> Iterator[Walk]:
    """Odette's story at a kiosk, where papers come out."""
    yield from _walk(space, request.param)


@pytest.fixture(params=AT_A_TOWN_HALL, ids=lambda way: way.value)
def town_hall_walk(request: pytest.FixtureRequest, space: Space) -> Iterator[Walk]:
    """Odette's story at a kiosk that stands beside an A4 printer."""
    yield from _walk(space, request.param)


@pytest.fixture(params=BY_PHONE, ids=lambda way: way.value)
def phone_walk(request: pytest.FixtureRequest, space: Space) -> Iterator[Walk]:
    """Odette's story by telephone, where papers must be fetched elsewhere."""
    yield from _walk(space, request.param)


@pytest.fixture
def make_space(
    tmp_path: Path, seeded: tuple[Path, dict[str, PatientId]], hasher: Argon2Hasher
) -> Iterator[Callable[[], Space]]:
    """As many sites as a story is told on, each with the same people and nothing done yet."""
    made: list[Space] = []

    def make() -> Space:
        folder = tmp_path / f"site-{len(made)}"
        shutil.copytree(seeded[0], folder)
        store, keys, clock = open_store(folder), open_keys(folder), SettableClock(MORNING)
        door = Door(store=store, clock=clock, ids=SystemChance(), keys=keys)
        made.append(Space(folder, store, keys, clock, door, hasher, seeded[1]))
        return made[-1]

    yield make
    for space in made:
        space.store.close()
