"""The schema: made at the first start, the same as the code's, gone back and come again with data in it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from core.storage import migrate
from core.storage.engine import open_engine
from core.storage.errors import StoreError
from core.storage.key_files import read_or_make_key
from core.storage.tables import metadata
from core.storage.unit_of_work import KEY_FILE, STORE_FILE, open_store
from tests.conftest import Space


@pytest.fixture
def engine(space: Space) -> Iterator[Engine]:
    """The seeded database, seen without its repositories."""
    space.store.close()
    opened = open_engine(space.folder / STORE_FILE, read_or_make_key(space.folder / KEY_FILE, may_make=False))
    yield opened
    opened.dispose()


def test_the_schema_is_the_one_the_code_knows(engine: Engine) -> None:
    """Alembic finds nothing to add or to take away."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_code_names_the_newest_revision() -> None:
    """`LATEST` is the head of the steps, and there is one head."""
    assert ScriptDirectory(str(Path(migrate.__file__).parent / "migrations")).get_heads() == [migrate.LATEST]


def test_down_and_up_again_with_data_in_it(engine: Engine) -> None:
    """Going back leaves nothing behind; coming again makes the same schema, trigger by trigger."""
    shape = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    with engine.connect() as connection:
        before = connection.execute(text(shape)).all()
    migrate.downgrade(engine, "base")
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert migrate.current_revision(connection) is None
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text(shape)).all() == before


def test_a_store_of_a_newer_program_is_left_alone(engine: Engine) -> None:
    """An older program says so and touches nothing."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer"):
        migrate.upgrade(engine)


def test_alembic_is_imported_only_when_there_is_work(tmp_path: Path) -> None:
    """A start without migration does not pay its 0.8 s."""
    open_store(tmp_path).close()
    program = (
        "import sys; from pathlib import Path; from core.storage.unit_of_work import open_store;"
        f"open_store(Path({str(tmp_path)!r})).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_leaves SET body = 'another'",
        "UPDATE audit_leaves SET body = 'another', leaf_index = 7 WHERE arrival = 1",
        "UPDATE audit_leaves SET leaf_index = NULL",
        "UPDATE OR REPLACE audit_leaves SET body = 'x' WHERE arrival = 1",
        "DELETE FROM audit_leaves",
        "REPLACE INTO audit_leaves SELECT * FROM audit_leaves WHERE arrival = 1",
    ],
)
def test_the_trace_refuses_to_be_changed(engine: Engine, tampering: str) -> None:
    """No update, no deletion, no replacement that slips past the triggers."""
    with engine.connect() as connection:
        before = connection.execute(text("SELECT * FROM audit_leaves")).all()
        with pytest.raises(DatabaseError, match="never changed"):
            connection.execute(text(tampering))
        assert connection.execute(text("SELECT * FROM audit_leaves")).all() == before


def test_every_personal_table_has_the_person_first_in_its_keys() -> None:
    """So that tables can be spread over partitions by person (security.md 5.3)."""
    for table in metadata.tables.values():
        if "patient_id" not in table.c or table.name in ("access_numbers", "nirs"):
            continue
        assert next(iter(table.primary_key.columns)).name == "patient_id", table.name
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "patient_id", table.name
