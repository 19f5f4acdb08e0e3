"""Time: the machine's, or one that is set by hand for demonstrations and tests."""

from datetime import UTC, datetime, timedelta

from core.ports import Clock


class SystemClock(Clock):
    """The machine's time."""

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock


class SettableClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Tell the time that was set."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move the hands; backwards too, as badly kept machines do."""
        self._at += by
