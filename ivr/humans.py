"""The people of the Relais behind key 0: at which number, at which hours. Knows no line."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.opening_hours import USUAL_HOURS, OpeningHours, read_hours

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, kw_only=True)
class Humans:
    """Where a call is passed to; an empty number means nobody, ever."""

    number: str = ""
    """E.164, such as +33199001234."""
    hours: OpeningHours = field(default_factory=lambda: read_hours(USUAL_HOURS))

    def __post_init__(self) -> None:
        if self.number and not _NUMBER.fullmatch(self.number):
            raise ValueError("a person's number is written +33…, digits only")

    def answer_at(self, now: datetime) -> bool:
        """Whether somebody answers at this moment."""
        return bool(self.number) and self.hours.are_open_at(now)
