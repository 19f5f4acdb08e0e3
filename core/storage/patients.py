"""People and the state of their space, in table `patients`."""

import json
from datetime import date

from sqlalchemy import Connection, Row, insert, select

from core.domain.accounts import AccountState
from core.domain.identifiers import PatientId
from core.domain.patients import Identity, Nir, Patient, Sex
from core.ports import Patients
from core.storage.tables import patients


class StoredPatients(Patients):
    """The patients of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, patient: Patient, state: AccountState) -> None:
        """Keep a new person and the state of their space."""
        identity = patient.identity
        self._connection.execute(
            insert(patients),
            {
                "patient_id": patient.patient_id,
                "state": state.value,
                "birth_name": identity.birth_name,
                "first_names": json.dumps(identity.first_names),
                "birth_date": identity.birth_date,
                "sex": identity.sex.value,
                "birth_place_code": identity.birth_place_code,
                "birth_place": identity.birth_place,
                "nir": identity.nir.number,
                "nir_oid": identity.nir_oid,
                "used_name": patient.used_name,
            },
        )

    def get(self, patient_id: PatientId) -> Patient:
        """The person; KeyError when unknown."""
        row = self._connection.execute(select(patients).where(patients.c.patient_id == patient_id)).one_or_none()
        if row is None:
            raise KeyError("patient")
        return _patient(row)

    def find(self, nir: Nir, birth_date: date | None = None) -> tuple[Patient, ...]:
        """Everybody with this number, in the order of their identifiers."""
        query = select(patients).where(patients.c.nir == nir.number)
        if birth_date is not None:
            query = query.where(patients.c.birth_date == birth_date)
        return tuple(_patient(row) for row in self._connection.execute(query.order_by(patients.c.patient_id)))

    def account_state(self, patient_id: PatientId) -> AccountState:
        """Whether the space may be read and written; KeyError when the person is unknown."""
        state = self._connection.scalar(select(patients.c.state).where(patients.c.patient_id == patient_id))
        if state is None:
            raise KeyError("patient")
        return AccountState(state)


def _patient(row: Row[tuple[object, ...]]) -> Patient:
    return Patient(
        patient_id=PatientId(row.patient_id),
        identity=Identity(
            birth_name=row.birth_name,
            first_names=tuple(json.loads(row.first_names)),
            birth_date=row.birth_date,
            sex=Sex(row.sex),
            birth_place_code=row.birth_place_code,
            birth_place=row.birth_place,
            nir=Nir(row.nir),
            nir_oid=row.nir_oid,
        ),
        used_name=row.used_name,
    )
