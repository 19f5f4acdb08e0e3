"""A try at somebody's secrets is counted before it is looked at, and given back when nobody could look."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar

from core.acts.claims import Claim, counter_of, credential_behind
from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.credentials import OneTimeCode, Tries, wait_before_try
from core.domain.identifiers import PatientId


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A try that is counted: what to compare with, or why nothing will be compared."""

    tries: Tries
    wait: timedelta | None
    patient_id: PatientId | None = None
    secret_hash: str = field(default="", repr=False)
    code: OneTimeCode | None = None


@dataclass(frozen=True, kw_only=True)
class CountTry(Request[Counted]):
    """Count a try under its claim's counter, unless it must wait."""

    entry: ClassVar = catalogue.COUNT_TRY
    outcome: ClassVar = Counted

    claim: Claim

    def carry_out(self, scene: Scene) -> Counted:
        """An unknown claim has a counter too, so that it answers like a known one."""
        credential = credential_behind(scene.records, self.claim)
        counter = counter_of(scene, self.claim)
        tries = scene.records.credentials.tries(counter)
        wait = wait_before_try(tries, scene.now)
        if wait != timedelta(0):
            return Counted(tries=tries, wait=wait)
        tries = Tries(count=tries.count + 1, last_at=scene.now)
        scene.records.credentials.put_tries(counter, tries)
        if credential is None:
            return Counted(tries=tries, wait=wait)
        return Counted(
            tries=tries,
            wait=wait,
            patient_id=credential.patient_id,
            secret_hash=credential.secret_hash,
            code=scene.records.credentials.next_code(credential.patient_id),
        )


@dataclass(frozen=True, kw_only=True)
class Uncounted:
    """What the counter says once the try is given back."""

    tries: Tries


@dataclass(frozen=True, kw_only=True)
class UncountTry(Request[Uncounted]):
    """Give a try back that nobody looked at: a busy site must not close somebody's access."""

    entry: ClassVar = catalogue.UNCOUNT_TRY
    outcome: ClassVar = Uncounted

    claim: Claim

    def carry_out(self, scene: Scene) -> Uncounted:
        """One less; the moment of the last try stays, so that no wait is shortened."""
        counter = counter_of(scene, self.claim)
        tries = scene.records.credentials.tries(counter)
        tries = replace(tries, count=max(tries.count - 1, 0))
        scene.records.credentials.put_tries(counter, tries)
        return Uncounted(tries=tries)
