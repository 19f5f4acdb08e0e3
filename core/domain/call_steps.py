"""How often each step of the telephone was met, and how people left there: sums of a day, of nobody. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SMALL = 5
"""Below, a sum could point at somebody: it is shown as « <5 »."""


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """What happened at one step."""

    reached: int = 0
    hung_up: int = 0
    fell_silent: int = 0
    wanted_human: int = 0
    strikes: int = 0


@dataclass(frozen=True, kw_only=True)
class StepOfDay:
    """The sums of one step on one day in France."""

    day: date
    step: str
    """Message id of the question."""
    count: StepCount


Tally = Mapping[str, StepCount]
"""By step."""


def shown(count: int) -> str:
    """As it may be shared."""
    return f"<{SMALL}" if 0 < count < SMALL else str(count)
