"""What a request to the core is, who asks it and what it may touch while it is carried out."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from core.domain.audit import AuditLeaf, Channel, PurposeOfUse, Role
from core.domain.catalogue import Entry
from core.domain.evidence import Evidence
from core.domain.identifiers import PatientId, VisitId
from core.domain.patients import Patient
from core.ports import Ids, Keys, Records

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Context:
    """Who asks, for whom, why, through what: everything the access decision and the trace need."""

    role: Role
    actor_id: PatientId | None = None
    """The patient who acts; None for a stranger or the operator."""
    patient_id: PatientId | None = None
    purpose: PurposeOfUse
    channel: Channel
    place: str
    device: str = ""
    """The terminal, as the site names it; on the telephone, the line that was called."""
    caller: str = field(default="", repr=False)
    """The calling number, empty when withheld: slows tries, proves nothing, and is never kept nor logged."""
    visit_id: VisitId
    idempotency_key: str = ""
    """Same key, same outcome, one effect; empty for acts that may be repeated."""
    stand_in: str = ""
    """Pseudonym of a claim that leads to nobody: it stands where a person's would, so that no trace tells who is
    known here."""
    evidence: Evidence | None = field(default=None, repr=False)
    """What the person heard and pressed before asking, where the channel tells; what they change commits to it."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What an act may see and touch while its transaction is open."""

    context: Context
    now: datetime
    records: Records = field(repr=False)
    ids: Ids = field(repr=False)
    keys: Keys = field(repr=False)
    leaf: AuditLeaf
    """The leaf this act leaves if it is done; receipts carry its hash."""

    @property
    def patient_id(self) -> PatientId:
        """Whom the act is about; the access decision has checked that somebody is known."""
        if self.context.patient_id is None:
            raise ValueError("this act is about nobody")
        return self.context.patient_id

    @property
    def patient(self) -> Patient:
        """The person the act is about."""
        return self.records.patients.get(self.patient_id)


@dataclass(frozen=True, kw_only=True)
class Ask(Generic[T]):
    """Something a journey may ask to be done, whose answer is a `T`."""

    changes_nothing: ClassVar[bool] = False
    """A look at the terminal itself: back may cross it."""


@dataclass(frozen=True, kw_only=True)
class Request(Ask[T], ABC):
    """One act. Only `perform` carries it out."""

    entry: ClassVar[Entry]
    outcome: ClassVar[type]
    """The class of `T`, to read back a remembered outcome."""
    outlives_person: ClassVar[bool] = False
    """Whether the outcome is remembered by the site, because nothing is kept for the person any more."""

    @abstractmethod
    def carry_out(self, scene: Scene) -> T:
        """Do it, inside the transaction that `perform` opened; raise `Refusal` to say no."""
