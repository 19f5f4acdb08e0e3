"""A try at somebody's secrets is counted, and committed, before it is looked at."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from core.acts.claims import Claim, look_behind
from core.acts.request import Request, Scene
from core.acts.sources import Sources
from core.domain import catalogue
from core.domain.credentials import OneTimeCode
from core.domain.identifiers import PatientId
from core.domain.tries import NO_WAIT, Tries, as_read_at, counted, wait_before_try


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A try that is counted: what to compare with, or why nothing will be compared."""

    counter: str
    tries: Tries
    wait: timedelta | None
    """None when a human must reopen the access."""
    at: datetime
    patient_id: PatientId | None = None
    secret_hash: str = field(default="", repr=False)
    code: OneTimeCode | None = None


@dataclass(frozen=True, kw_only=True)
class CountTry(Request[Counted]):
    """Count a try under its claim, its source and the site, unless one of the first two must wait."""

    entry: ClassVar = catalogue.COUNT_TRY
    outcome: ClassVar = Counted

    claim: Claim

    def carry_out(self, scene: Scene) -> Counted:
        """An unknown claim has a counter too, so that it answers like a known one."""
        claimed = look_behind(scene, self.claim)
        sources = Sources(scene, claimed.counter)
        tries = as_read_at(sources.persons[0], scene.now)
        wait = wait_before_try(tries, scene.now)
        if wait is not None:
            wait = max(wait, sources.wait)
        if wait == NO_WAIT:
            tries = counted(tries, scene.now)
            sources.count()
        sources.keep(tries)
        return Counted(
            counter=claimed.counter,
            tries=tries,
            wait=wait,
            at=scene.now,
            patient_id=claimed.patient_id,
            secret_hash=claimed.credential.secret_hash if claimed.credential else "",
            code=claimed.code,
        )
