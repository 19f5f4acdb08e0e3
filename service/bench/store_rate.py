"""How much of the raw driver's rate a write with its leaf reaches, on either engine (security.md 4.1).

The peer says the very same statements, on a store of its own with the same key, settings and syncs, and seals the same
in Python.
"""

import itertools
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.domain.accounts import AccountState
from core.domain.documents import Paragraph
from core.domain.identifiers import DocumentId, LeafId, PatientId
from core.domain.patients import Patient
from core.storage.audit import seal_opening
from core.storage.documents import seal_body, seal_line
from core.storage.envelope import PersonKey
from core.storage.opening import open_store
from core.storage.unit_of_work import Store
from core.storage.vault import WrappedKey
from service.bench.crowd import IDENTITY, LEAF, document
from service.bench.crowded_site import bench_server
from service.bench.raw_driver import Replay, heard, open_raw_postgres
from service.bench.rounds import ROUND_SECONDS, ROUNDS, Work, compare, milliseconds
from service.bench.seeded import raw_connection
from service.bench.table import Row
from service.bench.verdicts import ratio_row, with_context

TARGET = 0.45
SOMEBODY = PatientId("somebody")
_DRAWN = "drawn"
_BLOCKS = (Paragraph(text="Rien."),)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two stores alike: ours behind its repositories, the peer's as the driver gives it."""

    ours: Store
    peers: Store
    raw: Any = field(repr=False)


def measure(*, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> list[Row]:
    """SQLCipher."""
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as name, _files(Path(name)) as pair:
        return [_row("SQLCipher", pair, rounds, seconds)]


def measure_postgres(*, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> list[Row]:
    """PostgreSQL, one server for both."""
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as name, _databases(Path(name)) as pair:
        return [_row("PostgreSQL", pair, rounds, seconds)]


@contextmanager
def _files(folder: Path) -> Iterator[Pair]:
    with (
        closing(_with_somebody(folder / "ours")) as ours,
        closing(_with_somebody(folder / "peer")) as peers,
        closing(raw_connection(folder / "peer")) as raw,
    ):
        yield Pair(ours=ours, peers=peers, raw=raw)


@contextmanager
def _databases(folder: Path) -> Iterator[Pair]:
    with bench_server() as server:
        mine, other = server.create_database("ours"), server.create_database("peer")
        with (
            closing(_with_somebody(folder / "ours", mine)) as ours,
            closing(_with_somebody(folder / "peer", other)) as peers,
            closing(open_raw_postgres(other)) as raw,
        ):
            yield Pair(ours=ours, peers=peers, raw=raw)


def _with_somebody(folder: Path, database: str = "") -> Store:
    store = open_store(folder, database=database)
    with store.begin() as records:
        records.patients.add(Patient(patient_id=SOMEBODY, identity=IDENTITY), AccountState.OPEN)
    return store


def _row(engine: str, pair: Pair, rounds: int, seconds: float) -> Row:
    ours, peer = _works(pair)
    name = f"document and leaf written, {engine} / raw driver"
    row = ratio_row(name, compare(ours, peer, rounds=rounds, seconds=seconds), TARGET)
    with pair.peers.transaction(SOMEBODY) as transaction:
        key = transaction.key_of(SOMEBODY)
    sealing = min(milliseconds(lambda: _seals(key, _DRAWN)) for _ in range(50))
    return with_context(row, {"ms": statistics.median(milliseconds(ours) for _ in range(50)), "sealing ms": sealing})


def _works(pair: Pair) -> tuple[Work, Work]:
    ours, theirs = itertools.count(), itertools.count()
    replay = Replay(raw=pair.raw, statements=heard(pair.ours, lambda store: _write(store, _DRAWN)))

    def peer() -> None:
        name = f"peer-{next(theirs)}"
        seals: list[bytes] = []

        def renew(value: Any, given: list[list[Any]]) -> Any:
            if value == _DRAWN:
                return name
            if not isinstance(value, bytes):
                return value
            if not seals:
                seals.extend(_seals(_opened(pair.peers, given), name))
            return seals.pop(0)

        replay.run(SOMEBODY, renew)

    return lambda: _write(pair.ours, f"ours-{next(ours)}"), peer


def _write(store: Store, name: str) -> None:
    with store.begin(SOMEBODY) as records:
        records.documents.add(SOMEBODY, document(name), _BLOCKS, b"")
        records.audit.append(replace(LEAF, leaf_id=LeafId(name)), salt="salt", digest="", about=SOMEBODY)


def _opened(store: Store, given: list[list[Any]]) -> PersonKey:
    """The key, from the first row that the transaction was given, as ours opens it."""
    version, wrapped, kek_version = given[0][0]
    return store.vault.unwrap(SOMEBODY, WrappedKey(version=version, wrapped=wrapped, kek_version=kek_version))


def _seals(key: PersonKey, name: str) -> tuple[bytes, ...]:
    """What ours seals, in the order in which it is said."""
    return (
        seal_line(key, document(name)),
        seal_body(key, DocumentId(name), _BLOCKS),
        seal_opening(key, LeafId(name), "salt", ""),
    )
