"""What the store keeps of telephone calls: who waits for one, and sums of steps. Holds no implementation."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.domain.call_backs import CallBack
from core.domain.call_steps import StepOfDay, Tally


class CallBacks(Protocol):
    """Those whom the people of the Relais must call, sealed; nobody's record."""

    def hold(self) -> None:
        """Be the only one who changes any of them, until this is committed."""

    def put(self, call_back: CallBack) -> None:
        """Keep or replace one."""

    def to(self, number: str) -> CallBack | None:
        """The one that waits for this number."""

    def get(self, call_back_id: str) -> CallBack | None:
        """The one of that name; None when there is none, or it was done."""

    def all(self) -> Sequence[CallBack]:
        """All that wait, oldest first."""

    def count(self) -> int:
        """How many wait."""

    def forget(self, call_back_id: str) -> None:
        """It was done: nothing of it is kept."""

    def forget_before(self, at: datetime) -> int:
        """Those asked before; how many there were."""


class CallSteps(Protocol):
    """Sums of steps, of days, of nobody."""

    def add(self, day: date, tally: Tally) -> None:
        """What one call adds to its day."""

    def since(self, day: date) -> Sequence[StepOfDay]:
        """All sums from that day on, by day and step."""
