"""Adapters that the contract suites run on. A new engine joins in `tests.engines`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.accounts import AccountState
from core.domain.patients import Patient
from core.storage.unit_of_work import Store
from tests.engines import ENGINES, opened
from tests.people import OTHER, YVONNE, identity


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind, with two people in it."""
    with opened(request.param, tmp_path, request) as store:
        with store.begin() as records:
            for patient_id in (YVONNE, OTHER):
                records.patients.add(Patient(patient_id=patient_id, identity=identity()), AccountState.OPEN)
        yield store
