"""What is owed to the outside: kept with the act that caused it, leased to whoever carries it out, never lost."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update

from core.domain.outbox import Errand
from core.ports import Outbox
from core.storage.tables import outbox
from core.storage.transaction import Transaction


class StoredOutbox(Outbox):
    """The outbox, seen from one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._connection = transaction.connection

    def add(self, entry_id: str, topic: str, payload: Mapping[str, str], due_at: datetime) -> None:
        """Owe one errand; nothing personal may stand in its payload."""
        row = {
            "entry_id": entry_id,
            "topic": topic,
            "payload": json.dumps(dict(payload), sort_keys=True),
            "due_at": due_at,
            "attempts": 0,
            "last_error": "",
        }
        self._connection.execute(insert(outbox), row)

    def lease(self, now: datetime, until: datetime, limit: int) -> tuple[Errand, ...]:
        """Take what is due and nobody else's, until `until`: after that it is anybody's again."""
        is_free = or_(outbox.c.leased_until_at.is_(None), outbox.c.leased_until_at <= now)
        free = (
            select(outbox)
            .where(outbox.c.dead_at.is_(None), outbox.c.due_at <= now, is_free)
            .order_by(outbox.c.due_at, outbox.c.entry_id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._connection.execute(free).all()
        names = [row.entry_id for row in rows]
        if names:
            self._connection.execute(
                update(outbox)
                .where(outbox.c.entry_id.in_(names))
                .values(leased_until_at=until, attempts=outbox.c.attempts + 1)
            )
        return tuple(
            Errand(
                entry_id=row.entry_id,
                topic=row.topic,
                payload=json.loads(row.payload),
                attempts=row.attempts + 1,
            )
            for row in rows
        )

    def done(self, entry_id: str) -> None:
        """It was carried out: nothing is owed any more."""
        self._connection.execute(delete(outbox).where(outbox.c.entry_id == entry_id))

    def failed(self, entry_id: str, why: str, *, due_at: datetime | None, now: datetime) -> None:
        """It was not: due again at `due_at`, or a dead letter when None."""
        values = {
            "leased_until_at": None,
            "last_error": why,
            **({"dead_at": now} if due_at is None else {"due_at": due_at}),
        }
        self._connection.execute(update(outbox).where(outbox.c.entry_id == entry_id).values(**values))

    def dead(self) -> tuple[Errand, ...]:
        """What was given up, for a human."""
        rows = self._connection.execute(select(outbox).where(outbox.c.dead_at.is_not(None)).order_by(outbox.c.dead_at))
        return tuple(
            Errand(
                entry_id=row.entry_id,
                topic=row.topic,
                payload=json.loads(row.payload),
                attempts=row.attempts,
                last_error=row.last_error,
                dead_at=row.dead_at,
            )
            for row in rows
        )

    def revive(self, entry_id: str, due_at: datetime) -> bool:
        """Try a dead letter again; False when there is none of that name."""
        changed = self._connection.execute(
            update(outbox)
            .where(outbox.c.entry_id == entry_id, outbox.c.dead_at.is_not(None))
            .values(dead_at=None, due_at=due_at, leased_until_at=None, attempts=0)
        )
        return changed.rowcount == 1
