"""A store in memory, of what tries need and nothing else: as quick as a model wants. One transaction at a time."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from core.domain.accounts import AccountState
from core.domain.audit import AuditLeaf
from core.domain.credentials import Credential, OneTimeCode
from core.domain.evidence import KeptEvidence
from core.domain.identifiers import PatientId
from core.domain.patients import Nir, Patient
from core.domain.tries import Tries
from core.ports import AuditLog, Credentials, Patients, Records, UnitOfWork


@dataclass
class MemoryPatients(Patients):
    """One person."""

    patient: Patient
    state: AccountState = AccountState.OPEN

    def add(self, patient: Patient, state: AccountState) -> None:
        self.patient, self.state = patient, state

    def get(self, patient_id: PatientId) -> Patient:
        self.account_state(patient_id)
        return self.patient

    def find(self, nir: Nir, birth_date: date | None = None) -> tuple[Patient, ...]:
        identity = self.patient.identity
        return (self.patient,) if (nir, birth_date) == (identity.nir, identity.birth_date) else ()

    def account_state(self, patient_id: PatientId) -> AccountState:
        if patient_id != self.patient.patient_id:
            raise KeyError(patient_id)
        return self.state


@dataclass
class MemoryCredentials(Credentials):
    """Their secrets, and everybody's tries."""

    credential: Credential
    codes: list[OneTimeCode] = field(default_factory=list)
    counters: dict[str, Tries] = field(default_factory=dict)

    def put(self, credential: Credential) -> None:
        self.credential = credential

    def of(self, patient_id: PatientId) -> Credential | None:
        return self.credential if patient_id == self.credential.patient_id else None

    def by_access_number(self, access_number: str) -> Credential | None:
        return self.credential if access_number == self.credential.access_number else None

    def put_codes(self, patient_id: PatientId, codes: Sequence[OneTimeCode]) -> None:
        assert patient_id == self.credential.patient_id
        self.codes = list(codes)

    def next_code(self, patient_id: PatientId) -> OneTimeCode | None:
        is_theirs = patient_id == self.credential.patient_id
        return next((code for code in self.codes if is_theirs and not code.is_used), None)

    def use_code(self, patient_id: PatientId, line: int) -> bool:
        assert patient_id == self.credential.patient_id
        for place, code in enumerate(self.codes):
            if code.line == line and not code.is_used:
                self.codes[place] = replace(code, is_used=True)
                return True
        return False

    def tries_together(self, counters: Sequence[str]) -> tuple[Tries, ...]:
        return tuple(self.counters.get(counter, Tries()) for counter in counters)

    def put_tries_together(self, tries: Mapping[str, Tries]) -> None:
        self.counters.update(tries)


@dataclass
class Forgetful(AuditLog):
    """No trace: the model looks at answers and counters."""

    def append(
        self,
        leaf: AuditLeaf,
        *,
        salt: str,
        digest: str,
        about: PatientId | None,
        evidence: KeptEvidence | None = None,
    ) -> None:
        del leaf, salt, digest, about, evidence

    def all(self) -> tuple[AuditLeaf, ...]:
        return ()


class MemoryStore(UnitOfWork):
    """Undoes what a transaction wrote of tries and codes when it raises."""

    def __init__(self, patient: Patient, access_number: str) -> None:
        kept = Credential(patient_id=patient.patient_id, access_number=access_number, secret_hash="kept")
        self._credentials = MemoryCredentials(kept)
        records: Any = SimpleNamespace(
            patients=MemoryPatients(patient),
            credentials=self._credentials,
            audit=Forgetful(),
            outbox=SimpleNamespace(add=lambda *_: None),
        )
        self._records = cast("Records", records)
        self._turn = threading.Lock()

    @contextmanager
    def begin(self, patient_id: PatientId | None = None) -> Iterator[Records]:
        """One at a time."""
        del patient_id
        with self._turn:
            codes, counters = list(self._credentials.codes), dict(self._credentials.counters)
            try:
                yield self._records
            except BaseException:
                self._credentials.codes, self._credentials.counters = codes, counters
                raise
