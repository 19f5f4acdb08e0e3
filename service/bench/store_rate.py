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
from core.domain.documents import Author, Category, DocumentKind, HealthDocument, Paragraph
from core.domain.identifiers import DocumentId, LeafId, PatientId, VisitId
from core.domain.patients import OID_NIR_TEST, Identity, Nir, Patient, Sex
from core.storage.documents import _document as _document_of
from core.storage.envelope import PersonKey
from core.storage.unit_of_work import Store, open_store
from service.bench.rounds import ROUND_SECONDS, ROUNDS, compare
from service.bench.seeded import raw_connection
from service.bench.table import Row
from service.bench.verdicts import ratio_row

LIST_TARGET = 1 / 2.6
WRITE_TARGET = 0.45
DOCUMENTS = 20
NOW = datetime(2026, 11, 23, tzinfo=UTC)

SOMEBODY = PatientId("somebody")
_KIND = DocumentKind(type_code="11502-2", label="Analyse", class_code="10", category=Category.BIOLOGY)
_IDENTITY = Identity(
    birth_name="Blanc",
    first_names=("Yvonne",),
    birth_date=date(1953, 9, 4),
    sex=Sex.FEMALE,
    birth_place_code="99999",
    birth_place="Valmont",
    nir=Nir("2530999999066"),
    nir_oid=OID_NIR_TEST,
)

Statement = tuple[str, tuple[Any, ...]]


def measure(*, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> list[Row]:
    """Both figures, each with its noise floor and its control."""
    with tempfile.TemporaryDirectory() as folder, _sites(Path(folder)) as (store, raw, key):
        return [
            ratio_row(
                "list of 20 documents / raw driver",
                compare(*_lists(store, raw, key), rounds=rounds, seconds=seconds),
                LIST_TARGET,
            ),
            ratio_row(
                "document and leaf written / raw driver",
                compare(*_writes(store, raw), rounds=rounds, seconds=seconds),
                WRITE_TARGET,
            ),
        ]


@contextmanager
def _sites(folder: Path) -> Iterator[tuple[Store, Any, PersonKey]]:
    """Two stores with the same content: one behind its repositories, one as the driver gives it."""
    for name in ("ours", "raw"):
        store = open_store(folder / name)
        with store.begin() as records:
            records.patients.add(Patient(patient_id=SOMEBODY, identity=_IDENTITY), AccountState.OPEN)
            for index in range(DOCUMENTS):
                records.documents.add(SOMEBODY, _document(f"first-{index}"), (), b"")
        with store.transaction(SOMEBODY) as transaction:
            key = transaction.key_of(SOMEBODY)
        store.close()
    store = open_store(folder / "ours")
    raw = raw_connection(folder / "raw")
    yield store, raw, key
    raw.close()
    store.close()


def _lists(store: Store, raw: Any, key: PersonKey) -> tuple[Callable[[], object], Callable[[], object]]:
    def ours() -> object:
        with store.begin() as records:
            return records.documents.newest_first(SOMEBODY)

    rows = _replay(raw, _sent(store, ours), "")

    def peer() -> object:
        return [
            _document_of(key, (name, date.fromisoformat(written), _utc(filed), bool(is_new), sealed))
            for name, written, filed, is_new, sealed in rows()
        ]

    return ours, peer


def _writes(store: Store, raw: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    names = itertools.count()

    def write(name: str) -> None:
        with store.begin() as records:
            records.documents.add(SOMEBODY, _document(name), (Paragraph(text="Rien."),), b"<xml/>")
            records.audit.append(replace(_LEAF, leaf_id=LeafId(name)), salt="salt", digest="", about=SOMEBODY)

    statements = _sent(store, lambda: write("drawn"))
    return lambda: write(f"ours-{next(names)}"), _replay(raw, statements, "drawn")


def _sent(store: Store, work: Callable[[], object]) -> list[Statement]:
    """What the store says to the driver for one piece of work, the commit apart."""
    seen: list[Statement] = []

    def note(*arguments: Any) -> None:
        seen.append((arguments[2], tuple(arguments[3])))

    engine = store.database.engine
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
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


def _document(name: str) -> HealthDocument:
    return HealthDocument(
        document_id=DocumentId(name),
        kind=_KIND,
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
