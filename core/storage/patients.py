"""People and the state of their space: traits sealed with the person's key, found through a keyed digest of the NIR."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from core.domain.accounts import AccountState
from core.domain.identifiers import PatientId
from core.domain.patients import Identity, Nir, Patient, Sex
from core.ports import Patients
from core.storage.envelope import SITE
from core.storage.tables import PERSONAL_TABLES, access_numbers, nirs, patient_keys, patients
from core.storage.transaction import Transaction

_SEALED = "patients.sealed"
_THEIRS = patients.c.patient_id == bindparam("patient_id")
_TRAITS = select(patients.c.sealed).where(_THEIRS)
_SAME_NUMBER = select(nirs.c.patient_id).where(nirs.c.nir_index == bindparam("nir_index")).order_by(nirs.c.patient_id)
_WITH_KEY = (
    select(patients.c.state, patient_keys.c.version, patient_keys.c.wrapped, patient_keys.c.kek_version)
    .join_from(patients, patient_keys, patients.c.patient_id == patient_keys.c.patient_id)
    .where(_THEIRS)
)


class StoredPatients(Patients):
    """The patients of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def add(self, patient: Patient, state: AccountState) -> None:
        """Draw the person's key, and keep them and the state of their space."""
        mine = patient.patient_id
        self._transaction.make_key(mine)
        sealed = self._transaction.key_of(mine).seal(_SEALED, "", _traits(patient))
        self._connection.execute(insert(patients), {"patient_id": mine, "state": state.value, "sealed": sealed})
        self._connection.execute(insert(nirs), {"nir_index": self._index(patient.identity.nir), "patient_id": mine})

    def get(self, patient_id: PatientId) -> Patient:
        """The person; KeyError when unknown."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_TRAITS, {"patient_id": patient_id})
        if row is None:
            raise KeyError("patient")
        (sealed,) = row
        return _patient(patient_id, key.unseal(_SEALED, "", sealed, dict[str, Any]))

    def hold_number(self, nir: Nir) -> None:
        """Whoever registers a number waits here for whoever is registering the same one."""
        self._transaction.hold(f"nir:{self._index(nir).hex()}")

    def find(self, nir: Nir, birth_date: date | None = None) -> tuple[Patient, ...]:
        """Everybody with this number, in the order of their identifiers."""
        same = self._transaction.read(_SAME_NUMBER, {"nir_index": self._index(nir)})
        found = list(self._still_here(patient_id for (patient_id,) in same))
        if not found:
            # A number of nobody's costs the queries of a person's: no time tells who is known.
            with suppress(KeyError):
                self.get(SITE)
        return tuple(each for each in found if birth_date is None or each.identity.birth_date == birth_date)

    def _still_here(self, people: Iterable[str]) -> Iterator[Patient]:
        for each in people:
            with suppress(KeyError):  # erased since their number was looked up: nobody's any more
                yield self.get(PatientId(each))

    def account_state(self, patient_id: PatientId) -> AccountState:
        """Whether the space may be read and written; KeyError when unknown. Opens the key too."""
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_WITH_KEY, {"patient_id": patient_id})
        if row is None:
            raise KeyError("patient")
        state, *kept = row
        self._transaction.take_key(patient_id, *kept)
        return AccountState(state)

    def erase(self, patient_id: PatientId) -> None:
        """Destroy the person's key and every row of theirs; KeyError when they are unknown."""
        if not self._transaction.has_key(patient_id):
            raise KeyError("patient")
        self._transaction.flush()
        for lookup in (nirs, access_numbers):
            self._connection.execute(delete(lookup).where(lookup.c.patient_id == patient_id))
        for table in reversed(PERSONAL_TABLES):
            self._connection.execute(delete(table).where(table.c.patient_id == patient_id))
        self._transaction.forget_key(patient_id)

    def _index(self, nir: Nir) -> bytes:
        return self._transaction.vault.index("nir", nir.number)


def _traits(patient: Patient) -> dict[str, Any]:
    identity = patient.identity
    return {
        "birth_name": identity.birth_name,
        "first_names": identity.first_names,
        "birth_date": identity.birth_date.isoformat(),
        "sex": identity.sex.value,
        "birth_place_code": identity.birth_place_code,
        "birth_place": identity.birth_place,
        "nir": identity.nir.number,
        "nir_oid": identity.nir_oid,
        "used_name": patient.used_name,
    }


def _patient(patient_id: PatientId, traits: dict[str, Any]) -> Patient:
    return Patient(
        patient_id=patient_id,
        identity=Identity(
            birth_name=traits["birth_name"],
            first_names=tuple(traits["first_names"]),
            birth_date=date.fromisoformat(traits["birth_date"]),
            sex=Sex(traits["sex"]),
            birth_place_code=traits["birth_place_code"],
            birth_place=traits["birth_place"],
            nir=Nir(traits["nir"]),
            nir_oid=traits["nir_oid"],
        ),
        used_name=traits["used_name"],
    )
