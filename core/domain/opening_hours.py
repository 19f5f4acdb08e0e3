"""When the people of the Relais answer: the operator's own line, read once, asked and said everywhere. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from core.domain.public_holidays import is_public_holiday

PARIS = ZoneInfo("Europe/Paris")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL_HOURS = "mon-fri 09:00-17:00"
FORM = "DAY or DAY-DAY, then HH:MM-HH:MM once or more; commas between: mon-fri 09:00-17:00, sat 09:00-12:00"
_DAY = rf"({'|'.join(DAYS)})"
_SPAN = re.compile(rf"{_DAY}(?:-{_DAY})?((?: \d\d:\d\d-\d\d:\d\d)+)")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The same hours on days that follow each other."""

    first: int
    """0 is Monday."""
    last: int
    hours: tuple[tuple[time, time], ...]
    """From, to; in French time."""

    def is_open_at(self, day: int, at: time) -> bool:
        """Whether somebody answers on that day of the week at that time; the last minute is not one."""
        return self.first <= day <= self.last and any(opens <= at < closes for opens, closes in self.hours)


@dataclass(frozen=True, kw_only=True)
class OpeningHours:
    """A week, public holidays apart."""

    openings: tuple[Opening, ...]

    def are_open_at(self, now: datetime) -> bool:
        """Whether somebody answers at this moment, in French time."""
        local = now.astimezone(PARIS)
        if is_public_holiday(local.date()):
            return False
        return any(opening.is_open_at(local.weekday(), local.time()) for opening in self.openings)


def read_hours(line: str) -> OpeningHours:
    """Read « mon-fri 09:00-12:00 14:00-17:00, sat 09:00-12:00 ». Raises ValueError, which says what is expected."""
    openings = tuple(_opening(part.strip()) for part in line.split(","))
    days = [day for opening in openings for day in range(opening.first, opening.last + 1)]
    if len(set(days)) != len(days):
        raise ValueError("a day stands twice: give all its hours at once")
    return OpeningHours(openings=openings)


def _opening(part: str) -> Opening:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise ValueError(f"expected {FORM}")
    first = DAYS.index(found[1])
    last = DAYS.index(found[2]) if found[2] else first
    hours = tuple(_hours(found[3]))
    moments = [moment for each in hours for moment in each]
    if last < first or sorted(set(moments)) != moments:
        raise ValueError("days and hours go forward, monday first")
    return Opening(first=first, last=last, hours=hours)


def _hours(written: str) -> Iterator[tuple[time, time]]:
    for each in written.split():
        opens, closes = each.split("-")
        yield time.fromisoformat(opens), time.fromisoformat(closes)
