"""The schema on both engines: the same as the code's, gone back and come again with data in it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from core.acts.list_documents import ListDocuments
from core.acts.perform import Door
from core.demo.seed import seed
from core.storage import migrate
from core.storage.errors import StoreError
from core.storage.key_files import read_or_make_key
from core.storage.keys import open_keys
from core.storage.opening import KEY_FILE, STORE_FILE, open_store
from core.storage.postgres import open_owner
from core.storage.sqlcipher_driver import open_engine
from core.storage.tables import PERSONAL_TABLES, metadata
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.engines import ENGINES, database_of
from tests.people import as_patient

_TABLES = {
    "sqlite": "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": "SELECT c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text,"
    " (SELECT string_agg(a.attname || a.atttypid::regtype || a.attnotnull, ',' ORDER BY a.attnum)"
    " FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0),"
    " (SELECT string_agg(p.polname || pg_get_expr(p.polqual, p.polrelid), ',' ORDER BY p.polname)"
    " FROM pg_policy p WHERE p.polrelid = c.oid),"
    " (SELECT string_agg(pg_get_triggerdef(t.oid), ',' ORDER BY t.tgname) FROM pg_trigger t"
    " WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' ORDER BY c.relname",
}
"""Everything of the shape that can be told in words: tables, columns, indexes, triggers, policies, grants."""


@dataclass(frozen=True)
class Seeded:
    """A site with the fictional people, closed, and how to look at it without its repositories."""

    folder: Path
    database: str
    odette: str

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """As the owner of the tables."""
        if self.database:
            opened = open_owner(self.database)
        else:
            key = read_or_make_key(self.folder / KEY_FILE, may_make=False)
            opened = open_engine(self.folder / STORE_FILE, key)
        yield opened
        opened.dispose()

    def documents_of_odette(self) -> int:
        """How many of her documents open, through the door."""
        store = open_store(self.folder, database=self.database)
        door = Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=open_keys(self.folder))
        found = door.perform(ListDocuments(), as_patient(self.odette)).documents
        store.close()
        return len(found)


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Seeded]:
    """One of each engine."""
    with database_of(request.param, request) as database:
        store = open_store(tmp_path, database=database)
        door = Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=open_keys(tmp_path))
        people = seed(door)
        store.close()
        yield Seeded(tmp_path, database, people["odette"])


def test_the_schema_is_the_one_the_code_knows(site: Seeded) -> None:
    """Alembic finds nothing to add or to take away; partitions are the engine's own."""

    def is_ours(item: Any, name: str | None, kind: str, *_: object) -> bool:
        if kind == "foreign_key_constraint":
            return item.elements[0].target_fullname.split(".")[0] in metadata.tables
        return kind != "table" or name in metadata.tables

    with site.engine() as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_ours})
        assert compare_metadata(context, metadata) == []


def test_the_code_names_the_newest_revision() -> None:
    """`LATEST` is the head of the steps, and there is one head."""
    steps = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    assert steps.get_heads() == [migrate.LATEST]
    assert steps.get_bases() == [migrate.OLDEST]


def test_one_step_down_and_up_again_loses_nobodys_records(site: Seeded) -> None:
    """An operator who goes back a release, and comes again, finds every document."""
    before = site.documents_of_odette()
    assert before > 0
    with site.engine() as engine:
        migrate.downgrade(engine, migrate.OLDEST)
        migrate.upgrade(engine)
    assert site.documents_of_odette() == before


def test_down_and_up_again_makes_the_same_shape(site: Seeded) -> None:
    """Going back leaves nothing behind; coming again makes the same schema, trigger by trigger, grant by grant."""
    with site.engine() as engine:
        before = _shape(engine)
        migrate.downgrade(engine, "base")
        with engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]
            assert migrate.current_revision(connection) is None
        migrate.upgrade(engine)
        assert _shape(engine) == before


@pytest.mark.parametrize(("found", "said"), [("9999", "newer"), ("0001", "before records were sealed")])
def test_a_store_of_another_age_is_left_alone(site: Seeded, found: str, said: str) -> None:
    """A program that can't read it says so and touches nothing."""
    with site.engine() as engine:
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{found}'"))  # noqa: S608 - our own
        with pytest.raises(StoreError, match=said):
            migrate.upgrade(engine)


def test_alembic_is_imported_only_when_there_is_work(tmp_path: Path) -> None:
    """A start without migration does not pay its 0.8 s."""
    open_store(tmp_path).close()
    program = (
        "import sys; from pathlib import Path; from core.storage.opening import open_store;"
        f"open_store(Path({str(tmp_path)!r})).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_leaves SET body = 'another'",
        "UPDATE audit_leaves SET body = 'another', leaf_index = 7 WHERE arrival = 1",
        "UPDATE audit_leaves SET leaf_id = 'another', leaf_index = 7 WHERE arrival = 1",
        "UPDATE audit_leaves SET leaf_index = NULL",
        "DELETE FROM audit_leaves",
    ],
)
def test_the_trace_refuses_to_be_changed(site: Seeded, tampering: str) -> None:
    """Not even by the owner of the tables; a leaf may be given its place in the log, once."""
    with site.engine() as engine, engine.connect() as connection:
        before = connection.execute(text("SELECT * FROM audit_leaves ORDER BY arrival")).all()
        connection.rollback()
        with pytest.raises(DatabaseError, match="never changed"):
            connection.execute(text(tampering))
        connection.rollback()
        assert connection.execute(text("SELECT * FROM audit_leaves ORDER BY arrival")).all() == before


@pytest.mark.parametrize(
    "slipping",
    [
        "UPDATE OR REPLACE audit_leaves SET body = 'x' WHERE arrival = 1",
        "REPLACE INTO audit_leaves SELECT * FROM audit_leaves WHERE arrival = 1",
    ],
)
def test_no_replacement_slips_past_the_triggers(tmp_path: Path, slipping: str) -> None:
    """SQLite's own ways of deleting without saying so."""
    store = open_store(tmp_path)
    with store.database.engine.connect() as connection:
        connection.execute(text("INSERT INTO audit_leaves (leaf_id, body, leaf_index) VALUES ('a', 'b', 0)"))
        with pytest.raises(DatabaseError, match="never changed"):
            connection.execute(text(slipping))
    store.close()


def test_every_personal_table_has_the_person_first_in_its_keys() -> None:
    """So that tables can be spread over partitions by person (security.md 5.3)."""
    assert {table.name for table in metadata.tables.values() if "patient_id" in table.c} - {
        table.name for table in PERSONAL_TABLES
    } == {"nirs", "access_numbers"}
    for table in PERSONAL_TABLES:
        assert next(iter(table.primary_key.columns)).name == "patient_id", table.name
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "patient_id", table.name
        for index in table.indexes:
            assert next(iter(index.columns)).name == "patient_id", index.name


def _shape(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(_TABLES[engine.dialect.name]))]
