"""The people of the Relais behind key 0: at which number, at which hours. Knows no line."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
WORKING_DAYS = frozenset(range(5))


@dataclass(frozen=True, kw_only=True)
class Humans:
    """Where a call is passed to; an empty number means nobody, ever."""

    number: str = ""
    """E.164, such as +33199001234."""
    opens_at: time = time(9)
    closes_at: time = time(17)
    days: frozenset[int] = WORKING_DAYS
    """0 is Monday."""

    def __post_init__(self) -> None:
        if self.number and not _NUMBER.fullmatch(self.number):
            raise ValueError("a person's number is written +33…, digits only")

    def answer_at(self, now: datetime) -> bool:
        """Whether somebody answers at this moment, in French time."""
        local = now.astimezone(PARIS)
        return bool(self.number) and local.weekday() in self.days and self.opens_at <= local.time() < self.closes_at
