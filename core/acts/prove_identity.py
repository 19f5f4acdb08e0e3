"""How somebody proves who they are: counted, then hashed, then recorded. A card or a number alone proves nothing (R30).

Two acts with the slow hash between them: a try is counted and committed before it is looked at.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum
from typing import ClassVar

from core.acts.claims import Claim, NumberClaim, credential_behind, name_of
from core.acts.count_try import Counted, CountTry, UncountTry
from core.acts.perform import Door
from core.acts.request import Ask, Context, Request, Scene
from core.domain import catalogue
from core.domain.accounts import AccountState
from core.domain.credentials import ONE_TIME_LINES, Tries
from core.domain.identifiers import PatientId
from core.domain.patients import Patient
from core.domain.refusals import Refusal
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
    wait: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class ProveIdentity(Ask[Proof]):
    """A claim and its secrets, judged together: any of them wrong gives one answer (design section 8)."""

    claim: Claim
    secret: str = field(repr=False)
    one_time_code: str | None = field(default=None, repr=False)
    """Typed on the telephone only; None at a kiosk, where the card is the other factor."""


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """Which line of the printed list is expected."""

    line: int


@dataclass(frozen=True, kw_only=True)
class PickCodeLine(Request[CodeLine]):
    """« Cherchez la ligne 7 »: told to anybody, known or not, in the same way."""

    entry: ClassVar = catalogue.PICK_CODE_LINE
    outcome: ClassVar = CodeLine

    claim: Claim

    def carry_out(self, scene: Scene) -> CodeLine:
        """The first unused line; an unknown claim or an empty list gets a line too, the same from call to call."""
        credential = credential_behind(scene.records, self.claim)
        code = scene.records.credentials.next_code(credential.patient_id) if credential else None
        if code is not None:
            return CodeLine(line=code.line)
        return CodeLine(line=int(scene.keys.pseudonym(name_of(self.claim))[:8], 16) % ONE_TIME_LINES + 1)


@dataclass(frozen=True, kw_only=True)
class RecordProof(Request[Proof]):
    """Write down how a counted try ended, in the trace of the person it was about; a success strikes the code."""

    entry: ClassVar = catalogue.RECORD_PROOF
    outcome: ClassVar = Proof

    patient_id: PatientId | None
    is_right: bool
    code_line: int | None

    def carry_out(self, scene: Scene) -> Proof:
        """Set the counter back. Refuses `not-proved`: a code used meanwhile, or a closed space, proves nothing."""
        if not self.is_right or self.patient_id is None or not self._is_usable(scene, self.patient_id):
            raise Refusal("not-proved")
        scene.records.credentials.put_tries(scene.keys.pseudonym(self.patient_id), Tries())
        return Proof(status=ProofStatus.PROVED, patient=scene.records.patients.get(self.patient_id))

    def _is_usable(self, scene: Scene, patient_id: PatientId) -> bool:
        if scene.records.patients.account_state(patient_id) is not AccountState.OPEN:
            return False
        return self.code_line is None or scene.records.credentials.use_code(patient_id, self.code_line)


def prove_identity(door: Door, hasher: SecretHasher, asked: ProveIdentity, context: Context) -> Proof:
    """Judge a claim and its secrets together. Unknown people cost the same time as wrong codes.

    A try is never remembered under an idempotency key: tried again, it counts again. Refuses `too-many-at-once`
    when too many people are being proved at this moment; that costs no try.
    """
    context = replace(context, idempotency_key="")
    counted = door.perform(CountTry(claim=asked.claim), context)
    if counted.wait is None:
        return Proof(status=ProofStatus.CLOSED)
    if counted.wait > timedelta(0):
        return Proof(status=ProofStatus.MUST_WAIT, wait=counted.wait, tries_left=counted.tries.left_today)
    try:
        is_right = _is_right(hasher, asked, counted)
    except Refusal:
        door.perform(UncountTry(claim=asked.claim), context)
        raise
    code_line = counted.code.line if counted.code and asked.one_time_code is not None else None
    ended = RecordProof(patient_id=counted.patient_id, is_right=is_right, code_line=code_line)
    try:
        # The leaf names, by pseudonym, whose space was tried: that person may know of it.
        return door.perform(ended, replace(context, patient_id=counted.patient_id))
    except Refusal as refusal:
        if refusal.key != ProofStatus.NOT_PROVED.value:
            raise
        return Proof(status=ProofStatus.NOT_PROVED, tries_left=counted.tries.left_today)


def _is_right(hasher: SecretHasher, asked: ProveIdentity, counted: Counted) -> bool:
    """Every secret given is compared, whatever the others came to."""
    is_right = hasher.verify(counted.secret_hash, asked.secret)
    if asked.one_time_code is not None:
        is_code_right = hasher.verify(counted.code.code_hash if counted.code else "", asked.one_time_code)
        return is_right and is_code_right
    return is_right and not isinstance(asked.claim, NumberClaim)
