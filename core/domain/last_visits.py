"""A person's last visit, as it is told to them at the next one: facts, never steps (words.md 2.10, 2.14)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from core.domain.audit import Channel
from core.domain.identifiers import VisitId


class VisitEnd(Enum):
    """How a visit ended, as far as anybody said."""

    UNTOLD = "untold"
    """It goes on; or it was cut: the line, the site or the power went before anybody could say how it ended."""
    ENDED = "ended"
    STOPPED = "stopped"
    """The person preferred to stop (words.md 2.10)."""


@dataclass(frozen=True, kw_only=True)
class LastVisit:
    """The newest visit in which somebody proved who they are; each takes the place of the one before."""

    visit: VisitId
    began_at: datetime
    channel: Channel
    place: str
    end: VisitEnd = field(default=VisitEnd.UNTOLD, repr=False)
    receipt_before: str = field(default="", repr=False)
    """Number of the last receipt the person had when it began: a newer one is of this visit, whatever the clock did."""
    owes_stop: bool = field(default=False, repr=False)
    """In a visit before this one the person preferred to stop, and nobody could speak of it since."""

    @property
    def is_cut_call(self) -> bool:
        """Whether it was a call that nobody ended."""
        return self.channel is Channel.PHONE and self.end is VisitEnd.UNTOLD

    @property
    def was_stopped(self) -> bool:
        """Whether the person preferred to stop, and has not been asked about it."""
        return self.owes_stop or self.end is VisitEnd.STOPPED
