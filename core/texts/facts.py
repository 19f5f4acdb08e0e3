"""What a text may be filled with. Each kind of fact has a written and a spoken form; none is formatted elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from core.domain.opening_hours import OpeningHours


@dataclass(frozen=True, kw_only=True)
class Digits:
    """Digits said one by one, or two by two for a telephone or receipt number."""

    digits: str = field(repr=False)
    by_two: bool = False


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Another message of the catalogue, put inside a sentence."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)


Fact = str | int | date | datetime | timedelta | Enum | tuple[Enum, ...] | Digits | Phrase | OpeningHours
"""A str stands as it is, written and spoken: a name, a title. An Enum is the message « class-name--value », attribute
`.inside` if it has one; a tuple of them is a list ending with « et »."""

Facts = Mapping[str, Fact]
