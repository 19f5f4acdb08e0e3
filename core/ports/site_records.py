"""The site's own records, as protocols: kiosks, files set aside, errands, call-backs, sums. Nobody's record is here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.domain.call_backs import CallBack
from core.domain.call_steps import StepOfDay, Tally
from core.domain.devices import Device
from core.domain.identifiers import DeviceId
from core.domain.outbox import Errand


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


class Quarantine(Protocol):
    """Received documents that could not be filed under anybody (R70c)."""

    def add(self, entry_id: str, original: bytes, reason: str, at: datetime) -> None:
        """Set the bytes aside with the reason."""

    def count(self) -> int:
        """How many wait for a human."""


class Outbox(Protocol):
    """What is owed to the outside, committed with the act that caused it, done at least once."""

    def add(self, entry_id: str, topic: str, payload: Mapping[str, str], due_at: datetime) -> None:
        """Owe one errand; nothing personal may stand in its payload."""

    def lease(self, now: datetime, until: datetime, limit: int) -> tuple[Errand, ...]:
        """Take what is due and nobody else's, until `until`: after that it is anybody's again."""

    def done(self, entry_id: str) -> None:
        """It was carried out: nothing is owed any more."""

    def failed(self, entry_id: str, why: str, *, due_at: datetime | None, now: datetime) -> None:
        """It was not: due again at `due_at`, or a dead letter when None."""

    def dead(self) -> tuple[Errand, ...]:
        """What was given up, for a human."""

    def revive(self, entry_id: str, due_at: datetime) -> bool:
        """Try a dead letter again; False when there is none of that name."""


class Devices(Protocol):
    """Terminals that may call, and what was ordered of them. Nothing of a person."""

    def hold(self) -> None:
        """Be the only one who changes any of them, until this is committed."""

    def put(self, device: Device) -> None:
        """Keep or replace what is known of a terminal."""

    def get(self, device_id: DeviceId) -> Device | None:
        """The terminal of that name; None when there is none."""

    def by_key(self, public_key: bytes) -> Device | None:
        """The terminal whose machine has this key, revoked or not; None when it is a stranger's."""

    def all(self) -> tuple[Device, ...]:
        """Every terminal there ever was, by name."""

    def some(self, device_ids: Collection[DeviceId]) -> tuple[Device, ...]:
        """Those of these names that there are."""

    def offered(self) -> tuple[Device, ...]:
        """Those for which a code was drawn and not used, whether it is still open or not."""

    def mark_seen(self, device_ids: Collection[DeviceId], at: datetime) -> None:
        """Note that these are connected."""
