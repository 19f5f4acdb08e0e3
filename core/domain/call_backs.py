"""Call-backs that people asked for: nobody's record, kept a month, and never a way to disturb somebody. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.domain.tries import Pace

KEPT_FOR = timedelta(days=30)
"""Nobody remembers after a month what they wanted to ask."""
ID_DIGITS = 6

TO_ONE_NUMBER = Pace(at_once=3, every=timedelta(hours=8), under_attack=3)
"""Three a day, so that nobody has a stranger called all day long."""
FROM_ONE_CALLER = Pace(at_once=5, every=timedelta(hours=4), under_attack=5)
"""A care home, or somebody who types it wrong; never a list of victims."""
FROM_WITHHELD = Pace(at_once=30, every=timedelta(minutes=20), under_attack=30)
"""Everybody who withholds their number on one line."""
OF_THE_SITE = Pace(at_once=300, every=timedelta(minutes=2), under_attack=300)
"""What a few people can call back in a week."""


@dataclass(frozen=True, kw_only=True)
class CallBack:
    """One call that the people of the Relais owe."""

    call_back_id: str
    """Six digits, for operators."""
    number: str = field(repr=False)
    """Ten digits."""
    asked_at: datetime
    topic: str = field(default="", repr=False)
    """Key of the general words that the person agreed to; empty when they did not, or nothing was open."""
    tries: int = 0
    """Times that we called and nobody answered."""
    tried_at: datetime | None = None
