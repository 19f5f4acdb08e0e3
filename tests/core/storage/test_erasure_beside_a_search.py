"""Somebody is erased on PostgreSQL while their number is being looked up: they are nobody, and that is no fault."""

import threading
from contextlib import closing
from pathlib import Path

from sqlalchemy import event

from core.domain.patients import Nir
from core.storage.opening import open_store
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

        def erase_after_the_look(*said: object) -> None:
            if "FROM nirs" in str(said[2]) and "SELECT" in str(said[2]):
                erasing = threading.Thread(target=erase)
                erasing.start()
                erasing.join()

        event.listen(store.database.engine, "after_cursor_execute", erase_after_the_look)
        with store.begin() as records:
            assert records.patients.find(Nir(caller.nir)) == ()
    postgres.drop_database("erased_meanwhile")
