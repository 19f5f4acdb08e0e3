"""A visit takes its place as the person's last one, and brings what may be told of the one before (words.md 2.14)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.last_visits import LastVisit
from core.domain.receipts import Receipt


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """The visit before this one, as far as it can be told."""

    last: LastVisit | None
    """None at the first visit."""
    choice: Receipt | None = field(default=None, repr=False)
    """Receipt of the last choice kept in it; None when nothing was kept."""
    at: datetime
    """Now: a choice of another day is told with its day."""


@dataclass(frozen=True, kw_only=True)
class BeginVisit(Request[Recalled]):
    """I have come, and proved who I am."""

    entry: ClassVar = catalogue.BEGIN_VISIT
    outcome: ClassVar = Recalled

    may_tell: bool
    """Whether nobody else hears or sees: otherwise « je préfère m'arrêter » is spoken of at a later visit."""

    def carry_out(self, scene: Scene) -> Recalled:
        """Keep this visit in the place of the one before. Until somebody says how it ended, it counts as cut."""
        last = scene.records.last_visits.of(scene.patient_id)
        newest = scene.records.receipts.last(scene.patient_id)
        scene.records.last_visits.put(
            scene.patient_id,
            LastVisit(
                visit=scene.context.visit_id,
                began_at=scene.now,
                channel=scene.context.channel,
                place=scene.context.place,
                receipt_before=newest.number if newest else "",
                owes_stop=last is not None and last.was_stopped and not self.may_tell,
            ),
        )
        is_of_last = last is not None and newest is not None and newest.number != last.receipt_before
        return Recalled(last=last, choice=newest if is_of_last else None, at=scene.now)
