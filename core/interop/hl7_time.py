"""HL7 timestamps (TS): from a year alone to fractions of a second, with or without a zone. Knows no document."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

_SHAPE = re.compile(
    r"(\d{4})(?:(\d{2})(?:(\d{2})"  # year, month, day
    r"(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,9})?)?)?"  # hour, minute, second
    r"([+-]\d{4}|Z)?)?)?)?",
    re.ASCII,
)
_PARIS = ZoneInfo("Europe/Paris")


class Precision(Enum):
    """How much of a moment was written."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True)
class WrittenTime:
    """A moment as the document states it."""

    day: date
    """The day written, in the writer's own zone; the first of the month or of the year when less was written."""
    precision: Precision
    instant: datetime | None = None
    """In UTC, when a time of day was written; without a zone the clock of Paris is meant (CI-SIS is French)."""


def read_time(value: str) -> WrittenTime:
    """Read one TS value.

    Raises ValueError when the shape is not a TS's or the day does not exist.
    """
    found = _SHAPE.fullmatch(value.strip())
    if found is None:
        raise ValueError("not an HL7 timestamp")
    year, month, day, hour, minute, second, zone = found.groups()
    written = date(int(year), int(month or 1), int(day or 1))
    if hour is None:
        return WrittenTime(written, Precision.DAY if day else Precision.MONTH if month else Precision.YEAR)
    at = time(int(hour), int(minute or 0), min(int(second or 0), 59), tzinfo=_zone(zone))
    moment = datetime.combine(written, at)
    try:
        return WrittenTime(written, Precision.TIME, moment.astimezone(UTC))
    except OverflowError as impossible:
        raise ValueError("out of the calendar") from impossible


@lru_cache(maxsize=256)
def _zone(written: str | None) -> timezone | ZoneInfo:
    """The zone of a timestamp: written, or that of Paris."""
    if written is None:
        return _PARIS
    if written == "Z":
        return UTC
    offset = timedelta(hours=int(written[1:3]), minutes=int(written[3:]))
    return timezone(-offset if written[0] == "-" else offset)
