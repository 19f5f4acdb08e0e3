"""Adapters that the contract suites run on. A new engine joins by adding its opener."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.domain.accounts import AccountState
from core.domain.patients import Patient
from core.storage.unit_of_work import Store, open_store
from tests.people import OTHER, YVONNE, identity

STORES: dict[str, Callable[[Path], Store]] = {"sqlcipher": open_store}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind, with two people in it."""
    opened = STORES[request.param](tmp_path)
    with opened.begin() as records:
        for patient_id in (YVONNE, OTHER):
            records.patients.add(Patient(patient_id=patient_id, identity=identity()), AccountState.OPEN)
    yield opened
    opened.close()
