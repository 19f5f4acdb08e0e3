"""Somebody asks the people of the Relais to call them back: noted once a number, slowed before it disturbs anybody."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from core.acts.request import Request, Scene
from core.acts.sources import source_of
from core.domain import catalogue
from core.domain.call_backs import (
    FROM_ONE_CALLER,
    FROM_WITHHELD,
    ID_DIGITS,
    OF_THE_SITE,
    TO_ONE_NUMBER,
    CallBack,
)
from core.domain.outbox import CALL_BACKS_WAIT
from core.domain.phone_numbers import called_back_at, check_callable
from core.domain.refusals import Refusal
from core.domain.tries import counted_at_source, is_over, worn


@dataclass(frozen=True, kw_only=True)
class CallBackNoted:
    """It waits in the queue."""

    is_new: bool
    """Whether none was waiting for this number."""


@dataclass(frozen=True, kw_only=True)
class RequestCallBack(Request[CallBackNoted]):
    """Wait for a call at this number, or at the one that calls when none is given. One number waits once.

    Refuses numbers that we do not call, and too many in a day: for one number, from one caller, and in all.
    """

    entry: ClassVar = catalogue.REQUEST_CALL_BACK
    outcome: ClassVar = CallBackNoted

    number: str = field(default="", repr=False)
    topic: str = field(default="", repr=False)

    def carry_out(self, scene: Scene) -> CallBackNoted:
        """Keep it, sealed under the site's key: it is nobody's record."""
        number = self.number or called_back_at(scene.context.caller)
        check_callable(number)
        queue = scene.records.call_backs
        queue.hold()
        known = queue.to(number)
        if known is None:
            _count(scene, number)
            if queue.count() == 0:
                _tell_the_people(scene)
        waiting = known or CallBack(call_back_id=_free_id(scene), number=number, asked_at=scene.now)
        queue.put(replace(waiting, topic=self.topic or waiting.topic))
        return CallBackNoted(is_new=known is None)


def _free_id(scene: Scene) -> str:
    """Short enough to be typed, and nobody else's."""
    drawn = scene.ids.digits(ID_DIGITS)
    while scene.records.call_backs.get(drawn) is not None:
        drawn = scene.ids.digits(ID_DIGITS)
    return drawn


def _tell_the_people(scene: Scene) -> None:
    """Once for a queue that was empty, and nothing of who: whoever looks sees all that wait."""
    context = scene.context
    said = {
        "place": context.place,
        "channel": context.channel.value,
        "at": scene.now.isoformat(),
        "is_known": "yes",
    }
    scene.records.outbox.add(scene.ids.token(), CALL_BACKS_WAIT, said, scene.now)


def _count(scene: Scene, number: str) -> None:
    """One more of each kind, all of them or none."""
    caller, _ = source_of(scene.context)
    of_caller = FROM_ONE_CALLER if scene.context.caller else FROM_WITHHELD
    names = (f"call-back-to:{number}", f"call-back-from:{caller}", "call-backs")
    paces = (TO_ONE_NUMBER, of_caller, OF_THE_SITE)
    counters = [scene.keys.pseudonym(name) for name in names]
    kept = scene.records.credentials.tries_together(counters)
    made = [worn(tries, pace, scene.now) for tries, pace in zip(kept, paces, strict=True)]
    if any(is_over(tries, pace) for tries, pace in zip(made, paces, strict=True)):
        raise Refusal("call-back-too-many")
    more = [counted_at_source(tries, pace, scene.now) for tries, pace in zip(made, paces, strict=True)]
    scene.records.credentials.put_tries_together(dict(zip(counters, more, strict=True)))
