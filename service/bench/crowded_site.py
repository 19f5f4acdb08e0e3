"""A store with a crowd in it, on either engine, and the bare driver on the same rows."""

import itertools
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg import sql

from core.domain.identifiers import PatientId
from core.storage.opening import open_store
from core.storage.unit_of_work import Store
from service.bench.crowd import DOCUMENT_COLUMNS, DOCUMENT_TYPES, KEY_COLUMNS, KEY_TYPES, Crowd
from service.bench.postgres_cluster import binaries
from service.bench.postgres_server import PostgresServer
from service.bench.raw_driver import open_raw_postgres
from service.bench.seeded import raw_connection
from service.bench.verdicts import AbsentError

_SETTINGS: Mapping[str, str] = {
    "shared_buffers": "1GB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}
"""A modest server's; what makes a commit last stays as it is."""


@dataclass(frozen=True, kw_only=True)
class CrowdedSite:
    """What a measure reads."""

    store: Store
    raw: Any = field(repr=False)
    readers: Sequence[PatientId] = field(repr=False)
    url: str = field(default="", repr=False)


@contextmanager
def bench_server() -> Iterator[PostgresServer]:
    """A PostgreSQL on a real disk, for one measure."""
    if binaries() is None:
        raise AbsentError("PostgreSQL")
    with PostgresServer(is_on_disk=True, settings=_SETTINGS) as server:
        yield server


@contextmanager
def crowded_file(documents: int) -> Iterator[CrowdedSite]:
    """SQLCipher in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as name:
        folder = Path(name)
        with closing(open_store(folder)) as store:
            crowd = Crowd(vault=store.vault, documents=documents)
            with closing(raw_connection(folder)) as raw:
                raw.execute("BEGIN IMMEDIATE")
                raw.executemany(_insert("patient_keys", KEY_COLUMNS), crowd.key_rows())
                raw.executemany(_insert("documents", DOCUMENT_COLUMNS), map(_as_sqlite, crowd.document_rows()))
                raw.execute("COMMIT")
                yield CrowdedSite(store=store, raw=raw, readers=crowd.readers())


@contextmanager
def crowded_database(server: PostgresServer, documents: int) -> Iterator[CrowdedSite]:
    """A database of its own on this server, dropped at the end; binary COPY, about a minute for 10^7."""
    name = f"crowd_{documents}"
    url = server.create_database(name)
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as folder:
        with closing(open_store(Path(folder), database=url)) as store:
            crowd = Crowd(vault=store.vault, documents=documents)
            _copy(server, name, crowd)
            with closing(open_raw_postgres(url)) as raw:
                yield CrowdedSite(store=store, raw=raw, readers=crowd.readers(), url=url)
        server.drop_database(name)


def in_turn(people: Sequence[PatientId]) -> Iterator[PatientId]:
    """Everybody, again and again; neighbours in turn are not neighbours in the table."""
    step = next(step for step in (389, 397, 401) if len(people) % step)
    return itertools.cycle([people[place * step % len(people)] for place in range(len(people))])


def _copy(server: PostgresServer, name: str, crowd: Crowd) -> None:
    with server.administering(name) as connection:
        connection.execute("SET session_replication_role = replica")  # each row's key is there: nothing to look up
        for table, columns, types, rows in (
            ("patient_keys", KEY_COLUMNS, KEY_TYPES, crowd.key_rows()),
            ("documents", DOCUMENT_COLUMNS, DOCUMENT_TYPES, crowd.document_rows()),
        ):
            into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
            )
            with connection.cursor() as cursor, cursor.copy(into) as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(row)
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
        connection.execute("CHECKPOINT")


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"  # noqa: S608 - our own names


def _as_sqlite(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """As SQLAlchemy writes them there: times as text without zone."""
    person, name, written_on, filed_at, *rest = row
    return person, name, written_on.isoformat(), filed_at.strftime("%Y-%m-%d %H:%M:%S.%f"), *rest
