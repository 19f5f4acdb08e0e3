"""Somebody is erased on PostgreSQL while their number is being looked up: they are nobody, and that is no fault."""

import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select

from core.domain.patients import Nir
from core.storage.opening import open_store
from core.storage.postgres import Fleet
from core.storage.statements import Rows
from core.storage.unit_of_work import Store
from service.bench.call_mix import Caller, settle
from service.bench.postgres_server import PostgresServer
from tests.real_stacks import requires


@requires("postgres")
def test_a_number_whose_person_is_erased_meanwhile_is_nobodys(postgres: PostgresServer, tmp_path: Path) -> None:
    """Between the number and the person behind it, the erasure is committed."""
    url, caller = postgres.create_database("erased_meanwhile"), Caller(number=0)
    with closing(open_store(tmp_path / "site", database=url)) as store:
        settle(store, 1)

        def erase() -> None:
            with store.begin(caller.patient_id) as records:
                records.patients.erase(caller.patient_id)

        class ErasedAfterTheLook(Fleet):
            def read(self, connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> Rows:
                rows = super().read(connection, wanted, values)
                if "FROM nirs" in str(wanted):
                    erasing = threading.Thread(target=erase)
                    erasing.start()
                    erasing.join()
                return rows

        searching = Store(ErasedAfterTheLook(store.database.engine, url), store.vault, store.keys)
        with searching.begin() as records:
            assert records.patients.find(Nir(caller.nir)) == ()
    postgres.drop_database("erased_meanwhile")
