"""The only door to the records: permission, effect, one audit leaf, remembered outcome, in one transaction."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import TypeVar

from core.acts.request import Context, Request, Scene
from core.domain.access import decide
from core.domain.audit import AuditLeaf, OutcomeClass, commitment_of
from core.domain.catalogue import Gravity
from core.domain.evidence import KeptEvidence
from core.domain.identifiers import NOBODY, LeafId, PatientId
from core.domain.refusals import Refusal
from core.ports import Clock, Ids, Keys, Records, TransactionLostError, UnitOfWork

T = TypeVar("T")
_TRIES = 3


@dataclass(frozen=True, kw_only=True)
class Door:
    """Carries out requests. Built once by the composition root."""

    store: UnitOfWork
    clock: Clock
    ids: Ids
    keys: Keys

    def perform(self, request: Request[T], context: Context) -> T:
        """Do what is asked, once, and leave exactly one leaf, whatever happens.

        Raises `Refusal` when the person must be told no; `TransactionLostError` when the store went away: nothing is
        known to be kept, and the same request may be asked again; any other exception is a bug and leaves a leaf too.
        The leaf of a reading is committed before its content is returned.
        """
        try:
            return self._perform_again(request, context)
        except Refusal as refusal:
            self._leave(request, context, OutcomeClass.REFUSED, refusal.key)
            raise
        except TransactionLostError:
            raise
        except Exception as bug:
            self._leave(request, context, OutcomeClass.FAILED, type(bug).__name__)
            raise

    def _perform_again(self, request: Request[T], context: Context) -> T:
        """Try again what was lost to somebody else's transaction: under its key it has one effect, however often."""
        for _ in range(_TRIES - 1):
            try:
                return self._perform_once(request, context)
            except TransactionLostError:
                if not (context.idempotency_key or request.entry.gravity is Gravity.READ):
                    raise
        return self._perform_once(request, context)

    def _perform_once(self, request: Request[T], context: Context) -> T:
        with self.store.begin(_traced_for(context)) as records:
            return self._perform_in(records, request, context)

    def _perform_in(self, records: Records, request: Request[T], context: Context) -> T:
        digest = _digest(request)
        principal = None if request.outlives_person else context.patient_id
        is_kept = bool(context.idempotency_key) and request.entry.gravity is not Gravity.READ
        key = self._key(context) if is_kept else ""
        if is_kept:
            known: T | None = records.remembered.find(principal, key, digest, request.outcome)
            if known is not None:
                return known
        self._decide(records, request, context)
        trace = self._trace(request, digest, context, OutcomeClass.DONE, "")
        leaf = trace.leaf
        scene = Scene(context=context, now=leaf.at, records=records, ids=self.ids, keys=self.keys, leaf=leaf)
        outcome = request.carry_out(scene)
        trace.append_to(records, context)
        if is_kept:
            records.remembered.keep(principal, key, digest, outcome)
        return outcome

    def _key(self, context: Context) -> str:
        """Who asks and about whom are part of it: an answer is told again to who got it, and never for another."""
        whom = self.keys.pseudonym(context.patient_id) if context.patient_id else ""
        return f"{context.role.value}:{context.actor_id or ''}:{whom}:{context.visit_id}:{context.idempotency_key}"

    def _decide(self, records: Records, request: Request[T], context: Context) -> None:
        patient_id = context.patient_id
        # Looked for only where it counts, or a try at somebody's secrets would take longer than one at nobody's.
        is_wanted = request.entry.needs_patient
        decide(
            request.entry,
            role=context.role,
            purpose=context.purpose,
            channel=context.channel,
            acts_for_self=patient_id is not None and context.actor_id == patient_id,
            account=records.patients.account_state(patient_id) if is_wanted and patient_id is not None else None,
        )

    def _leave(self, request: Request[T], context: Context, outcome: OutcomeClass, reason: str) -> None:
        trace = self._trace(request, _digest(request), context, outcome, reason)
        with self.store.begin(_traced_for(context)) as records:
            trace.append_to(records, context)

    def _trace(
        self, request: Request[T], digest: str, context: Context, outcome: OutcomeClass, reason: str
    ) -> "_Trace":
        salt = self.ids.token()
        is_chosen = request.entry.gravity is not Gravity.READ and not request.entry.by_itself
        led_to = context.evidence if is_chosen else None
        kept = KeptEvidence(request=digest, evidence=led_to) if led_to and context.patient_id else None
        committed = kept.digest() if kept else digest
        leaf = AuditLeaf(
            leaf_id=LeafId(self.ids.token()),
            at=self.clock.now(),
            act=request.entry.name,
            outcome=outcome,
            reason=reason,
            role=context.role,
            actor=self.keys.pseudonym(context.actor_id) if context.actor_id else "",
            patient=self.keys.pseudonym(context.patient_id) if context.patient_id else context.stand_in,
            purpose=context.purpose,
            channel=context.channel,
            place=context.place,
            visit=context.visit_id,
            commitment=commitment_of(salt, committed),
        )
        return _Trace(leaf=leaf, salt=salt, digest=committed, evidence=kept)


@dataclass(frozen=True, kw_only=True)
class _Trace:
    """A leaf, and what opens it."""

    leaf: AuditLeaf
    salt: str
    digest: str
    evidence: KeptEvidence | None

    def append_to(self, records: Records, context: Context) -> None:
        about = _traced_for(context)
        records.audit.append(self.leaf, salt=self.salt, digest=self.digest, about=about, evidence=self.evidence)


def _traced_for(context: Context) -> PatientId | None:
    """Whom the transaction is about, and whose trace opens the leaf; what stands in for somebody costs the same."""
    return context.patient_id or (NOBODY if context.stand_in else None)


def _digest(request: object) -> str:
    return hashlib.sha256(_canonical(request).encode()).hexdigest()


def _canonical(value: object) -> str:
    """Write a request the same way in every process: sets are sorted, enums are their values."""
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(_canonical(item) for item in value)) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(_canonical(item) for item in value) + ")"
    if isinstance(value, Mapping):
        return "[" + ",".join(f"{key}={_canonical(item)}" for key, item in sorted(value.items())) + "]"
    if is_dataclass(value):
        inside = ",".join(f"{item.name}={_canonical(getattr(value, item.name))}" for item in fields(value))
        return f"{type(value).__name__}({inside})"
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else repr(value)
