"""The operator opens a person's space."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.accounts import AccountState
from core.domain.identifiers import PatientId
from core.domain.patients import INS_OIDS, Identity, Patient
from core.domain.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class Registered:
    """The space is open; `patient_id` was drawn at random."""

    patient_id: PatientId


@dataclass(frozen=True, kw_only=True)
class RegisterPatient(Request[Registered]):
    """Open a space for this identity. Several people may share a number (R89a), nobody has two spaces."""

    entry: ClassVar = catalogue.REGISTER_PATIENT
    outcome: ClassVar = Registered

    identity: Identity = field(repr=False)
    used_name: str = field(repr=False, default="")

    def carry_out(self, scene: Scene) -> Registered:
        """Draw an identifier and keep the person.

        Refuses `patient-issuer-unknown` when the matricule's issuer is none of the INS (R88) and
        `patient-already-registered` when all five traits and the matricule are already here.
        """
        if self.identity.nir_oid not in INS_OIDS:
            raise Refusal("patient-issuer-unknown")
        scene.records.patients.hold_number(self.identity.nir)
        namesakes = scene.records.patients.find(self.identity.nir, self.identity.birth_date)
        if any(patient.identity == self.identity for patient in namesakes):
            raise Refusal("patient-already-registered")
        patient_id = PatientId(scene.ids.token())
        patient = Patient(patient_id=patient_id, identity=self.identity, used_name=self.used_name)
        scene.records.patients.add(patient, AccountState.OPEN)
        return Registered(patient_id=patient_id)
