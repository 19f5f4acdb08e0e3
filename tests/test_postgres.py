"""The PostgreSQL that tests start keeps its word, and leaves no trace of itself."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from service.bench.postgres_cluster import OWNER
from service.bench.postgres_server import PostgresServer
from tests.real_stacks import requires

pytestmark = requires("postgres")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as running:
        yield running


def test_an_answered_commit_outlives_a_crash_and_an_open_transaction_does_not(server: PostgresServer) -> None:
    """An immediate end in the middle of somebody's work: what was committed is there after recovery, and only that."""
    url = server.create_database("crashing")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('committed')")
    open_work = psycopg.connect(url)
    open_work.execute("INSERT INTO kept VALUES ('never committed')")
    server.crash()
    with pytest.raises(psycopg.OperationalError):
        open_work.execute("SELECT 1")
    open_work.close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    server.start()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("committed",)]
    assert "automatic recovery" in server.log.read_text(encoding="utf-8")
    server.drop_database("crashing")


def test_the_product_connects_as_somebody_who_owns_its_databases_and_nothing_else(server: PostgresServer) -> None:
    """No superuser, no way round row-level security; checksums and fsync are on."""
    asked = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname IN (%s, %s, %s)"
    with psycopg.connect(server.create_database("owned")) as connection:
        roles = connection.execute(asked, (OWNER, "relais_app", "relais_keeper")).fetchall()
        assert roles == [(False, False, False, False)] * 3
        for setting in ("data_checksums", "fsync", "full_page_writes", "synchronous_commit"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
        connection.execute("CREATE TABLE mine (word text)")
        connection.execute("GRANT SELECT ON mine TO relais_app")
        connection.execute("SET ROLE relais_app")
        assert connection.execute("SELECT count(*) FROM mine").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO mine VALUES ('not mine to write')")
    server.drop_database("owned")


def test_a_database_is_copied_from_another(server: PostgresServer) -> None:
    """What one test prepared, the next starts from."""
    with psycopg.connect(server.create_database("prepared")) as connection:
        connection.execute("CREATE TABLE given AS SELECT 1 AS number")
    with psycopg.connect(server.create_database("copied", template="prepared")) as connection:
        assert connection.execute("SELECT number FROM given").fetchone() == (1,)
    for name in ("copied", "prepared"):
        server.drop_database(name)


@pytest.mark.parametrize("is_on_disk", [False, True])
def test_it_leaves_no_process_and_no_folder(*, is_on_disk: bool) -> None:
    """Even with a client still connected."""
    with PostgresServer(is_on_disk=is_on_disk) as server:
        url, pid, folder = server.create_database("left"), server.pid, server.folder
        client = psycopg.connect(url)
        assert pid is not None
        os.kill(pid, 0)
        assert folder.is_dir()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        client.execute("SELECT 1")
    client.close()
