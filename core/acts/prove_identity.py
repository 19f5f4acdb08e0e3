"""How somebody proves who they are: counted, then hashed, then recorded. A card or a number alone proves nothing (R30).

Two acts with the slow hash between them: a try is counted and committed before it is looked at.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar

from core.acts.claims import Claim, NumberClaim, look_behind, name_of
from core.acts.close_access import CloseAccess
from core.acts.count_try import Counted, CountTry
from core.acts.imagined_line import imagined_line
from core.acts.perform import Door
from core.acts.request import Ask, Context, Request, Scene
from core.acts.sources import Sources
from core.domain import catalogue
from core.domain.accounts import AccountState
from core.domain.identifiers import NOBODY, PatientId
from core.domain.patients import Patient
from core.domain.refusals import Refusal
from core.domain.tries import NO_WAIT, succeeded
from core.ports import SecretHasher


class ProofStatus(Enum):
    """What a try came to. The person hears the same whether the claim or the secret was wrong."""

    PROVED = "proved"
    NOT_PROVED = "not-proved"
    MUST_WAIT = "must-wait"
    """Too many tries in a row: nothing was looked at; wait, or ask a person."""
    CLOSED = "closed"
    """A human must reopen the access (words.md V5b)."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The outcome of a try."""

    status: ProofStatus
    patient: Patient | None = field(default=None, repr=False)
    tries_left: int = 0
    wait: timedelta = NO_WAIT


@dataclass(frozen=True, kw_only=True)
class ProveIdentity(Ask[Proof]):
    """A claim and its secrets, judged together: any of them wrong gives one answer (design section 8)."""

    claim: Claim
    secret: str = field(repr=False)
    one_time_code: str | None = field(default=None, repr=False)
    """Typed on the telephone only; None at a kiosk, where the card is the other factor."""


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """Which line of the printed list is expected, or how long this telephone must wait before it is told one."""

    line: int
    wait: timedelta = NO_WAIT


@dataclass(frozen=True, kw_only=True)
class PickCodeLine(Request[CodeLine]):
    """« Cherchez la ligne 7 »: told to anybody in the same way, known or not, and counted where the call comes from."""

    entry: ClassVar = catalogue.PICK_CODE_LINE
    outcome: ClassVar = CodeLine

    claim: Claim

    def carry_out(self, scene: Scene) -> CodeLine:
        """The first unused line; an unknown claim or an empty list gets one that moves on like a list in use."""
        claimed = look_behind(scene, self.claim)
        imagined = imagined_line(scene.keys, name_of(self.claim), scene.now)
        sources = Sources(scene)
        wait = sources.wait
        if not wait:
            sources.count()
        sources.keep()
        if wait:
            return CodeLine(line=0, wait=wait)
        return CodeLine(line=claimed.code.line if claimed.code else imagined)


@dataclass(frozen=True, kw_only=True)
class RecordProof(Request[Proof]):
    """Write down how a counted try ended, in the trace of the person it was about; a success strikes the code."""

    entry: ClassVar = catalogue.RECORD_PROOF
    outcome: ClassVar = Proof

    patient_id: PatientId | None
    is_right: bool
    code_line: int | None
    counter: str
    counted_at: datetime

    def carry_out(self, scene: Scene) -> Proof:
        """Give the try back. Refuses `not-proved`: a code used meanwhile, a closed space or access proves nothing."""
        patient = self._may_be(scene)
        # Everybody who tries waits for these counts: they are taken last.
        sources = Sources(scene, self.counter)
        (tries,) = sources.persons
        if patient is None or tries.is_closed or not self._strikes(scene, patient.patient_id):
            raise Refusal("not-proved")
        # By telephone, being told a line was counted too.
        sources.give_back(1 if self.code_line is None else 2)
        sources.keep(succeeded(tries, self.counted_at))
        return Proof(status=ProofStatus.PROVED, patient=patient)

    def _may_be(self, scene: Scene) -> Patient | None:
        """Whose secrets they were, if they were right and the space is open."""
        is_open = _is_open(scene, self.patient_id or NOBODY)
        if not is_open or not self.is_right or self.patient_id is None:
            return None
        return scene.records.patients.get(self.patient_id)

    def _strikes(self, scene: Scene, patient_id: PatientId) -> bool:
        return self.code_line is None or scene.records.credentials.use_code(patient_id, self.code_line)


def _is_open(scene: Scene, patient_id: PatientId) -> bool:
    try:
        return scene.records.patients.account_state(patient_id) is AccountState.OPEN
    except KeyError:
        return False


def prove_identity(door: Door, hasher: SecretHasher, asked: ProveIdentity, context: Context) -> Proof:
    """Judge a claim and its secrets together. Unknown people cost the same time as wrong codes.

    A try is never remembered under an idempotency key: tried again, it counts again. Refuses `too-many-at-once`
    when too many people are being proved at this moment, before anything is counted.
    """
    context = replace(context, idempotency_key="")
    with hasher.turn():
        counted = door.perform(CountTry(claim=asked.claim), context)
        is_right = counted.wait == NO_WAIT and _is_right(hasher, asked, counted)
    # Leaves name, by pseudonym, whose space was tried: that person may know of it.
    about = replace(context, patient_id=counted.patient_id, stand_in=counted.counter)
    if counted.wait == NO_WAIT:
        return _record(door, asked, counted, about, is_right=is_right)
    if counted.wait is not None:
        return Proof(status=ProofStatus.MUST_WAIT, wait=counted.wait, tries_left=counted.tries.left_today)
    if not counted.tries.is_closed:
        door.perform(CloseAccess(counter=counted.counter), about)
    return Proof(status=ProofStatus.CLOSED)


def _record(door: Door, asked: ProveIdentity, counted: Counted, about: Context, *, is_right: bool) -> Proof:
    ended = RecordProof(
        patient_id=counted.patient_id,
        is_right=is_right,
        code_line=counted.code.line if counted.code and asked.one_time_code is not None else None,
        counter=counted.counter,
        counted_at=counted.at,
    )
    try:
        return door.perform(ended, about)
    except Refusal as refusal:
        if refusal.key != ProofStatus.NOT_PROVED.value:
            raise
    if counted.tries.is_spent:
        door.perform(CloseAccess(counter=counted.counter), about)
    return Proof(status=ProofStatus.NOT_PROVED, tries_left=counted.tries.left_today)


def _is_right(hasher: SecretHasher, asked: ProveIdentity, counted: Counted) -> bool:
    """Every secret given is compared, whatever the others came to."""
    is_right = hasher.verify(counted.secret_hash, asked.secret)
    if asked.one_time_code is not None:
        is_code_right = hasher.verify(counted.code.code_hash if counted.code else "", asked.one_time_code)
        return is_right and is_code_right
    return is_right and not isinstance(asked.claim, NumberClaim)
