"""The call-back queue, sealed with the key of the site itself; sums of steps, which are nobody's and seal nothing."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.domain.call_backs import CallBack
from core.domain.call_steps import StepCount, StepOfDay, Tally
from core.ports import CallBacks, CallSteps
from core.storage.envelope import SITE
from core.storage.tables import call_backs, call_steps
from core.storage.transaction import Transaction

_SEALED = "call_backs.sealed"
_SUMS = tuple(item.name for item in fields(StepCount))


class StoredCallBacks(CallBacks):
    """The queue, seen from one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def hold(self) -> None:
        """Be the only one who changes any of them, until this is committed."""
        self._transaction.hold("call-backs")

    def put(self, call_back: CallBack) -> None:
        """Keep or replace one."""
        row = {
            "number_index": self._index(call_back.number),
            "asked_at": call_back.asked_at,
            "tries": call_back.tries,
            "tried_at": call_back.tried_at,
            "sealed": self._transaction.key_of(SITE).seal(
                _SEALED, call_back.call_back_id, (call_back.number, call_back.topic)
            ),
        }
        same = call_backs.c.call_back_id == call_back.call_back_id
        if not self._connection.execute(update(call_backs).where(same), row).rowcount:
            self._connection.execute(insert(call_backs), {"call_back_id": call_back.call_back_id, **row})

    def to(self, number: str) -> CallBack | None:
        """The one that waits for this number."""
        return self._one(call_backs.c.number_index == self._index(number))

    def get(self, call_back_id: str) -> CallBack | None:
        """The one of that name; None when there is none, or it was done."""
        return self._one(call_backs.c.call_back_id == call_back_id)

    def all(self) -> Sequence[CallBack]:
        """All that wait, oldest first."""
        in_order = select(call_backs).order_by(call_backs.c.asked_at, call_backs.c.call_back_id)
        return tuple(map(self._opened, self._connection.execute(in_order).all()))

    def count(self) -> int:
        """How many wait."""
        return self._connection.scalar(select(func.count()).select_from(call_backs)) or 0

    def forget(self, call_back_id: str) -> None:
        """It was done: nothing of it is kept."""
        self._connection.execute(delete(call_backs).where(call_backs.c.call_back_id == call_back_id))

    def forget_before(self, at: datetime) -> int:
        """Those asked before; how many there were."""
        return self._connection.execute(delete(call_backs).where(call_backs.c.asked_at < at)).rowcount

    def _one(self, wanted: Any) -> CallBack | None:
        row = self._connection.execute(select(call_backs).where(wanted)).first()
        return None if row is None else self._opened(row)

    def _opened(self, row: Row[Any]) -> CallBack:
        key = self._transaction.key_of(SITE)
        number, topic = key.unseal(_SEALED, row.call_back_id, row.sealed, tuple[str, str])
        return CallBack(
            call_back_id=row.call_back_id,
            number=number,
            asked_at=row.asked_at,
            topic=topic,
            tries=row.tries,
            tried_at=row.tried_at,
        )

    def _index(self, number: str) -> bytes:
        return self._transaction.vault.index("call-back", number)


class StoredCallSteps(CallSteps):
    """The sums, seen from one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._connection = transaction.connection

    def add(self, day: date, tally: Tally) -> None:
        """What one call adds to its day; steps in one order, so that no two calls wait for each other."""
        engine = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        for step, count in sorted(tally.items()):
            row = engine.insert(call_steps).values(day=day, step=step, **asdict(count))
            more = {name: call_steps.c[name] + row.excluded[name] for name in _SUMS}
            self._connection.execute(row.on_conflict_do_update(index_elements=["day", "step"], set_=more))

    def since(self, day: date) -> Sequence[StepOfDay]:
        """All sums from that day on, by day and step."""
        wanted = select(call_steps).where(call_steps.c.day >= day).order_by(call_steps.c.day, call_steps.c.step)
        return tuple(
            StepOfDay(day=row.day, step=row.step, count=StepCount(**{name: getattr(row, name) for name in _SUMS}))
            for row in self._connection.execute(wanted)
        )
