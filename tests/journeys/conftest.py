"""The walks. Each story is played bare, then by touch, then by voice, where it can happen that way."""

from collections.abc import Iterator

import pytest

from tests.conftest import Space
from tests.journeys.walks import Walk
from tests.journeys.ways import AT_A_KIOSK, BY_PHONE, Way


def _walk(space: Space, way: Way) -> Iterator[Walk]:
    walk = Walk(space=space, way=way)
    yield walk
    walk.close()


@pytest.fixture(params=list(Way), ids=lambda way: way.value)
def walk(request: pytest.FixtureRequest, space: Space) -> Iterator[Walk]:
    """Odette's story, at a kiosk and by telephone."""
    yield from _walk(space, request.param)


@pytest.fixture(params=AT_A_KIOSK, ids=lambda way: way.value)
def kiosk_walk(request: pytest.FixtureRequest, space: Space) -> Iterator[Walk]:
    """Odette's story at a kiosk, where papers come out."""
    yield from _walk(space, request.param)


@pytest.fixture(params=BY_PHONE, ids=lambda way: way.value)
def phone_walk(request: pytest.FixtureRequest, space: Space) -> Iterator[Walk]:
    """Odette's story by telephone, where papers must be fetched elsewhere."""
    yield from _walk(space, request.param)
