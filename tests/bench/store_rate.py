"""How much of the raw driver's rate the store reaches, for the list and for a write with its leaf (security.md 4.1).

The peer replays the very statements that the store sent, on its own file with the same key, settings and syncs,
and makes the same list of the rows.
"""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from core.domain.accounts import AccountState
from core.domain.audit import AuditLeaf, Channel, OutcomeClass, PurposeOfUse, Role
from core.domain.documents import Author, HealthDocument, Paragraph
from core.domain.identifiers import DocumentId, LeafId, VisitId
from core.domain.patients import Patient
from core.storage.documents import _document as _document_of
from core.storage.engine import _connect
from core.storage.key_files import read_or_make_key
from core.storage.unit_of_work import KEY_FILE, STORE_FILE, Store, open_store
from service.bench.rounds import ROUND_SECONDS, ROUNDS, compare
from service.bench.table import Row, Verdict
from tests.people import BLOOD_TEST, YVONNE, identity

LIST_TARGET = 1 / 2.6
WRITE_TARGET = 0.45
DOCUMENTS = 20
NOW = datetime(2026, 11, 23, tzinfo=UTC)

Statement = tuple[str, tuple[Any, ...]]


def measure(*, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> list[Row]:
    """Both figures, each with its noise floor and its control."""
    with tempfile.TemporaryDirectory() as folder, _sites(Path(folder)) as (store, raw):
        return [
            _row("list of 20 documents / raw driver", LIST_TARGET, *_lists(store, raw), rounds, seconds),
            _row("document and leaf written / raw driver", WRITE_TARGET, *_writes(store, raw), rounds, seconds),
        ]


@contextmanager
def _sites(folder: Path) -> Iterator[tuple[Store, Any]]:
    """Two stores with the same content: one behind its repositories, one as the driver gives it."""
    for name in ("ours", "raw"):
        store = open_store(folder / name)
        with store.begin() as records:
            records.patients.add(Patient(patient_id=YVONNE, identity=identity()), AccountState.OPEN)
            for index in range(DOCUMENTS):
                records.documents.add(YVONNE, _document(f"first-{index}"), (), b"")
        store.close()
    store = open_store(folder / "ours")
    raw = _connect(folder / "raw" / STORE_FILE, read_or_make_key(folder / "raw" / KEY_FILE, may_make=False))
    yield store, raw
    raw.close()
    store.close()


def _lists(store: Store, raw: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    def ours() -> object:
        with store.begin() as records:
            return records.documents.newest_first(YVONNE)

    rows = _replay(raw, _sent(store, ours), "")

    def peer() -> object:
        return [_document_of((*row[:9], date.fromisoformat(row[9]), _utc(row[10]), bool(row[11]))) for row in rows()]

    return ours, peer


def _writes(store: Store, raw: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    names = itertools.count()

    def write(name: str) -> None:
        with store.begin() as records:
            records.documents.add(YVONNE, _document(name), (Paragraph(text="Rien."),), b"<xml/>")
            records.audit.append(replace(_LEAF, leaf_id=LeafId(name)), "salt")

    statements = _sent(store, lambda: write("drawn"))
    return lambda: write(f"ours-{next(names)}"), _replay(raw, statements, "drawn")


def _sent(store: Store, work: Callable[[], object]) -> list[Statement]:
    """What the store says to the driver for one piece of work, the commit apart."""
    seen: list[Statement] = []

    def note(*arguments: Any) -> None:
        seen.append((arguments[2], tuple(arguments[3])))

    event.listen(store._engine, "before_cursor_execute", note)
    work()
    event.remove(store._engine, "before_cursor_execute", note)
    return seen


def _utc(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def _replay(raw: Any, statements: list[Statement], drawn: str) -> Callable[[], list[Any]]:
    """Say the same to the bare driver, with a new identifier where one was drawn."""
    names = itertools.count()

    def replayed() -> list[Any]:
        name, rows = f"raw-{next(names)}", list[Any]()
        for sql, values in statements:
            rows = raw.execute(sql, [name if drawn and value == drawn else value for value in values]).fetchall()
        raw.execute("COMMIT")
        return rows

    return replayed


def _row(
    name: str, target: float, ours: Callable[[], object], peer: Callable[[], object], rounds: int, seconds: float
) -> Row:
    comparison = compare(ours, peer, rounds=rounds, seconds=seconds)
    verdict = Verdict.REACHED if comparison.ratio.median >= target else Verdict.MISSED
    return Row(
        name=name,
        value=comparison.ratio.median,
        unit="x",
        target=f">= {target:.2f}",
        verdict=verdict if comparison.is_valid else Verdict.VOID,
        context={
            "low": comparison.ratio.low,
            "high": comparison.ratio.high,
            "noise": comparison.noise.median,
            "control": comparison.control.median,
        },
    )


def _document(name: str) -> HealthDocument:
    return HealthDocument(
        document_id=DocumentId(name),
        kind=BLOOD_TEST,
        title="Analyse de sang",
        author=Author(organisation="laboratoire des Tilleuls"),
        written_on=date(2026, 11, 20),
        filed_at=NOW,
    )


_LEAF = AuditLeaf(
    leaf_id=LeafId(""),
    at=NOW,
    act="file-document",
    outcome=OutcomeClass.DONE,
    reason="",
    role=Role.OPERATOR,
    actor="",
    patient="",
    purpose=PurposeOfUse.FILING,
    channel=Channel.SITE,
    place="site",
    visit=VisitId("bench"),
    commitment="",
)
