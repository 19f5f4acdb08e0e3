"""Doors that stop at one act until a test lets go, that break at one, or that remember: stores are slow, and break."""

import threading
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from core.acts.perform import Door
from core.acts.request import Context, Request

T = TypeVar("T")
PATIENCE_S = 20


class BrokenStoreError(Exception):
    """What a store may raise."""


def parts_of(door: Door) -> dict[str, Any]:
    """What another door over the same store is made of."""
    return {each.name: getattr(door, each.name) for each in fields(Door) if hasattr(door, each.name)}


@dataclass(frozen=True, kw_only=True)
class SlowDoor(Door):
    """Holds `kind` back: before it begins, or once it is committed."""

    kind: type[Request[Any]]
    is_held_after: bool = False
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def perform(self, request: Request[T], context: Context) -> T:
        if not isinstance(request, self.kind):
            return super().perform(request, context)
        if not self.is_held_after:
            self._hold()
        outcome = super().perform(request, context)
        if self.is_held_after:
            self._hold()
        return outcome

    def wait_until_reached(self) -> None:
        assert self.reached.wait(PATIENCE_S)

    def let_go(self) -> None:
        self.released.set()

    def _hold(self) -> None:
        self.reached.set()
        assert self.released.wait(PATIENCE_S)


@dataclass(frozen=True, kw_only=True)
class BrokenDoor(Door):
    """Breaks at `kind`, with a message that must never be read anywhere."""

    kind: type[Request[Any]]
    message: str = "boom"

    def perform(self, request: Request[T], context: Context) -> T:
        if isinstance(request, self.kind):
            raise BrokenStoreError(self.message)
        return super().perform(request, context)


@dataclass(frozen=True, kw_only=True)
class WatchedDoor(Door):
    """Remembers what it was asked."""

    asked: list[Request[Any]] = field(default_factory=list)

    def perform(self, request: Request[T], context: Context) -> T:
        self.asked.append(request)
        return super().perform(request, context)
