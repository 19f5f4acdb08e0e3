"""How a visit ended is noted, so that nobody is told that it was cut."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.last_visits import VisitEnd


@dataclass(frozen=True, kw_only=True)
class Ended:
    """Its end is in the record; or another visit has begun since, and nothing changed."""

    is_noted: bool


@dataclass(frozen=True, kw_only=True)
class EndVisit(Request[Ended]):
    """The visit ends, and this is how."""

    entry: ClassVar = catalogue.END_VISIT
    outcome: ClassVar = Ended

    end: VisitEnd = field(repr=False)

    def carry_out(self, scene: Scene) -> Ended:
        """Note it, unless the person has come elsewhere meanwhile, or nobody knows of this visit."""
        last = scene.records.last_visits.of(scene.patient_id)
        if last is None or last.visit != scene.context.visit_id:
            return Ended(is_noted=False)
        scene.records.last_visits.put(scene.patient_id, replace(last, end=self.end))
        return Ended(is_noted=True)
