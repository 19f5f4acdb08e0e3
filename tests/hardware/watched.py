"""A device that is watched by a test: what it told comes out in order, and silence can be waited for."""

from abc import ABC
from queue import Empty, Queue
from typing import Generic, TypeVar

T = TypeVar("T")


class Watched(ABC, Generic[T]):
    """Every hand on a device, card, plug or keys, is one of these; its `told.put` is what the device calls."""

    soon_seconds = 5.0
    quiet_seconds = 0.3

    def __init__(self) -> None:
        self.told: Queue[T] = Queue()

    def next(self) -> T:
        return self.told.get(timeout=self.soon_seconds)

    def is_quiet(self) -> bool:
        try:
            self.told.get(timeout=self.quiet_seconds)
        except Empty:
            return True
        return False
