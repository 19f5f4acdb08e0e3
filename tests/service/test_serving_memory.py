"""A site that serves does not search for garbage what it made at its start."""

import gc
from collections.abc import Iterator

import pytest

from service.server import freeze_what_stays


@pytest.fixture
def thawed() -> Iterator[None]:
    """Other tests get their garbage searched for again."""
    yield
    gc.unfreeze()


class Knot:
    """Holds itself: only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("thawed")
def test_what_was_made_before_is_left_alone_and_what_comes_later_is_not() -> None:
    """Garbage that was there is taken away first; what is left is no longer looked at."""
    old = Knot()
    Knot()
    freeze_what_stays()
    searched = gc.get_objects()
    assert not any(found is old for found in searched)
    assert gc.get_freeze_count() > 0
    later = Knot()
    assert any(found is later for found in gc.get_objects())
    del later, searched
    assert gc.collect() > 0
