"""An access is closed after too many wrong tries, until a human reopens it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.outbox import ACCESS_CLOSED


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Whether it is closed now; a try that was right meanwhile has kept it open."""

    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class CloseAccess(Request[Closed]):
    """Let nobody try any more, on any channel. The trace of the person holds when, and by which visit."""

    entry: ClassVar = catalogue.CLOSE_ACCESS
    outcome: ClassVar = Closed

    counter: str
    """Pseudonym of the person, or of a claim that leads to nobody."""

    def carry_out(self, scene: Scene) -> Closed:
        """From now on no success undoes it: the people of the Relais are told, once, when there is somebody to help."""
        tries = scene.records.credentials.tries(self.counter)
        is_closed = tries.is_spent
        scene.records.credentials.put_tries(self.counter, replace(tries, is_closed=is_closed))
        if is_closed and not tries.is_closed:
            self._tell_the_people(scene)
        return Closed(is_closed=is_closed)

    def _tell_the_people(self, scene: Scene) -> None:
        """Owed for a claim that leads to nobody too, or closing it would cost less; then nobody is told."""
        context = scene.context
        said = {
            "place": context.place,
            "channel": context.channel.value,
            "at": scene.now.isoformat(),
            "is_known": "no" if context.patient_id is None else "yes",
        }
        scene.records.outbox.add(scene.ids.token(), ACCESS_CLOSED, said, scene.now)
