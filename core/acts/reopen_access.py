"""A human reopens an access that too many tries have closed."""

from dataclasses import dataclass
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.tries import TRIES_A_DAY, Tries


@dataclass(frozen=True, kw_only=True)
class Reopened:
    """The next try is the first one again; `tries_forgotten` were wrong in a row, or within the day."""

    tries_forgotten: int


@dataclass(frozen=True, kw_only=True)
class ReopenAccess(Request[Reopened]):
    """Let this person try again, on every channel. The secrets stay what they are."""

    entry: ClassVar = catalogue.REOPEN_ACCESS
    outcome: ClassVar = Reopened

    def carry_out(self, scene: Scene) -> Reopened:
        """Set the person's one counter back to nothing."""
        counter = scene.keys.pseudonym(scene.patient_id)
        forgotten = TRIES_A_DAY - scene.records.credentials.tries(counter).left_today
        scene.records.credentials.put_tries(counter, Tries())
        return Reopened(tries_forgotten=forgotten)
