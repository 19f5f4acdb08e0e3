"""On PostgreSQL a transaction sees the one person it named, whatever a repository asks, whatever goes wrong in it."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from core.domain.accounts import AccountState
from core.domain.identifiers import PatientId
from core.domain.patients import Patient
from core.storage.errors import StoreError
from core.storage.opening import open_store
from core.storage.postgres import KEEPER_ROLE, check_roles, open_postgres
from core.storage.tables import PERSONAL_TABLES, patients
from core.storage.unit_of_work import Store
from service.bench.postgres_server import PostgresServer
from tests.engines import opened
from tests.people import OTHER, YVONNE, identity
from tests.real_stacks import requires

pytestmark = requires("postgres")


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Two people of one PostgreSQL."""
    with opened("postgres", tmp_path, request) as store:
        with store.begin() as records:
            for patient_id in (YVONNE, OTHER):
                records.patients.add(Patient(patient_id=patient_id, identity=identity()), AccountState.OPEN)
        yield store


def seen(store: Store, patient_id: PatientId | None) -> list[str]:
    """Whom a transaction sees that asks for everybody, and forgot to say whom it is about in its query."""
    with store.transaction(patient_id) as transaction:
        return list(transaction.connection.scalars(select(patients.c.patient_id).order_by(patients.c.patient_id)))


def say(store: Store, statement: str) -> None:
    """Say something to the server as business does, in a transaction about Yvonne."""
    with store.database.engine.begin() as connection:
        store.database.start(connection, YVONNE)
        connection.execute(text(statement))


def test_a_transaction_sees_its_one_person(store: Store) -> None:
    """Named, one; not named, nobody; somebody who does not exist, nobody."""
    assert seen(store, YVONNE) == [YVONNE]
    assert seen(store, OTHER) == [OTHER]
    assert seen(store, None) == []
    assert seen(store, PatientId("nobody")) == []


def test_nobody_is_carried_over_to_the_next_transaction(store: Store) -> None:
    """A pooled connection that served somebody, well or badly, sees nobody after it."""
    for _ in range(3):
        seen(store, YVONNE)
        assert seen(store, None) == []
        with pytest.raises(ZeroDivisionError), store.transaction(YVONNE):
            raise ZeroDivisionError
        assert seen(store, None) == []


def test_one_persons_row_cannot_be_written_as_anothers(store: Store) -> None:
    """Inserting, or moving a row, under another person's name is refused by the server."""
    forging = (
        "INSERT INTO patients (patient_id, state, sealed) VALUES ('p', 'open', '')",
        "UPDATE patients SET patient_id = 'another'",
    )
    for statement in forging:
        with pytest.raises(DBAPIError, match="row-level security"):
            say(store, statement)


def test_every_personal_table_is_bound_and_no_partition_is_a_side_door(store: Store) -> None:
    """Forced on each, for its owner too; partitions can't be read by themselves."""
    with store.transaction(YVONNE) as transaction:
        rows = transaction.connection.execute(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'p'")
        )
        assert {row.relname for row in rows} == {table.name for table in PERSONAL_TABLES}
    for part in ("patients_p00", "patient_keys_p15", "documents_p07"):
        with pytest.raises(DBAPIError, match="permission denied"):
            say(store, f"SELECT * FROM {part}")  # noqa: S608 - our own names


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE patients DISABLE ROW LEVEL SECURITY",
        "DROP POLICY one_person ON patients",
        "CREATE POLICY mine ON patients USING (true)",
        "DELETE FROM audit_leaves",
        "TRUNCATE audit_leaves",
        "UPDATE audit_leaves SET body = ''",
        "DROP TABLE audit_leaves",
    ],
)
def test_business_can_neither_lift_the_policy_nor_touch_the_trace(store: Store, attempt: str) -> None:
    """It owns nothing."""
    with pytest.raises(DBAPIError, match=r"must be owner|permission denied"):
        say(store, attempt)


def test_the_keeper_sees_every_row_and_no_word_of_it(store: Store) -> None:
    """Backups are made so: all rows, sealed."""
    url = store.database.engine.url.render_as_string(hide_password=False)
    keeper = open_postgres(url, role=KEEPER_ROLE)
    with keeper.connect() as connection:
        rows = connection.execute(select(patients)).all()
    keeper.dispose()
    assert {row.patient_id for row in rows} == {YVONNE, OTHER}
    assert not any(identity().birth_name.encode() in row.sealed for row in rows)


def test_logins_that_see_past_the_policy_are_refused(postgres: PostgresServer) -> None:
    """A superuser, one that bypasses, one that has not the roles: said before anything is written."""
    name = f"relais_{secrets.token_hex(4)}"
    url = postgres.create_database(name)
    wrong = {"superuser": "SUPERUSER", "bypass": "BYPASSRLS", "stranger": ""}
    with postgres.administering() as connection:
        for login, right in wrong.items():
            _make_login(connection, f"{name}_{login}", right)
            if login != "stranger":
                connection.execute(
                    sql.SQL("GRANT relais_app, relais_keeper TO {}").format(sql.Identifier(f"{name}_{login}"))
                )
    for login, said in (("superuser", "superuser"), ("bypass", "bypasses"), ("stranger", "member")):
        with pytest.raises(StoreError, match=said):
            check_roles(url.replace("relais:", f"{name}_{login}:"))
    check_roles(url)
    postgres.drop_database(name)
    with postgres.administering() as connection:
        for login in wrong:
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(f"{name}_{login}")))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "expected"),
        ("mysql://a@b/c", "expected"),
        ("postgresql://nobody:hidden-word@127.0.0.1:1/x", "does not open"),
    ],
)
def test_a_database_that_does_not_open_is_named_without_its_secret(tmp_path: Path, url: str, said: str) -> None:
    """The operator reads what to look at, and no password."""
    with pytest.raises(StoreError, match=said) as error:
        open_store(tmp_path, database=url)
    assert "hidden-word" not in str(error.value)


def _make_login(connection: psycopg.Connection, name: str, right: str) -> None:
    password = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'relais'").fetchone()
    assert password is not None
    making = sql.SQL("CREATE ROLE {} LOGIN " + right + " PASSWORD {}")  # type: ignore[arg-type]
    connection.execute(making.format(sql.Identifier(name), sql.Literal(password[0])))
