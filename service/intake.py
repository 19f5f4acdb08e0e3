"""Files received documents, one at a time: takes in, finds whose it is, files or sets aside. Knows no command line."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from core.acts.file_document import FileDocument
from core.acts.perform import Door
from core.acts.quarantine_document import QuarantineDocument
from core.acts.register_patient import RegisterPatient
from core.acts.request import Context
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.identifiers import PatientId, VisitId
from core.domain.patients import Identity, Patient
from core.domain.refusals import Refusal
from core.interop.intake import Received, read_body, take_in
from core.interop.matching import Matches, match
from core.interop.received import ReceivedPatient
from core.interop.refused_file import RefusedFile

MAX_FILE_BYTES = 5 * 1024 * 1024
"""As the parser's own cap: a larger file is not even read."""


class IntakeOutcome(Enum):
    """What became of a file."""

    FILED = "filed"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class IntakeReport:
    """One file of a batch, as `relais import --report` writes it."""

    file: str
    outcome: IntakeOutcome
    reason: str = ""
    """Why it was set aside or refused; never a value of a trait."""
    type_code: str = ""
    title: str = field(default="", repr=False)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IntakeDesk:
    """Takes files for one site. An identity seen for the first time gets a space, unless `known_only` (R1)."""

    door: Door
    visit_id: VisitId
    known_only: bool = False

    def take_all(self, paths: Iterable[Path]) -> Iterator[IntakeReport]:
        """Report each file as soon as it is done; a bad one never stops the batch, nor does a fault of ours."""
        for path in paths:
            try:
                yield self.take(path)
            except Exception as fault:  # noqa: BLE001 - the outermost loop of a batch
                reason = f"fault: {type(fault).__name__}"
                yield IntakeReport(file=str(path), outcome=IntakeOutcome.REFUSED, reason=reason)

    def take(self, path: Path) -> IntakeReport:
        """File one document, or say why not."""
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                return IntakeReport(file=str(path), outcome=IntakeOutcome.REFUSED, reason="too-many-bytes")
            data = path.read_bytes()
        except OSError as fault:
            return IntakeReport(file=str(path), outcome=IntakeOutcome.REFUSED, reason=type(fault).__name__)
        received = take_in(data)
        if isinstance(received, RefusedFile):
            return IntakeReport(file=str(path), outcome=IntakeOutcome.REFUSED, reason=received.reason.value)
        return self._file(path, data, received)

    def _file(self, path: Path, data: bytes, received: Received) -> IntakeReport:
        def report(outcome: IntakeOutcome, reason: str = "", *more: str) -> IntakeReport:
            return IntakeReport(
                file=str(path),
                outcome=outcome,
                reason=reason,
                type_code=received.kind.type_code,
                title=received.title,
                warnings=(*(warning.value for warning in received.warnings), *more),
            )

        body = read_body(data)
        if isinstance(body, RefusedFile):
            return report(IntakeOutcome.REFUSED, body.reason.value)
        owner = self._owner(received.header.patient)
        if isinstance(owner, str):
            self.door.perform(QuarantineDocument(original=data, reason=owner), _setting_aside(data, owner))
            return report(IntakeOutcome.QUARANTINED, owner)
        asked = FileDocument(
            kind=received.kind,
            title=received.title,
            author=received.header.author,
            written_on=received.header.written_on,
            blocks=body.blocks,
            original=data,
        )
        try:
            self.door.perform(asked, self._context(owner[0]))
        except Refusal as refusal:
            if refusal.key == "document-already-filed":
                return report(IntakeOutcome.FILED, "", "already-filed")
            return report(IntakeOutcome.REFUSED, refusal.key)
        return report(IntakeOutcome.FILED)

    def _owner(self, received: ReceivedPatient) -> tuple[PatientId] | str:
        """Whose document it is, or the reason why that is not sure."""
        found = self._known(received)
        for patient in found:
            if isinstance(match(received, patient.identity), Matches):
                return (patient.patient_id,)
        if found:
            return "identity-mismatch"
        identity = _identity(received)
        if identity is None:
            return "identity-incomplete"
        if self.known_only:
            return "identity-unknown"
        registered = self.door.perform(
            RegisterPatient(identity=identity, used_name=received.used_name), self._context()
        )
        return (registered.patient_id,)

    def _known(self, received: ReceivedPatient) -> tuple[Patient, ...]:
        with self.door.store.begin() as records:
            return tuple(
                patient for matricule in received.matricules for patient in records.patients.find(matricule.nir)
            )

    def _context(self, patient_id: PatientId | None = None) -> Context:
        return Context(
            role=Role.OPERATOR,
            patient_id=patient_id,
            purpose=PurposeOfUse.FILING,
            channel=Channel.SITE,
            place="import",
            visit_id=self.visit_id,
        )


def _setting_aside(data: bytes, reason: str) -> Context:
    """The same file for the same reason is set aside once, whatever the number of imports."""
    return Context(
        role=Role.OPERATOR,
        purpose=PurposeOfUse.FILING,
        channel=Channel.SITE,
        place="import",
        visit_id=VisitId("import"),
        idempotency_key=f"{reason}-{hashlib.sha256(data).hexdigest()}",
    )


def _identity(received: ReceivedPatient) -> Identity | None:
    """The identity to open a space with, when the header gives all of it."""
    is_whole = received.birth_name and received.first_names and received.birth_place_code and received.matricules
    if not is_whole or received.birth_date is None:
        return None
    matricule = received.matricules[0]
    return Identity(
        birth_name=received.birth_name,
        first_names=received.first_names,
        birth_date=received.birth_date,
        sex=received.sex,
        birth_place_code=received.birth_place_code,
        birth_place=received.birth_place,
        nir=matricule.nir,
        nir_oid=matricule.oid,
    )
