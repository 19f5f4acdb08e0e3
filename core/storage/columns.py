"""Column types that both engines understand: times that stay UTC. Knows no table."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A point in time. SQLite forgets zones, so UTC is put in and given back; a naive time is a bug."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone, store the rest as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time needs its zone")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class UtcTimes(TypeDecorator[tuple[datetime, ...]]):
    """A few points in time, in order, as one text: read and written whole, never searched."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[datetime, ...] | None, dialect: Dialect) -> str:
        """Refuse a time without zone, store the rest as UTC."""
        del dialect
        if any(at.tzinfo is None for at in value or ()):
            raise ValueError("a time needs its zone")
        return " ".join(at.astimezone(UTC).isoformat() for at in value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[datetime, ...]:
        """Read them back."""
        del dialect
        return tuple(datetime.fromisoformat(at) for at in (value or "").split())
