"""The engines that a store may run on, each opened on nothing; what holds on one must hold on the other."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.storage.migrate import upgrade
from core.storage.opening import open_store
from core.storage.postgres import open_owner
from core.storage.unit_of_work import Store
from service.bench.postgres_server import PostgresServer
from tests.real_stacks import requires

ENGINES = (
    pytest.param("sqlcipher", id="sqlcipher"),
    pytest.param("postgres", id="postgres", marks=requires("postgres")),
)
_TEMPLATE = "relais_template"
"""A database with the newest schema and no row, copied for each test: migrating takes longer than most tests."""


@contextmanager
def database_of(engine: str, request: pytest.FixtureRequest, *, has_schema: bool = True) -> Iterator[str]:
    """The `database` of `open_store`: nothing for SQLCipher, else the URL of an empty one, dropped at the end."""
    if engine == "sqlcipher":
        yield ""
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"relais_{secrets.token_hex(6)}"
    yield server.create_database(name, template=_template(server) if has_schema else None)
    server.drop_database(name)


@contextmanager
def opened(engine: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store on nothing."""
    with database_of(engine, request) as database:
        store = open_store(folder, database=database)
        yield store
        store.close()


def _template(server: PostgresServer) -> str:
    with server.administering() as connection:
        has_it = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_TEMPLATE,)).fetchone()
    if not has_it:
        owner = open_owner(server.create_database(_TEMPLATE))
        upgrade(owner)
        owner.dispose()
    return _TEMPLATE
